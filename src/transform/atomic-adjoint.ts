/**
 * Adjoints of atomic accesses. Threads that share memory share its shadow, so what the primal did atomically is undone
 * atomically; the order among threads is left open, since sums do not depend on it.
 */
import type { Instruction, IRBuilder, Value } from '../ir/index.ts';
import { AtomicRMWInst, zeroOf } from '../ir/index.ts';
import type { UpdateAction } from './action.ts';
import type { ReverseSweep } from './reverse-sweep.ts';

export const isAtomic = (inst: Instruction): boolean =>
  (inst.opcode === 'load' || inst.opcode === 'store') && inst.ordering !== undefined;

/** memory += amount */
export function addAtomically(b: IRBuilder, pointer: Value, amount: Value): void {
  b.insert(new AtomicRMWInst('fadd', pointer, amount, 'monotonic'));
}

/** Puts a value in memory, and returns what it held. */
export function exchangeAtomically(b: IRBuilder, pointer: Value, value: Value): Value {
  return b.insert(new AtomicRMWInst('xchg', pointer, value, 'monotonic', 'adjoint'));
}

/**
 * The reverse of `old = memory; memory = operation(old, value)`. Let m be the adjoint of memory behind it:
 * fadd, fsub: value' ± m, and memory' stays m. Otherwise value' takes m where memory took the value, and memory' becomes 0.
 * Then the adjoint of `old` is added to memory'.
 */
export function emitUpdateAdjoint(
  b: IRBuilder,
  inst: Instruction,
  action: UpdateAction,
  shadow: Value,
  { primal, adjoints }: ReverseSweep,
): void {
  const { type, operation, value, active, old } = action;
  const give = (share: Value): void => adjoints.add(b, value, share);
  const oldAdjoint = old && adjoints.take(b, old);
  if (operation === 'fadd' || operation === 'fsub') {
    const adjoint = b.load(type, shadow, 'adjoint');
    if (active) give(operation === 'fadd' ? adjoint : b.fneg(adjoint));
    if (oldAdjoint) addAtomically(b, shadow, oldAdjoint);
    return;
  }
  const taken = takesValue(b, inst, action, primal);
  const adjoint = exchangeAtomically(b, shadow, oldAdjoint ?? zeroOf(type));
  if (active) give(taken ? b.select(taken, adjoint, zeroOf(type)) : adjoint);
  if (taken) addAtomically(b, shadow, b.select(taken, zeroOf(type), adjoint));
}

/** Whether memory took the value; undefined for always. Of equal numbers memory keeps its own. */
function takesValue(
  b: IRBuilder,
  inst: Instruction,
  { operation, value, success }: UpdateAction,
  primal: ReverseSweep['primal'],
): Value | undefined {
  if (success) return primal.get(b, success);
  if (operation === 'xchg') return undefined;
  return b.fcmp(operation === 'fmax' ? 'ogt' : 'olt', primal.get(b, value), primal.get(b, inst));
}
