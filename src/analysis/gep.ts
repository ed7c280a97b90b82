import type { DataLayout, Type, Value } from '../ir/index.ts';
import { ConstantInt, isInstruction } from '../ir/index.ts';

/** A variable index. */
export interface GepTerm {
  readonly index: Value;
  readonly stride: number;
  /** Of the array that is indexed; undefined for the step from one object to the next. */
  readonly count: number | undefined;
}

/** A getelementptr in bytes: the address is base + offset + Σ index·stride (each index sign-extended). */
export interface GepOffset {
  /** Sum of the constant parts, in bytes. */
  readonly offset: number;
  /** The variable indices with the bytes that each step moves, and for an array the number of its elements. */
  readonly terms: readonly GepTerm[];
}

/**
 * Reads the indices of a getelementptr. Undefined for one that numbers of JavaScript cannot hold exactly (offsets beyond
 * 2^53), for vectors of indices, and for elements whose size only the running machine knows.
 */
export function gepOffset(
  layout: DataLayout,
  sourceType: Type,
  indices: readonly Value[],
): GepOffset | undefined {
  let offset = 0;
  const terms: GepTerm[] = [];
  let type: Type = sourceType;
  for (const [i, index] of indices.entries()) {
    if (i > 0 && type.kind === 'struct') {
      const field = index instanceof ConstantInt ? Number(index.unsigned) : -1;
      const element = type.elements?.[field];
      if (!element) return undefined;
      offset += layout.structLayout(type).offsets[field]!;
      type = element;
      continue;
    }
    let count: number | undefined;
    if (i > 0) {
      if (type.kind !== 'array' && type.kind !== 'vector') return undefined;
      count = type.length;
      type = type.element;
    }
    if (index.type.kind !== 'integer' || isScalable(type)) return undefined;
    const stride = layout.allocSize(type);
    if (index instanceof ConstantInt) offset += Number(index.value) * stride;
    else terms.push({ index, stride, count });
  }
  return Number.isSafeInteger(offset) ? { offset, terms } : undefined;
}

/** What an address is computed from by adding constants; undefined where something else is added. */
export function originOf(
  layout: DataLayout,
  address: Value,
): { readonly base: Value; readonly offset: number } | undefined {
  let offset = 0;
  let base = address;
  for (; isInstruction(base) && base.opcode === 'getelementptr'; base = base.base) {
    const step = gepOffset(layout, base.sourceType, base.indices);
    if (!step || step.terms.length > 0) return undefined;
    offset += step.offset;
  }
  return { base, offset };
}

function isScalable(type: Type): boolean {
  return type.kind === 'vector' ? type.scalable : type.kind === 'array' && isScalable(type.element);
}
