/** Finds bits of active floats that are turned into something that is not tracked, and may become floats again. */
import type { Activity } from '../analysis/activity.ts';
import { holdsFloat } from '../analysis/activity.ts';
import { widthOf } from '../analysis/known-bits.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import { onlyUnions } from '../analysis/unions.ts';
import type { Instruction, Type, Value } from '../ir/index.ts';
import { CallBase as CallBaseClass, ConstantInt, isInstruction, isInteger, scalarOf } from '../ir/index.ts';
import { instructionRule } from '../rules/index.ts';
import { floatBits } from './bits.ts';
import { calleeRule } from './callee-rule.ts';

export class LostBits {
  readonly #activity: Activity;
  readonly #types: TypeInfo;

  constructor(activity: Activity, types: TypeInfo) {
    this.#activity = activity;
    this.#types = types;
  }

  /** Whether the bits of an active float go in, and may become a part of a float that is not tracked. */
  areLostAt(inst: Instruction): boolean {
    const { varied } = this.#activity;
    const carries = (value: Value): boolean => varied.has(value) && this.#floatBits(value) !== 0n;
    if (varied.has(inst) || !movesBits(inst) || !inst.operands.some(carries)) return false;
    return this.mayGoOn(inst);
  }

  /**
   * Whether an integer's bits may become those of a float again, or go where that cannot be seen. Else it is but tested,
   * counted with or converted to a number: of bits of a float that has no derivative.
   */
  mayGoOn(inst: Instruction): boolean {
    const seen = new Set<Instruction>([inst]);
    for (const at of seen) {
      if (areIntegers(at.type) && this.#floatBits(at, seen) === 0n) continue;
      // That a byte is an integer proves nothing of the float that it may be a part of.
      const isByte = at.type.kind === 'integer' && at.type.bits <= 8;
      const isNumber =
        areIntegers(at.type) &&
        this.#types.valueKind(at)?.kind === 'integer' &&
        !(isByte && (at === inst || movesBits(at)));
      for (const user of at.users()) {
        if (!isInstruction(user)) continue;
        // What was made of the bits is an integer, unless it is turned into a float's bits again in the end.
        if (user.opcode === 'bitcast' && holdsFloat(user.type)) return true;
        if ((movesBits(user) || isIntegerArithmetic(user)) && areIntegers(user.type)) seen.add(user);
        else if (!isNumber && keepsBits(user) && !this.#isPartOfUnion(at, user)) return true;
      }
    }
    return false;
  }

  /** Whether a part of a word is written to a union: that word must have no adjoint then, which is looked at there. */
  #isPartOfUnion(value: Instruction, user: Instruction): boolean {
    if (user.opcode !== 'store' || user.value !== value || value.type.kind !== 'integer') return false;
    const words = onlyUnions(this.#types.memoryAt(user.pointer, value.type.bits / 8, user));
    return words.length > 0 && words.every(({ size, mixed }) => size * 8 < mixed.type.bits);
  }

  /** Whether an integer's bits may become those of a float again without a way through memory, here or in another function. */
  mayBecomeFloat(inst: Instruction): boolean {
    const seen = new Set<Instruction>([inst]);
    for (const at of seen) {
      for (const user of at.users()) {
        if (!isInstruction(user)) continue;
        if (user.opcode === 'bitcast' && holdsFloat(user.type)) return true;
        if ((movesBits(user) || isIntegerArithmetic(user)) && areIntegers(user.type)) seen.add(user);
        else if (movesBits(user) || (user.opcode !== 'store' && keepsBits(user))) return true;
      }
    }
    return false;
  }

  /** The bits of an integer that may be made of those of active floats, `tainted` values being so whole. */
  #floatBits(value: Value, tainted?: ReadonlySet<Value>): bigint {
    return floatBits(value, (source) => {
      if (tainted?.has(source)) return this.#allBits(source);
      return this.#activity.varied.has(source) ? this.#allBits(source) & this.#fractions(source) : 0n;
    });
  }

  #allBits(source: Value): bigint {
    const all = (1n << BigInt(widthOf(source.type))) - 1n;
    const isWide = isInteger(source.type) && source.type.bits >= 32;
    return isWide ? all & ~this.#integerBits(source) : all || 1n;
  }

  /** Of the bits of a float those that a number follows: its sign and exponent are constant but for jumps. */
  #fractions(source: Value): bigint {
    const kind = this.#types.carriedFloat(source);
    const isWhole = kind?.bits === widthOf(source.type) && kind.fractionMask !== 0n;
    return isWhole ? kind.fractionMask : -1n;
  }

  /**
   * The bits of a value of which a part is taken that is certainly an integer: none of one that is a single float as a whole,
   * whatever the parts that are taken of it are declared as.
   */
  #integerBits(value: Value): bigint {
    let bits = 0n;
    const kind = this.#types.valueKind(value);
    if (kind?.kind === 'float' && kind.type.bits >= widthOf(value.type)) return bits;
    const take = (part: Value, from: bigint, mask: bigint): void => {
      for (const user of part.users()) {
        if (!isInstruction(user) || !isInteger(user.type)) continue;
        const amount = user.operand(1 % user.operandCount);
        const proven = this.#types.valueKind(user)?.kind === 'integer';
        if (user.opcode === 'trunc' && proven) bits |= ((1n << BigInt(user.type.bits)) - 1n) << from;
        else if (user.opcode === 'and' && proven && amount instanceof ConstantInt) bits |= (amount.unsigned & mask) << from;
        else if (user.opcode === 'lshr' && amount instanceof ConstantInt && from === 0n) take(user, amount.unsigned, mask >> amount.unsigned); // prettier-ignore
      }
    };
    take(value, 0n, (1n << BigInt(widthOf(value.type))) - 1n);
    return bits;
  }
}

/** An integer, or a vector of them. */
const areIntegers = (type: Type): boolean => isInteger(scalarOf(type));

/** Whether bits of the operands come out again, in whole or in part. */
function movesBits(inst: Instruction): boolean {
  if ((inst.type.kind === 'integer' && inst.type.bits === 1) || inst.type.kind === 'pointer') return false;
  switch (inst.opcode) {
    case 'bitcast':
    case 'freeze':
    case 'insertvalue':
    case 'extractvalue':
    case 'insertelement':
    case 'extractelement':
    case 'shufflevector':
    case 'phi':
    case 'select':
      return true;
    default: {
      const rule = instructionRule(inst);
      return rule.kind === 'inactive' && rule.onlyForIntegers;
    }
  }
}

/** Whether an instruction computes an integer from nothing but integers. */
function isIntegerArithmetic(inst: Instruction): boolean {
  if (!areIntegers(inst.type) || (isInteger(inst.type) && inst.type.bits === 1)) return false;
  return inst.operands.length <= 2 && inst.operands.every((o) => areIntegers(o.type));
}

/** Whether bits of the operands come out again as a value or in memory; numbers and truth values made from them do not count. */
function keepsBits(inst: Instruction): boolean {
  if (inst instanceof CallBaseClass) {
    const rule = calleeRule(inst);
    return rule?.kind !== 'inactive' || rule.takesText === true;
  }
  return movesBits(inst) || inst.opcode === 'store' || inst.opcode === 'ret';
}

/**
 * Whether nothing comes out of an integer but the choice of an address or a branch. Whatever its bits are, no derivative flows
 * through it. (Of what is read from a virtual table, some is pointers and some the distance to a base class.)
 */
export function onlySelects(integer: Instruction): boolean {
  const seen = new Set<Instruction>([integer]);
  for (const at of seen) {
    for (const { user, index } of at.uses()) {
      if (!isInstruction(user)) return false;
      if (user.opcode === 'getelementptr' ? index > 0 : user.opcode === 'icmp' || user.opcode === 'switch')
        continue;
      if (!isIntegerArithmetic(user)) return false;
      seen.add(user);
    }
  }
  return true;
}
