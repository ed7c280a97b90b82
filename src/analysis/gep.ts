import type { DataLayout, Type, Value } from '../ir/index.ts';
import { ConstantInt } from '../ir/index.ts';

/** A getelementptr in bytes: the address is base + offset + Σ index·stride (each index sign-extended). */
export interface GepOffset {
  /** Sum of the constant parts, in bytes. */
  readonly offset: number;
  /** The variable indices with the bytes that each step moves. */
  readonly terms: readonly { readonly index: Value; readonly stride: number }[];
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
  const terms: { index: Value; stride: number }[] = [];
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
    if (i > 0) {
      if (type.kind !== 'array' && type.kind !== 'vector') return undefined;
      type = type.element;
    }
    if (index.type.kind !== 'integer' || isScalable(type)) return undefined;
    const stride = layout.allocSize(type);
    if (index instanceof ConstantInt) offset += Number(index.value) * stride;
    else terms.push({ index, stride });
  }
  return Number.isSafeInteger(offset) ? { offset, terms } : undefined;
}

function isScalable(type: Type): boolean {
  return type.kind === 'vector' ? type.scalable : type.kind === 'array' && isScalable(type.element);
}
