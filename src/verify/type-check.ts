import type { StructType, Type } from '../ir/index.ts';
import { scalarOf } from '../ir/index.ts';

export const isIntegers = (t: Type): boolean => scalarOf(t).kind === 'integer';
export const isFloats = (t: Type): boolean => scalarOf(t).kind === 'floating-point';
export const isPointers = (t: Type): boolean => scalarOf(t).kind === 'pointer';

/** Whether both are scalars, or vectors of the same length. */
export function sameShape(a: Type, b: Type): boolean {
  if (a.kind !== 'vector' || b.kind !== 'vector') return a.kind !== 'vector' && b.kind !== 'vector';
  return a.length === b.length && a.scalable === b.scalable;
}

/** Whether values of the type have a size in memory. */
export function isSized(type: Type, open: Set<StructType> = new Set()): boolean {
  switch (type.kind) {
    case 'integer':
    case 'floating-point':
    case 'pointer':
    case 'target':
      return true;
    case 'vector':
    case 'array':
      return isSized(type.element, open);
    case 'struct': {
      // A struct that is being looked at contains itself.
      if (!type.elements || open.has(type)) return false;
      open.add(type);
      const sized = type.elements.every((e) => isSized(e, open));
      open.delete(type);
      return sized;
    }
    case 'primitive':
      return type.name === 'x86_amx' || type.name === 'x86_mmx';
    case 'function':
      return false;
  }
}
