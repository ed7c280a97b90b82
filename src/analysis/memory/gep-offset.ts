import type { DataLayout, Type, Value } from '../../ir/index.ts';
import { Flag } from '../../ir/index.ts';
import { gepOffset } from '../gep.ts';
import { indexCongruence, scaleOffset } from './index-congruence.ts';
import type { Offset } from './offset.ts';
import { addOffsets, anyOffset, congruence, constantOffset, powerOfTwoFactor } from './offset.ts';

/** A getelementptr, instruction or constant expression. */
export interface GepSource {
  readonly sourceType: Type;
  readonly indices: readonly Value[];
  readonly flags: number;
}

/** One index of a getelementptr: it moves by `base` plus a multiple of `stride` bytes. */
export interface GepStep extends Offset {
  /** How many multiples there are, where the array that is indexed has a length. */
  readonly count: number | undefined;
}

/** By how many bytes a getelementptr moves its base, at any moment of the execution. */
export function gepDisplacement(layout: DataLayout, gep: GepSource): Offset {
  const steps = gepSteps(layout, gep);
  if (!steps) return anyOffset;
  return steps.terms.reduce((sum, term) => addOffsets(sum, term), constantOffset(steps.offset));
}

/**
 * The same, index by index; undefined when nothing is known.
 *
 * @param mayWrap a product may wrap around the address space
 * @param indicesMayWrap the indices, too, may be computed by operations that wrap around
 */
export function gepSteps(
  layout: DataLayout,
  gep: GepSource,
  mayWrap = (gep.flags & (Flag.inbounds | Flag.nusw)) === 0,
  indicesMayWrap = true,
): { readonly offset: number; readonly terms: readonly GepStep[] } | undefined {
  const bytes = gepOffset(layout, gep.sourceType, gep.indices);
  if (!bytes) return undefined;
  const terms = bytes.terms.map(({ index, stride, count }): GepStep => {
    const scaled = scaleOffset(indexCongruence(index, indicesMayWrap), stride);
    // A product that wraps around the address space keeps only the power of two in its stride.
    const kept =
      mayWrap && scaled.stride > 0 ? congruence(scaled.base, powerOfTwoFactor(scaled.stride)) : scaled;
    const first = stride > 0 ? Math.floor(kept.base / stride) : 0;
    const each = stride > 0 ? kept.stride / stride : 1;
    const fits = count !== undefined && Number.isInteger(each) && each > 0 && first < count;
    return { ...kept, count: fits ? Math.ceil((count - first) / each) : undefined };
  });
  return { offset: bytes.offset, terms };
}
