import { holdsFloat } from '../analysis/activity.ts';
import { isConstantVariable } from './active-globals.ts';
import type { Module, Value } from '../ir/index.ts';
import { ConstantAggregate, ConstantExpr, Fn, GlobalAlias, GlobalVariable, isConstantData, zeroOf } from '../ir/index.ts'; // prettier-ignore

const prefix = '__fluxion_shadow_';

/**
 * The shadow of a global variable: an internal variable of the same type, zero at first. A constant table has one too
 * where a pointer may point to it or to active memory; adjoints that are added to it are never read.
 */
export function shadowGlobal(module: Module, global: GlobalVariable): GlobalVariable {
  const name = `${prefix}${global.name ?? module.globals.indexOf(global)}`;
  const known = module.getGlobal(name);
  if (known) return known;
  const shadow = new GlobalVariable(name, global.valueType, zeroOf(global.valueType));
  shadow.linkage = 'internal';
  shadow.align = global.align;
  shadow.threadLocal = global.threadLocal;
  return module.add(shadow);
}

/**
 * Whether a constant variable holds neither floats nor pointers to variables that do: then no derivative is ever stored
 * behind it, and it can be its own shadow. A table of functions, a virtual table, a string.
 */
export function isPlainConstant(global: GlobalVariable): boolean {
  const seen = new Set<Value>([global]);
  for (const at of seen) {
    if (at instanceof GlobalVariable) {
      if (!isConstantVariable(at) || holdsFloat(at.valueType)) return false;
      if (at.initializer) seen.add(at.initializer);
    } else if (at instanceof ConstantAggregate || at instanceof ConstantExpr || at instanceof GlobalAlias)
      for (const operand of at.operands) seen.add(operand);
    else if (!isConstantData(at) && !(at instanceof Fn)) return false;
  }
  return true;
}
