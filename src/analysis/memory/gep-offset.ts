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

/** By how many bytes a getelementptr moves its base, at any moment of the execution. */
export function gepDisplacement(layout: DataLayout, gep: GepSource): Offset {
  const bytes = gepOffset(layout, gep.sourceType, gep.indices);
  if (!bytes) return anyOffset;
  const wraps = (gep.flags & (Flag.inbounds | Flag.nusw)) === 0;
  let sum = constantOffset(bytes.offset);
  for (const { index, stride } of bytes.terms) {
    const scaled = scaleOffset(indexCongruence(index), stride);
    // A product that wraps around the address space keeps only the power of two in its stride.
    const kept =
      wraps && scaled.stride > 0 ? congruence(scaled.base, powerOfTwoFactor(scaled.stride)) : scaled;
    sum = addOffsets(sum, kept);
  }
  return sum;
}
