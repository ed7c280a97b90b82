import type { Value } from '../../ir/index.ts';
import { ConstantInt, Flag, isInstruction } from '../../ir/index.ts';
import type { Offset } from './offset.ts';
import { addOffsets, anyOffset, congruence, joinOffsets, powerOfTwoFactor, zeroOffset } from './offset.ts';

const maxDepth = 6;

/**
 * What is known of an integer at every moment of the execution, read as a signed number: that it is a multiple of
 * something, plus a constant. Products that may wrap keep only their power of two.
 */
export function indexCongruence(value: Value, depth = 0): Offset {
  if (value instanceof ConstantInt) return constant(value);
  if (!isInstruction(value) || depth > maxDepth) return anyOffset;
  switch (value.opcode) {
    case 'sext':
      return indexCongruence(value.operand(0), depth + 1);
    case 'zext':
      return value.flags & Flag.nneg ? indexCongruence(value.operand(0), depth + 1) : anyOffset;
    case 'mul':
      return product(value.operand(0), constantOf(value.operand(1)), value.flags, depth);
    case 'shl': {
      const shift = constantOf(value.operand(1));
      const fits = shift !== undefined && shift >= 0 && shift < 32;
      return product(value.operand(0), fits ? 2 ** shift : undefined, value.flags, depth);
    }
    case 'and': {
      // The low bits are cleared.
      const mask = constantOf(value.operand(1));
      return mask !== undefined && mask < 0 ? congruence(0, powerOfTwoFactor(-mask)) : anyOffset;
    }
    case 'add': {
      if (!(value.flags & Flag.nsw)) return anyOffset;
      const left = indexCongruence(value.operand(0), depth + 1);
      return addOffsets(left, indexCongruence(value.operand(1), depth + 1));
    }
    case 'select':
      return oneOf([value.ifTrue, value.ifFalse], depth);
    case 'phi':
      return oneOf(
        [...value.incoming()].map(([incoming]) => incoming),
        depth,
      );
    default:
      return anyOffset;
  }
}

/** One of several constants. */
function oneOf(values: readonly Value[], depth: number): Offset {
  if (!values.every((v) => v instanceof ConstantInt)) return anyOffset;
  return values.map((v) => indexCongruence(v, depth + 1)).reduce(joinOffsets);
}

function product(value: Value, factor: number | undefined, flags: number, depth: number): Offset {
  if (factor === undefined || factor <= 0) return anyOffset;
  return (flags & Flag.nsw) !== 0
    ? scaleOffset(indexCongruence(value, depth + 1), factor)
    : congruence(0, powerOfTwoFactor(factor));
}

/** The multiples by a positive factor. */
export function scaleOffset(offset: Offset, factor: number): Offset {
  if (factor === 0) return zeroOffset;
  return congruence(offset.base * factor, offset.stride * factor);
}

function constant(value: ConstantInt): Offset {
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? { base: number, stride: 0 } : anyOffset;
}

function constantOf(value: Value): number | undefined {
  if (!(value instanceof ConstantInt)) return undefined;
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? number : undefined;
}
