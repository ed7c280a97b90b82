/**
 * Integer operations on the bits of floats, as far as they move whole floats or change signs only. Integers, and vectors
 * of them, that carry floats of one kind are taken as rows of such floats, the lowest bits first; the adjoint of each is a
 * row of adjoints, and the reverse of an operation that moves bits is the mirrored movement of the adjoint's bits.
 */
import type { FloatingPointType, Instruction, Type, Value } from '../ir/index.ts';
import { ConstantInt, constantLanes, isFloatingPoint, isInstruction, isInteger, scalarOf } from '../ir/index.ts'; // prettier-ignore

/** What becomes of the adjoint on its way to an operand, applied in the order of the fields. */
export interface BitShare {
  readonly operand: Value;
  /** The mirrored movement. */
  readonly move: 'stay' | 'shl' | 'lshr' | 'zext' | 'trunc';
  /** Where the sign bits of operand and result differ, the sign of the adjoint changes. */
  readonly flipsSigns: boolean;
  /** The operand's sign is dropped or made minus: at zero the derivative is taken as zero, as for `fabs`. */
  readonly hasKink: boolean;
  /** Only these bits of the result come from the operand: a constant, or a mask of the primal. All unless given. */
  readonly keeps: bigint | Value | undefined;
}

/** The shares of the operands that are active; undefined when the operation does something else to the bits. */
export function decideBits(
  inst: Instruction,
  isActive: (value: Value) => boolean,
  kind: FloatingPointType,
): readonly BitShare[] | undefined {
  const active = inst.operands.filter(isActive);
  switch (inst.opcode) {
    case 'zext':
    case 'trunc':
      if (inst.type.kind === 'vector') return undefined;
      if (!isWhole(inst.type, kind) || !isWhole(inst.operand(0).type, kind)) return undefined;
      return active.map((operand) => plain(operand, inst.opcode === 'zext' ? 'trunc' : 'zext'));
    case 'shl':
    case 'lshr': {
      const amount = splatInteger(inst.operand(1));
      if (amount === undefined || isActive(inst.operand(1)) || amount % BigInt(kind.bits) !== 0n)
        return undefined;
      return active.map((operand) => plain(operand, inst.opcode === 'shl' ? 'lshr' : 'shl'));
    }
    case 'and':
    case 'or':
    case 'xor':
      return decideLogic(inst, isActive, kind);
    default:
      return undefined;
  }
}

const plain = (operand: Value, move: BitShare['move'] = 'stay'): BitShare => ({
  operand,
  move,
  flipsSigns: false,
  hasKink: false,
  keeps: undefined,
});

const isWhole = (type: Type, kind: FloatingPointType): boolean => widthOf(type) % kind.bits === 0;

function decideLogic(
  inst: Instruction,
  isActive: (value: Value) => boolean,
  kind: FloatingPointType,
): readonly BitShare[] | undefined {
  const shares: BitShare[] = [];
  const chosen = inst.opcode !== 'and' && areExclusive(inst.operand(0), inst.operand(1));
  for (const [i, operand] of inst.operands.entries()) {
    if (!isActive(operand)) continue;
    const other = inst.operand(1 - i);
    const share = chosen ? plain(operand) : shareOfLogic(inst, operand, other, kind);
    if (!share) return undefined;
    shares.push(share);
  }
  return shares;
}

/** The share of one operand of `and`, `or`, `xor`, by what is known of the other's bits. */
function shareOfLogic(
  inst: Instruction,
  operand: Value,
  other: Value,
  kind: FloatingPointType,
): BitShare | undefined {
  const width = widthOf(operand.type);
  const sign = 1n << BigInt(kind.bits - 1);
  const all = (1n << BigInt(kind.bits)) - 1n;
  if (inst.opcode === 'and' && isMask(other, kind)) return { ...plain(operand), keeps: other };
  const known = knownBits(other, 0);
  const own = knownBits(operand, 0);
  let keeps = 0n;
  let [flipsSigns, hasKink] = [false, false];
  for (let at = 0; at < width; at += kind.bits) {
    const lane = (bits: bigint): bigint => (bits >> BigInt(at)) & all;
    const [zero, one] = [lane(known.zero), lane(known.one)];
    const keep = all << BigInt(at);
    if (lane(own.zero) === all) continue;
    if (inst.opcode === 'and') {
      if (one === all) keeps |= keep;
      else if (zero === all || (zero | sign) === all) continue;
      else if ((one | sign) === all) [keeps, flipsSigns, hasKink] = [keeps | keep, true, true];
      else return undefined;
      continue;
    }
    // The operand itself may be no more than a sign, which has no derivative.
    if ((lane(own.zero) | sign) === all) continue;
    if (zero === all) keeps |= keep;
    else if ((zero | sign) === all) {
      [keeps, flipsSigns] = [keeps | keep, true];
      // A sign that is set whatever it was: minus the absolute value.
      if (inst.opcode === 'or' && (lane(own.zero) & sign) === 0n) hasKink = true;
    } else return undefined;
  }
  const everything = (1n << BigInt(width)) - 1n;
  return { operand, move: 'stay', flipsSigns, hasKink, keeps: keeps === everything ? undefined : keeps };
}

interface KnownBits {
  readonly zero: bigint;
  readonly one: bigint;
}

const nothingKnown: KnownBits = { zero: 0n, one: 0n };
const maxDepth = 12;

/** Which bits are certainly zero or one. Elements of vectors stand one after the other, the first at the lowest bits. */
function knownBits(value: Value, depth: number): KnownBits {
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
      return isInteger(scalarOf(value.operand(0).type)) ? of(value.operand(0)) : nothingKnown;
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

/**
 * The bits of an integer that may come from floats. `source` says it for values that are no operation on bits.
 * Arithmetic carries from the lowest of them on.
 */
export function floatBits(value: Value, source: (value: Value) => bigint, depth = 0): bigint {
  const width = widthOf(value.type);
  const all = (1n << BigInt(width)) - 1n;
  if (constantBits(value) !== undefined) return 0n;
  if (!isInstruction(value) || value.type.kind === 'vector' || depth > maxDepth) return source(value);
  const of = (i: number): bigint => floatBits(value.operand(i), source, depth + 1);
  switch (value.opcode) {
    case 'and':
      return (of(0) | of(1)) & ~knownBits(value, 0).zero;
    case 'or':
    case 'xor':
      return of(0) | of(1);
    case 'zext':
      return of(0);
    case 'trunc':
      return of(0) & all;
    case 'shl':
    case 'lshr': {
      const amount = splatInteger(value.operand(1));
      if (amount === undefined) return of(0) === 0n ? 0n : all;
      return value.opcode === 'shl' ? (of(0) << amount) & all : of(0) >> amount;
    }
    case 'add':
    case 'sub': {
      const bits = of(0) | of(1);
      return bits === 0n ? 0n : all & ~((bits & -bits) - 1n);
    }
    default:
      return source(value);
  }
}

/** Whether every float of the row is kept whole or made zero by the mask: what a comparison of vectors gives. */
function isMask(value: Value, kind: FloatingPointType, depth = 0): boolean {
  if (!isInstruction(value) || depth > maxDepth) return isConstantMask(value, kind);
  switch (value.opcode) {
    case 'sext': {
      const from = scalarOf(value.operand(0).type);
      const to = scalarOf(value.type);
      return isInteger(from) && from.bits === 1 && isInteger(to) && to.bits % kind.bits === 0;
    }
    case 'and':
    case 'or':
    case 'xor':
      return value.operands.every((o) => isMask(o, kind, depth + 1));
    case 'bitcast':
    case 'freeze':
      return isMask(value.operand(0), kind, depth + 1);
    case 'select':
      return isMask(value.ifTrue, kind, depth + 1) && isMask(value.ifFalse, kind, depth + 1);
    default:
      return false;
  }
}

function isConstantMask(value: Value, kind: FloatingPointType): boolean {
  const bits = constantBits(value);
  if (bits === undefined) return false;
  const all = (1n << BigInt(kind.bits)) - 1n;
  for (let at = 0; at < widthOf(value.type); at += kind.bits) {
    const lane = (bits >> BigInt(at)) & all;
    if (lane !== 0n && lane !== all) return false;
  }
  return true;
}

/** `(m & a) | (~m & b)`: whatever the mask is, no bit comes from both. */
function areExclusive(left: Value, right: Value): boolean {
  const factors = (value: Value): Value[] => {
    const at = throughCasts(value);
    return isInstruction(at) && at.opcode === 'and' ? at.operands.map(throughCasts) : [];
  };
  return factors(left).some((m) => factors(right).some((n) => isComplement(m, n) || isComplement(n, m)));
}

function isComplement(mask: Value, of: Value): boolean {
  if (!isInstruction(mask) || mask.opcode !== 'xor') return false;
  const [a, b] = mask.operands as [Value, Value];
  return (throughCasts(a) === of && isAllOnes(b)) || (throughCasts(b) === of && isAllOnes(a));
}

function throughCasts(value: Value): Value {
  let at = value;
  while (isInstruction(at) && at.opcode === 'bitcast') at = at.operand(0);
  return at;
}

function isAllOnes(value: Value): boolean {
  return constantBits(value) === (1n << BigInt(widthOf(value.type))) - 1n;
}

/** The bits of an integer constant, or of a vector of them. */
function constantBits(value: Value): bigint | undefined {
  if (value instanceof ConstantInt) return value.unsigned;
  const lanes = constantLanes(value);
  const scalar = scalarOf(value.type);
  if (!lanes || !isInteger(scalar)) return undefined;
  let bits = 0n;
  for (const [i, lane] of lanes.entries()) {
    if (!(lane instanceof ConstantInt)) return undefined;
    bits |= lane.unsigned << BigInt(i * scalar.bits);
  }
  return bits;
}

/** The number that all elements of a constant are. */
function splatInteger(value: Value): bigint | undefined {
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
