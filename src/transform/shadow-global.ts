import type { Module } from '../ir/index.ts';
import { GlobalVariable, zeroOf } from '../ir/index.ts';

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
