/**
 * Rounding by a large number: `(x + 2^52) - 2^52`, or the lowest bits of `x + 1.5·2^52` taken as an integer. A sum of that size holds no
 * fraction of x: it is constant but for jumps, though each of its operations by itself has the derivative 1.
 */
import type { Instruction, Value } from '../ir/index.ts';
import {
  ConstantFP,
  Fn,
  constantLanes,
  isFloatingPoint,
  isInstruction,
  isInteger,
  scalarOf,
} from '../ir/index.ts';

/** Whether an instruction adds a number so large that what is left is rounded to whole or half numbers, and that is made use of. */
export function isRoundingSum(inst: Instruction): boolean {
  const sum = shifted(inst);
  if (!sum || !isLarge(sum.by, inst)) return false;
  for (const user of inst.users()) {
    if (!isInstruction(user)) continue;
    if (user.opcode === 'bitcast' && isInteger(scalarOf(user.type))) return true;
    const back = shifted(user);
    // With -ffast-math, another constant may have been added to the large one.
    if (back && Math.abs(back.sign * sum.by + back.by) < Math.abs(sum.by) / 2 ** 20) return true;
  }
  return false;
}

/** `sign · x + by`, for a sum or difference with one constant; x may be a product. */
function shifted(inst: Instruction): { readonly sign: 1 | -1; readonly by: number } | undefined {
  if (inst.opcode === 'call') {
    // `x * a + c` is fused where a compiler may.
    const isFused =
      inst.callee instanceof Fn && /^(?:llvm\.fma\.|llvm\.fmuladd\.|fmaf?$)/.test(inst.callee.name ?? '');
    const by = isFused ? splatNumber(inst.args[2]!) : undefined;
    return by === undefined ? undefined : { sign: 1, by };
  }
  if (inst.opcode !== 'fadd' && inst.opcode !== 'fsub') return undefined;
  const [left, right] = [splatNumber(inst.operand(0)), splatNumber(inst.operand(1))];
  if (inst.opcode === 'fadd')
    return (right ?? left) === undefined ? undefined : { sign: 1, by: (right ?? left)! };
  if (right !== undefined) return { sign: 1, by: -right };
  return left === undefined ? undefined : { sign: -1, by: left };
}

/** Numbers from there on lie half a unit or more from each other. */
function isLarge(number: number, { type }: Instruction): boolean {
  const scalar = scalarOf(type);
  if (!isFloatingPoint(scalar) || scalar.fractionMask === 0n) return false;
  return Number.isFinite(number) && Math.abs(number) > Number(scalar.fractionMask) / 2;
}

/** A constant, or that which all elements of a constant vector are. */
function splatNumber(value: Value): number | undefined {
  if (value instanceof ConstantFP) return value.number;
  const lanes = value.type.kind === 'vector' ? constantLanes(value) : undefined;
  const [first] = lanes ?? [];
  if (!(first instanceof ConstantFP)) return undefined;
  return lanes!.every((l) => l instanceof ConstantFP && l.number === first.number) ? first.number : undefined;
}
