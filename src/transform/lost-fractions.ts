/**
 * Finds where a number goes on without its derivative, because an integer and the fraction of a float become each other:
 * - a float rounded to an integer that, moved and added to, is the fraction of a float again (a fast exponential);
 * - the fraction of a float that is converted to floating point as an integer (a fast logarithm).
 *
 * Multiplication, division and xor make something else of a number: an index, a hash, a random number. Such are constant but for
 * jumps, and zero is their derivative, as it is that of an exponent made of a rounded number.
 */
import type { Activity } from '../analysis/activity.ts';
import { knownBits, splatInteger, widthOf } from '../analysis/known-bits.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import type { Argument, Fn, FloatingPointType, Instruction, Type, Value } from '../ir/index.ts';
import { CallBase, Fn as Func, isFloatingPoint, isInstruction, isInteger, scalarOf } from '../ir/index.ts';
import { ruleOfFunction } from '../rules/index.ts';
import { fractionRead, leadingBits } from '../analysis/unions.ts';
import type { BitSource } from './action.ts';
import { movedLanes } from './bits.ts';
import { originOfBits } from './union-numbers.ts';

export type LostFraction = 'rounded to a fraction' | 'fraction read as a number';

export interface LostFractions {
  /** The instructions at which the derivative gets lost. */
  readonly lost: ReadonlyMap<Instruction, LostFraction>;
  /** The integers that are the bits of a float at times, or hold such. */
  readonly fractions: ReadonlyMap<Value, bigint>;
  /**
   * Conversions of integers that are read from unions: where the bits of a float are read so, the derivative gets lost. The values
   * tell, when the program runs.
   */
  readonly numbers: ReadonlyMap<Instruction, readonly BitSource[]>;
}

export function lostFractions(fn: Fn, activity: Activity, types: TypeInfo): LostFractions {
  const lost = new Map<Instruction, LostFraction>();
  const numbers = new Map<Instruction, readonly BitSource[]>();
  const rounded = new Map<Value, bigint>();
  const fractions = new Map<Value, bigint>();
  for (const arg of fn.args) addFraction(arg, activity, types, fractions);
  for (const inst of fn.instructions()) {
    if (isInteger(inst.type) && isRounded(inst, activity)) rounded.set(inst, allBits(inst));
    addFraction(inst, activity, types, fractions);
  }
  const roots = new Set(fractions.keys());
  for (const [value, bits] of spread(rounded, isInteger)) {
    for (const user of value.users()) {
      if (!isInstruction(user) || user.opcode !== 'bitcast' || !isFloatingPoint(user.type)) continue;
      if ((bits & user.type.fractionMask) !== 0n) lost.set(user, 'rounded to a fraction');
    }
  }
  for (const [value] of spread(fractions, areIntegers)) {
    for (const user of value.users()) {
      if (!isInstruction(user) || (user.opcode !== 'sitofp' && user.opcode !== 'uitofp')) continue;
      if (value.type.kind === 'vector') {
        if (fractions.get(value) !== 0n) lost.set(user, 'fraction read as a number');
        continue;
      }
      const origin = originOfBits(value, (v) => roots.has(v), types);
      if (origin.isFloat) lost.set(user, 'fraction read as a number');
      else numbers.set(user, origin.sources);
    }
  }
  return { lost, fractions, numbers };
}

function addFraction(
  value: Argument | Instruction,
  activity: Activity,
  types: TypeInfo,
  fractions: Map<Value, bigint>,
): void {
  if (!areIntegers(value.type)) return;
  const leading = fractionOf(value, activity, types);
  if (leading !== undefined) fractions.set(value, leading);
}

/** The bits of a float's fraction that an integer is or has. That it is used as a number, too, leaves its own type undecided. */
function fractionOf(inst: Argument | Instruction, activity: Activity, types: TypeInfo): bigint | undefined {
  const bits = widthOf(scalarOf(inst.type));
  const whole = (type: FloatingPointType | undefined): bigint | undefined => {
    if (type?.bits !== bits) return undefined;
    let leading = 0n;
    for (let at = 0; at < widthOf(inst.type); at += bits) leading |= leadingBits(type) << BigInt(at);
    return leading;
  };
  if (activity.varied.has(inst)) return whole(types.carriedFloat(inst));
  if (!isInstruction(inst)) return undefined;
  if (inst.opcode === 'bitcast' && activity.varied.has(inst.operand(0))) {
    const from = scalarOf(inst.operand(0).type);
    return isFloatingPoint(from) ? whole(from) : undefined;
  }
  if (inst.opcode !== 'load' || !isInteger(inst.type) || !activity.pointers.has(inst.pointer))
    return undefined;
  return fractionRead(types, inst)?.leading;
}

function isRounded(inst: Instruction, { varied }: Activity): boolean {
  if (inst.opcode === 'fptosi' || inst.opcode === 'fptoui') return varied.has(inst.operand(0));
  if (!(inst instanceof CallBase) || !(inst.callee instanceof Func)) return false;
  const takesVaried = inst.args.some((a) => isFloatingPoint(a.type) && varied.has(a));
  return takesVaried && ruleOfFunction(inst.callee)?.kind === 'inactive';
}

/** Where the bits go: for each integer, which of its bits come from there. */
function spread(bitsOf: Map<Value, bigint>, isFollowed: (type: Type) => boolean): Map<Value, bigint> {
  const work = [...bitsOf.keys()];
  for (let value = work.pop(); value; value = work.pop()) {
    for (const user of value.users()) {
      if (!isInstruction(user) || !isFollowed(user.type)) continue;
      const before = bitsOf.get(user) ?? 0n;
      const after = before | transfer(user, value, bitsOf.get(value)!);
      if (after === before) continue;
      bitsOf.set(user, after);
      work.push(user);
    }
  }
  return bitsOf;
}

function transfer(inst: Instruction, from: Value, bits: bigint): bigint {
  const all = allBits(inst);
  const areLanes = inst.type.kind === 'vector' || from.type.kind === 'vector';
  if (areLanes && bits !== 0n && !lanewise.has(inst.opcode)) {
    // Lanes that are taken out, put in or resized.
    return (
      movedLanes(inst, (i) => (inst.operand(i) === from ? bits : 0n)) ??
      (resizing.has(inst.opcode) ? all : 0n)
    );
  }
  switch (inst.opcode) {
    case 'add':
    case 'sub':
    case 'or':
      // What is carried beyond the highest is a jump.
      return bits;
    case 'and':
      return bits & ~knownBits(inst).zero;
    case 'zext':
    case 'sext':
    case 'trunc':
      return bits & all;
    case 'phi':
    case 'freeze':
      return bits;
    case 'select':
      return inst.condition === from ? 0n : bits;
    case 'shl':
    case 'lshr':
    case 'ashr': {
      const amount = splatInteger(inst.operand(1));
      if (inst.operand(0) !== from) return 0n;
      if (amount === undefined) return all;
      return inst.opcode === 'shl' ? (bits << amount) & all : bits >> amount;
    }
    default:
      return 0n;
  }
}

/** Operations that leave each bit of a vector where it is, as they do with that of a number. */
const lanewise: ReadonlySet<string> = new Set(['add', 'sub', 'or', 'and', 'phi', 'freeze', 'select']);
const resizing: ReadonlySet<string> = new Set([
  'zext', 'sext', 'trunc', 'ashr', 'extractelement', 'insertelement', 'bitcast',
]); // prettier-ignore

/** An integer, or a vector of them. */
const areIntegers = (type: Type): boolean => isInteger(scalarOf(type));

function allBits(value: Value): bigint {
  return (1n << BigInt(widthOf(value.type))) - 1n;
}
