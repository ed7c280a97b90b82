/** Which bits of integers are certainly zero or one. */
import type { Instruction, Type, Value } from '../ir/index.ts';
import { ConstantFP, ConstantInt, constantLanes, isFloatingPoint, isInstruction, isInteger, scalarOf } from '../ir/index.ts'; // prettier-ignore

export interface KnownBits {
  readonly zero: bigint;
  readonly one: bigint;
}

const nothingKnown: KnownBits = { zero: 0n, one: 0n };
/** Operations that are looked through. */
const maxDepth = 12;

/** Which bits are certainly zero or one. Elements of vectors stand one after the other, the first at the lowest bits. */
export function knownBits(value: Value, depth = 0): KnownBits {
  const width = widthOf(value.type);
  const all = (1n << BigInt(width)) - 1n;
  const constant = constantBits(value);
  if (constant !== undefined) return { zero: ~constant & all, one: constant };
  if (!isInstruction(value) || depth > maxDepth) return nothingKnown;
  const of = (operand: Value): KnownBits => knownBits(operand, depth + 1);
  switch (value.opcode) {
    case 'and': {
      const [a, b] = [of(value.operand(0)), of(value.operand(1))];
      return { zero: a.zero | b.zero, one: a.one & b.one };
    }
    case 'or': {
      const [a, b] = [of(value.operand(0)), of(value.operand(1))];
      return { zero: a.zero & b.zero, one: a.one | b.one };
    }
    case 'xor': {
      const [a, b] = [of(value.operand(0)), of(value.operand(1))];
      return { zero: (a.zero & b.zero) | (a.one & b.one), one: (a.zero & b.one) | (a.one & b.zero) };
    }
    case 'bitcast':
    case 'freeze':
      return widthOf(value.operand(0).type) === width ? of(value.operand(0)) : nothingKnown;
    case 'ptrtoint': {
      const align = alignOf(value.operand(0));
      return { zero: (align - 1n) & all, one: 0n };
    }
    case 'insertelement': {
      const index = value.operand(2);
      const element = widthOf(value.operand(1).type);
      if (!(index instanceof ConstantInt) || element === 0) return nothingKnown;
      const at = index.unsigned * BigInt(element);
      const lane = ((1n << BigInt(element)) - 1n) << at;
      const [into, one] = [of(value.operand(0)), of(value.operand(1))];
      return {
        zero: ((into.zero & ~lane) | (one.zero << at)) & all,
        one: ((into.one & ~lane) | (one.one << at)) & all,
      };
    }
    case 'zext': {
      if (value.type.kind === 'vector') return nothingKnown;
      const from = of(value.operand(0));
      return {
        zero: from.zero | (all & ~((1n << BigInt(widthOf(value.operand(0).type))) - 1n)),
        one: from.one,
      };
    }
    case 'trunc': {
      if (value.type.kind === 'vector') return nothingKnown;
      const from = of(value.operand(0));
      return { zero: from.zero & all, one: from.one & all };
    }
    case 'shl':
    case 'lshr':
      return shifted(value, of(value.operand(0)));
    case 'add':
    case 'sub': {
      // Below the lowest bit that may be set in either, nothing is carried.
      if (value.type.kind === 'vector') return nothingKnown;
      const maybe = all & ~(of(value.operand(0)).zero & of(value.operand(1)).zero);
      return { zero: maybe === 0n ? all : (maybe & -maybe) - 1n, one: 0n };
    }
    case 'select': {
      const [a, b] = [of(value.ifTrue), of(value.ifFalse)];
      return { zero: a.zero & b.zero, one: a.one & b.one };
    }
    default:
      return nothingKnown;
  }
}

/** What a pointer is certainly a multiple of. */
function alignOf(pointer: Value): bigint {
  if (!isInstruction(pointer) || pointer.opcode !== 'alloca') return 1n;
  const align = BigInt(pointer.align ?? 1);
  return (align & (align - 1n)) === 0n ? align : 1n;
}

function shifted(inst: Instruction, from: KnownBits): KnownBits {
  const amount = splatInteger(inst.operand(1));
  const scalar = scalarOf(inst.type);
  if (amount === undefined || !isInteger(scalar) || amount >= BigInt(scalar.bits)) return nothingKnown;
  const element = (1n << BigInt(scalar.bits)) - 1n;
  let [zero, one] = [0n, 0n];
  for (let at = 0; at < widthOf(inst.type); at += scalar.bits) {
    const lane = (bits: bigint): bigint => (bits >> BigInt(at)) & element;
    const move = (bits: bigint): bigint =>
      inst.opcode === 'shl' ? (bits << amount) & element : bits >> amount;
    const vacated = element & ~move(element);
    zero |= (move(lane(from.zero)) | vacated) << BigInt(at);
    one |= move(lane(from.one)) << BigInt(at);
  }
  return { zero, one };
}

/** The bits of a constant integer, float or double, or of a vector of them. */
export function constantBits(value: Value): bigint | undefined {
  const scalar = scalarConstantBits(value);
  const lanes = scalar === undefined ? constantLanes(value) : undefined;
  const width = widthOf(scalarOf(value.type));
  if (!lanes || width === 0) return scalar;
  let bits = 0n;
  for (const [i, lane] of lanes.entries()) {
    const one = scalarConstantBits(lane);
    if (one === undefined) return undefined;
    bits |= one << BigInt(i * width);
  }
  return bits;
}

function scalarConstantBits(value: Value): bigint | undefined {
  if (value instanceof ConstantInt) return value.unsigned;
  return value instanceof ConstantFP ? value.bits : undefined;
}

/** The number that all elements of a constant are. */
export function splatInteger(value: Value): bigint | undefined {
  if (value instanceof ConstantInt) return value.unsigned;
  const lanes = constantLanes(value);
  const first = lanes?.[0];
  if (!(first instanceof ConstantInt)) return undefined;
  return lanes!.every((l) => l instanceof ConstantInt && l.value === first.value)
    ? first.unsigned
    : undefined;
}

/** Bits of an integer or float, or of all elements of a vector. */
export function widthOf(type: Type): number {
  const scalar = scalarOf(type);
  const bits = isInteger(scalar) || isFloatingPoint(scalar) ? scalar.bits : 0;
  return type.kind === 'vector' ? bits * type.length : bits;
}
