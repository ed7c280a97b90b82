/**
 * The adjoint of a float to whose bits a mask is applied that is known while the program runs: `_mm_xor_pd(a, signs)`, `_mm_and_pd(a, chosen)`.
 * A mask leaves a float as it is, drops it, or sets, clears or flips its sign. With anything else the program is stopped, if the result has
 * a derivative at all. Where both sides are floats, the one that is a mask gets nothing.
 */
import { widthOf } from '../analysis/known-bits.ts';
import type { FloatingPointType, Fn, IntegerType, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, Fn as FnClass, IRBuilder as Builder, constantInt, functionType, integerType, isFloatingPoint, scalarOf, zeroOf } from '../ir/index.ts'; // prettier-ignore
import type { BitOperation } from './bits-adjoint.ts';
import { cast } from './bits-adjoint.ts';
import type { BitShare } from './bits.ts';
import { emitStop } from './runtime-stop.ts';

type Mask = NonNullable<BitShare['mask']>;

/** The share of the operand, float by float. */
export function emitMaskedBits(b: IRBuilder, operation: BitOperation, mask: Mask): Value {
  const { to, line } = operation;
  const module = b.block.parent!.parent!;
  const kind = scalarOf(to) as FloatingPointType;
  if (!isFloatingPoint(kind)) throw new Error('a mask of something else than floats');
  const row = integerType(widthOf(operation.operandType));
  const one = integerType(kind.bits);
  const [operand, other, adjoint] = [
    operation.primal(operation.share.operand),
    operation.primal(mask.value),
    operation.adjoint,
  ].map((v) => cast(b, v, row)) as [Value, Value, Value];
  const share = shareFunction(module, mask.operation, one);
  const lane = (bits: Value, at: number): Value => narrow(b, at ? b.binary('lshr', bits, constantInt(row, at)) : bits, one); // prettier-ignore
  let sum: Value | undefined;
  for (let at = 0; at < row.bits; at += kind.bits) {
    const args = [operand, other, adjoint].map((bits) => lane(bits, at));
    const part = b.call(share, [...args, constantInt(module.dataLayout.indexType(), line)]);
    const wide = row === one ? part : b.binary('shl', b.cast('zext', part, row), constantInt(row, at));
    sum = sum ? b.binary('or', sum, wide) : wide;
  }
  return cast(b, sum!, to);
}

const narrow = (b: IRBuilder, bits: Value, type: IntegerType): Value =>
  bits.type === type ? bits : b.cast('trunc', bits, type);

/** (operand, mask, adjoint of the result, line) to the adjoint of the operand, all as bits. */
function shareFunction(module: Module, operation: Mask['operation'], type: IntegerType): Fn {
  const name = `__fluxion_masked_${operation}_${type}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(
    new FnClass(name, functionType(type, [type, type, type, module.dataLayout.indexType()])),
  );
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const [operand, mask, adjoint, line] = fn.args as unknown as [Value, Value, Value, Value];
  const b = new Builder(start);
  const sign = constantInt(type, 1n << BigInt(type.bits - 1));
  const rest = constantInt(type, (1n << BigInt(type.bits - 1)) - 1n);
  const isNone = (bits: Value): Value => b.icmp('eq', bits, zeroOf(type));
  const isAll = (bits: Value): Value => b.icmp('eq', bits, rest);
  const [own, others] = [operand, mask].map((v) => isNone(b.binary('and', v, rest))) as [Value, Value];
  const [isOwnFull, isFull] = [operand, mask].map((v) => isAll(b.binary('and', v, rest))) as [Value, Value]; // prettier-ignore
  const result = b.binary(operation, operand, mask);
  const flipped = b.binary('and', b.binary('xor', operand, result), sign);
  const isKept = operation === 'and' ? isFull : others;
  // The operand may be the mask itself.
  const isMask = operation === 'xor' ? own : b.binary('or', own, isOwnFull);
  const drops = operation === 'and' ? others : operation === 'or' ? isFull : undefined;
  const isDropped = drops ? b.binary('or', isMask, drops) : isMask;
  // A sign that is made plus or minus, whatever it was: at zero the derivative is taken as zero, as for `fabs`.
  const setsSign = operation === 'xor' ? undefined : b.binary('and', operation === 'and' ? b.binary('xor', mask, sign) : mask, sign); // prettier-ignore
  const isKink = setsSign && b.binary('and', own, b.icmp('ne', setsSign, zeroOf(type)));
  const kept = b.binary('xor', adjoint, flipped);
  const share = isKink ? b.select(isKink, zeroOf(type), kept) : kept;
  const isKnown = b.binary('or', b.binary('or', isKept, isDropped), isNone(b.binary('and', adjoint, rest)));
  const value = b.select(isKept, share, zeroOf(type));
  b.condBr(isKnown, done!, stop!);
  b.positionAt(stop!);
  emitStop(b, "line %zu: the bits of two floating-point numbers are combined, neither of which is a mask: that has no derivative", line); // prettier-ignore
  b.positionAt(done!);
  b.ret(value);
  return fn;
}
