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

/**
 * Whether values of the type have a size in memory. `known` remembers the structs that were looked at: a struct that is
 * met again while its elements are looked at contains itself, and has none.
 */
export function isSized(type: Type, known: Map<StructType, boolean> = new Map()): boolean {
  switch (type.kind) {
    case 'integer':
    case 'floating-point':
    case 'pointer':
    case 'target':
      return true;
    case 'vector':
    case 'array':
      return isSized(type.element, known);
    case 'struct': {
      const answer = known.get(type);
      if (answer !== undefined) return answer;
      known.set(type, false);
      const sized = type.elements !== undefined && type.elements.every((e) => isSized(e, known));
      known.set(type, sized);
      return sized;
    }
    case 'primitive':
      return type.name === 'x86_amx' || type.name === 'x86_mmx';
    case 'function':
      return false;
  }
}
