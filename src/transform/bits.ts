/**
 * Integer operations on the bits of floats, as far as they move whole floats or change signs only. Integers, and vectors
 * of them, that carry floats of one kind are taken as rows of such floats, the lowest bits first; the adjoint of each is a
 * row of adjoints, and the reverse of an operation that moves bits is the mirrored movement of the adjoint's bits.
 */
import { constantBits, knownBits, splatInteger, widthOf } from '../analysis/known-bits.ts';
import type { FloatingPointType, Instruction, Type, Value } from '../ir/index.ts';
import { isInstruction, isInteger, scalarOf, shuffleMask } from '../ir/index.ts';

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
  /** A mask of the primal: where it is set, no bit of the result comes from the operand. */
  readonly drops?: Value | undefined;
  /**
   * The other operand is a mask whose bits are known while the program runs. Each float is kept, changes its sign or is dropped;
   * the program is stopped where it is anything else.
   */
  readonly mask?: { readonly value: Value; readonly operation: 'and' | 'or' | 'xor' } | undefined;
  /** The result has the operand's mantissa with another exponent: their quotient is a power of two, and the partial derivative. */
  readonly rescales: boolean;
}

/**
 * The shares of the operands that are active; undefined when the operation does something else to the bits.
 *
 * @param carries whether a value is floats of the kind, as far as is known of it
 */
export function decideBits(
  inst: Instruction,
  isActive: (value: Value) => boolean,
  kind: FloatingPointType,
  carries: (value: Value) => boolean,
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
      return decideRescaling(inst, isActive, kind) ?? decideLogic(inst, isActive, kind, carries);
    case 'add':
    case 'sub':
      return decideRescaling(inst, isActive, kind);
    default:
      return undefined;
  }
}

/**
 * Operations that leave the mantissa alone and change the exponent: an integer added to it, or another put in its place. As a
 * function of the float before, the one after is a multiple, by a power of two that is constant but for the jumps. What has
 * lost its exponent on the way is no such multiple: the share goes past it, to what it was taken from.
 */
function decideRescaling(
  inst: Instruction,
  isActive: (value: Value) => boolean,
  kind: FloatingPointType,
): readonly BitShare[] | undefined {
  if (inst.opcode === 'and') {
    // Nothing flows through it, if all that is active goes past it.
    const isPassed = (user: Value): boolean =>
      isInstruction(user) && (!isActive(user) || mantissaSource(user, isActive, kind) !== undefined);
    return mantissaOf(inst, kind) && [...inst.users()].every(isPassed) ? [] : undefined;
  }
  const source = mantissaSource(inst, isActive, kind);
  return source && [{ ...plain(source), rescales: true }];
}

/** The float whose mantissa an operation combines with another exponent. */
function mantissaSource(
  inst: Instruction,
  isActive: (value: Value) => boolean,
  kind: FloatingPointType,
): Value | undefined {
  const isSum = inst.opcode === 'add' || inst.opcode === 'sub';
  if (!isSum && inst.opcode !== 'or' && inst.opcode !== 'xor') return undefined;
  for (const [i, operand] of inst.operands.entries()) {
    const other = inst.operand(1 - i);
    if (!isActive(operand) || isActive(other) || (inst.opcode === 'sub' && i === 1)) continue;
    const { zero } = knownBits(other);
    const mantissa = lanesOf(kind.fractionMask, inst.type, kind);
    const exponent = lanesOf(exponentBits(kind), inst.type, kind);
    if (mantissa === 0n || (zero & mantissa) !== mantissa) continue;
    const cut = mantissaOf(operand, kind);
    // Without an operation on the exponent this is about signs.
    const changesExponent = isSum || (inst.opcode === 'xor' && (zero & exponent) !== exponent);
    if (cut || changesExponent) return cut ?? operand;
  }
  return undefined;
}

/** Of what a value is the mantissa, the exponent being zero: `x & mask`. */
function mantissaOf(value: Value, kind: FloatingPointType): Value | undefined {
  if (!isInstruction(value) || value.opcode !== 'and') return undefined;
  const mantissa = lanesOf(kind.fractionMask, value.type, kind);
  const exponent = lanesOf(exponentBits(kind), value.type, kind);
  for (const [i, operand] of value.operands.entries()) {
    const mask = constantBits(value.operand(1 - i));
    if (mask === undefined) continue;
    if (mantissa !== 0n && (mask & mantissa) === mantissa && (mask & exponent) === 0n) return operand;
  }
  return undefined;
}

function exponentBits(kind: FloatingPointType): bigint {
  return ((1n << BigInt(kind.bits - 1)) - 1n) & ~kind.fractionMask;
}

function lanesOf(bits: bigint, type: Type, kind: FloatingPointType): bigint {
  let all = 0n;
  for (let at = 0; at < widthOf(type); at += kind.bits) all |= bits << BigInt(at);
  return all;
}

const plain = (operand: Value, move: BitShare['move'] = 'stay'): BitShare => ({
  operand,
  move,
  flipsSigns: false,
  hasKink: false,
  keeps: undefined,
  rescales: false,
});

const isWhole = (type: Type, kind: FloatingPointType): boolean => widthOf(type) % kind.bits === 0;

function decideLogic(
  inst: Instruction,
  isActive: (value: Value) => boolean,
  kind: FloatingPointType,
  carries: (value: Value) => boolean,
): readonly BitShare[] | undefined {
  const shares: BitShare[] = [];
  const chosen = inst.opcode !== 'and' && areExclusive(inst.operand(0), inst.operand(1));
  for (const [i, operand] of inst.operands.entries()) {
    if (!isActive(operand)) continue;
    const other = inst.operand(1 - i);
    const known = chosen ? plain(operand) : shareOfLogic(inst, operand, other, kind);
    const share =
      known ?? (inst.type.kind === 'vector' || carries(other) ? masked(inst, operand, other) : undefined);
    if (!share) return undefined;
    shares.push(share);
  }
  return shares;
}

/** The share of an operand under a mask that is a float, or a vector of integers: functions on vectors take masks as such, and from memory. */
function masked(inst: Instruction, operand: Value, other: Value): BitShare | undefined {
  if (inst.opcode !== 'and' && inst.opcode !== 'or' && inst.opcode !== 'xor') return undefined;
  return { ...plain(operand), mask: { value: other, operation: inst.opcode } };
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
  // What is set by a mask is no number.
  if (inst.opcode === 'or' && isMask(other, kind) && !isMask(operand, kind))
    return { ...plain(operand), drops: other };
  const known = knownBits(other);
  const own = knownBits(operand);
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
      // What is left is constant but for jumps.
      else if (kind.fractionMask !== 0n && (zero & kind.fractionMask) === kind.fractionMask) continue;
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
  const kept = keeps === everything ? undefined : keeps;
  return { ...plain(operand), flipsSigns, hasKink, keeps: kept };
}

/** Operations that are looked through. */
const maxDepth = 12;

/**
 * The bits of an integer that may come from floats. `source` says it for values that are no operation on bits.
 * What arithmetic carries beyond the highest of them is a jump.
 */
export function floatBits(value: Value, source: (value: Value) => bigint, depth = 0): bigint {
  const width = widthOf(value.type);
  const all = (1n << BigInt(width)) - 1n;
  if (constantBits(value) !== undefined) return 0n;
  if (!isInstruction(value) || depth > maxDepth) return source(value);
  const of = (i: number): bigint => floatBits(value.operand(i), source, depth + 1);
  if (value.type.kind === 'vector') return movedLanes(value, of) ?? source(value);
  switch (value.opcode) {
    case 'and':
      return (of(0) | of(1)) & ~knownBits(value).zero;
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
      return upToHighest(bits) & ~((bits & -bits) - 1n);
    }
    default:
      return source(value);
  }
}

/** All bits up to the highest that is set. */
const upToHighest = (bits: bigint): bigint =>
  bits === 0n ? 0n : (1n << BigInt(bits.toString(2).length)) - 1n;

/** The bits of a vector of integers that come from those of the operands, as `of` tells; undefined where they are something else. */
export function movedLanes(value: Instruction, of: (operand: number) => bigint): bigint | undefined {
  const element = BigInt(widthOf(scalarOf(value.type)));
  const all = (1n << BigInt(widthOf(value.type))) - 1n;
  switch (value.opcode) {
    case 'and':
      return (of(0) | of(1)) & ~knownBits(value).zero;
    case 'or':
    case 'xor':
      return of(0) | of(1);
    case 'bitcast':
      return isInteger(scalarOf(value.operand(0).type)) ? of(0) : undefined;
    case 'shl':
    case 'lshr':
      return shiftedLanes(value, of(0), element);
    case 'shufflevector': {
      const mask = shuffleMask(value.operand(2));
      const { type } = value.operand(0);
      const length = type.kind === 'vector' ? type.length : 0;
      const lanes = [of(0), of(1)];
      if (!mask || length === 0) return lanes.some((bits) => bits !== 0n) ? all : 0n;
      const one = (1n << element) - 1n;
      return mask.reduce<bigint>((bits, from, to) => {
        if (from === undefined) return bits;
        const lane = (lanes[from < length ? 0 : 1]! >> (BigInt(from % length) * element)) & one;
        return bits | (lane << (BigInt(to) * element));
      }, 0n);
    }
    default:
      return undefined;
  }
}

function shiftedLanes(value: Instruction, bits: bigint, element: bigint): bigint {
  const all = (1n << BigInt(widthOf(value.type))) - 1n;
  const amount = splatInteger(value.operand(1));
  if (amount === undefined || bits === 0n) return bits === 0n ? 0n : all;
  const one = (1n << element) - 1n;
  let shifted = 0n;
  for (let at = 0n; at < BigInt(widthOf(value.type)); at += element) {
    const lane = (bits >> at) & one;
    shifted |= (value.opcode === 'shl' ? (lane << amount) & one : lane >> amount) << at;
  }
  return shifted;
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
