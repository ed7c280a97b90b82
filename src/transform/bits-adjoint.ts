/** Emits the adjoints of operations on the bits of floats, as decided in `bits.ts`. */
import { widthOf } from '../analysis/known-bits.ts';
import type { IntegerType, IRBuilder, Type, Value } from '../ir/index.ts';
import {
  Value as ValueClass,
  constantInt,
  integerType,
  isFloatingPoint,
  scalarOf,
  zeroOf,
} from '../ir/index.ts';
import type { BitShare } from './bits.ts';
import { emitMaskedBits } from './masked-bits.ts';

export interface BitOperation {
  readonly share: BitShare;
  /** The adjoint of the result, and the type of the operand's adjoint: floats of one kind, or a vector of such. */
  readonly adjoint: Value;
  readonly to: Type;
  /** The distance of a shift, of the type of one element. */
  readonly amount: Value | undefined;
  /** The type of operand and result. */
  readonly operandType: Type;
  readonly resultType: Type;
  primal(value: Value): Value;
  readonly result: Value;
  /** The line of the operation in the source. */
  readonly line: number;
}

/** Which values of the primal the share needs: the operand and the result for signs, the mask. */
export function bitNeeds(share: BitShare, result: Value, amount: Value | undefined): Value[] {
  if (share.mask) return [share.operand, share.mask.value];
  const signs = share.flipsSigns || share.rescales ? [share.operand, result] : [];
  const mask = [share.keeps, share.drops].filter((v) => v instanceof ValueClass);
  const distance = amount ? [amount] : [];
  const kink = share.hasKink ? [share.operand] : [];
  return [...signs, ...mask, ...distance, ...kink];
}

/** The share of an operand, in the type of its adjoint. */
export function emitBitShare(b: IRBuilder, operation: BitOperation): Value {
  const { share, to, operandType, resultType } = operation;
  if (share.rescales) return emitRescaled(b, operation);
  if (share.mask) return emitMaskedBits(b, operation, share.mask);
  let bits = cast(b, operation.adjoint, resultType);
  switch (share.move) {
    case 'stay':
      break;
    case 'shl':
    case 'lshr':
      bits = b.binary(share.move, bits, operation.amount!);
      break;
    case 'zext':
    case 'trunc':
      bits = b.cast(share.move, bits, operandType);
  }
  const row = integerType(widthOf(operandType));
  if (share.keeps !== undefined || share.drops || share.flipsSigns) {
    bits = cast(b, bits, row);
    if (share.drops)
      bits = b.binary(
        'and',
        bits,
        b.binary('xor', cast(b, operation.primal(share.drops), row), constantInt(row, -1n)),
      );
    if (share.keeps instanceof ValueClass)
      bits = b.binary('and', bits, cast(b, operation.primal(share.keeps), row));
    else if (share.keeps !== undefined) bits = b.binary('and', bits, constantInt(row, share.keeps));
    if (share.flipsSigns) bits = flipSigns(b, bits, operation, row);
  }
  const adjoint = cast(b, bits, to);
  if (!share.hasKink) return adjoint;
  const operand = cast(b, operation.primal(share.operand), to);
  return b.select(b.fcmp('une', operand, zeroOf(to)), adjoint, zeroOf(to));
}

/** adjoint · result / operand, a power of two; nothing for zero, where the exponent is no exponent. */
function emitRescaled(b: IRBuilder, { share, adjoint, to, primal, result }: BitOperation): Value {
  const operand = cast(b, primal(share.operand), to);
  const scale = b.binary('fdiv', cast(b, primal(result), to), operand);
  const product = b.binary('fmul', cast(b, adjoint, to), scale);
  return b.select(b.fcmp('une', operand, zeroOf(to)), product, zeroOf(to));
}

function flipSigns(b: IRBuilder, bits: Value, operation: BitOperation, row: IntegerType): Value {
  const scalar = scalarOf(operation.to);
  const size = isFloatingPoint(scalar) ? scalar.bits : row.bits;
  let signs = 0n;
  for (let at = size - 1; at < row.bits; at += size) signs |= 1n << BigInt(at);
  const [x, r] = [operation.share.operand, operation.result].map((v) => cast(b, operation.primal(v), row));
  return b.binary('xor', bits, b.binary('and', b.binary('xor', x!, r!), constantInt(row, signs)));
}

export function cast(b: IRBuilder, value: Value, type: Type): Value {
  return value.type === type ? value : b.cast('bitcast', value, type);
}
