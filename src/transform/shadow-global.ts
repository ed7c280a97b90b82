import { holdsFloat } from '../analysis/activity.ts';
import { isConstantVariable } from './active-globals.ts';
import type { Module, Value } from '../ir/index.ts';
import { ConstantAggregate, ConstantExpr, Fn, GlobalAlias, GlobalVariable, isConstantData, zeroOf } from '../ir/index.ts'; // prettier-ignore

const prefix = '__fluxion_shadow_';

/**
 * The shadow of a global variable: an internal variable of the same type. At first floats in it are zero, and pointers point to
 * the shadows of what the variable's initialiser points to. A constant table has one too where a pointer may point to it or to
 * active memory; adjoints that are added to it are never read.
 */
export function shadowGlobal(module: Module, global: GlobalVariable): GlobalVariable {
  const name = `${prefix}${global.name ?? module.globals.indexOf(global)}`;
  const known = module.getGlobal(name);
  if (known) return known;
  const shadow = new GlobalVariable(name, global.valueType, zeroOf(global.valueType));
  shadow.linkage = 'internal';
  shadow.align = global.align;
  shadow.threadLocal = global.threadLocal;
  module.add(shadow);
  // When it is there: initialisers may point in circles.
  if (global.initializer) shadow.initializer = shadowOfConstant(module, global.initializer);
  return shadow;
}

/** What stands beside a constant in shadow memory. */
function shadowOfConstant(module: Module, value: Value): Value {
  if (value instanceof GlobalVariable) return isPlainConstant(value) ? value : shadowGlobal(module, value);
  if (value instanceof ConstantAggregate) {
    const elements = value.operands.map((element) => shadowOfConstant(module, element));
    return new ConstantAggregate(value.type, elements, value.splat);
  }
  if (value.type.kind !== 'pointer') return zeroOf(value.type);
  if (!(value instanceof ConstantExpr) || value.opcode !== 'getelementptr' || !value.sourceType) return value;
  const { flags, inRange, inRangeIndex, sourceType } = value;
  const base = shadowOfConstant(module, value.operand(0));
  return new ConstantExpr('getelementptr', value.type, [base, ...value.operands.slice(1)], {
    flags,
    sourceType,
    ...(inRange !== undefined && { inRange }),
    ...(inRangeIndex !== undefined && { inRangeIndex }),
  });
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
