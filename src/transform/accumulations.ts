/**
 * Sums that are accumulated in memory: `*p = *p + x` within a block. Its reverse takes the adjoint a of the sum from the shadow of p, zeroes
 * the shadow, and adds a to it again for the load. So the shadow may as well stay as it is: x receives it, and nothing is written.
 *
 * Other accesses in between do not change that: a load of the same memory adds its adjoint to the shadow before the load of the sum does,
 * or after. A write would: it takes the adjoint of what the sum replaces, which is zero.
 */
import type { Instruction, LoadInst, StoreInst } from '../ir/index.ts';
import { isInstruction } from '../ir/index.ts';
import { isConstantExpr } from '../rules/expr.ts';
import type { Action } from './action.ts';
import { calleeRule } from './callee-rule.ts';

type Partials = Action & { kind: 'partials' };

/** Changes the actions of such sums: the store keeps the shadow, the addition and the load give the summand in memory nothing. */
export function keepAccumulations(actions: Map<Instruction, Action>): void {
  for (const [store, action] of actions) {
    if (action.kind !== 'store' || !action.active || !isPlain(store)) continue;
    const found = findAccumulation(store as StoreInst, actions);
    if (!found) continue;
    const { sum, partials, load } = found;
    const results = partials.results.map((r) => ({ ...r, terms: r.terms.filter((t) => t.operand !== load) }));
    actions.set(store, { ...action, accumulates: true });
    actions.set(sum, { ...partials, results });
    actions.delete(load);
  }
}

/** Neither volatile nor atomic: no other thread may write in between. */
function isPlain(access: Instruction): boolean {
  const isAccess = access.opcode === 'load' || access.opcode === 'store';
  return isAccess && !access.volatile && access.ordering === undefined;
}

interface Accumulation {
  readonly sum: Instruction;
  readonly partials: Partials;
  readonly load: LoadInst;
}

function findAccumulation(
  store: StoreInst,
  actions: ReadonlyMap<Instruction, Action>,
): Accumulation | undefined {
  const sum = store.value;
  if (!isInstruction(sum) || sum.parent !== store.parent || !sum.hasOneUse) return undefined;
  const partials = actions.get(sum);
  if (partials?.kind !== 'partials' || partials.outputs.length > 0) return undefined;
  const terms = partials.results.length === 1 ? partials.results[0]!.terms : [];
  for (const { operand: load, partial } of terms) {
    if (!isInstruction(load) || load.opcode !== 'load' || load.pointer !== store.pointer) continue;
    const isSummand = isConstantExpr(partial, 1) && load.type === sum.type && load.hasOneUse;
    if (!isSummand || actions.get(load)?.kind !== 'load' || !isPlain(load)) continue;
    if (load.parent === store.parent && nothingWrites(load, store)) return { sum, partials, load };
  }
  return undefined;
}

/** Whether no instruction between the two, in this order in a block, may write memory. */
function nothingWrites(from: Instruction, to: Instruction): boolean {
  for (let inst = from.next; inst && inst !== to; inst = inst.next) {
    switch (inst.opcode) {
      case 'call': {
        const rule = calleeRule(inst);
        if (rule?.kind !== 'math' || rule.outputs.length > 0) return false;
        break;
      }
      case 'store':
      case 'invoke':
      case 'fence':
      case 'cmpxchg':
      case 'atomicrmw':
      case 'va_arg':
        return false;
      default:
    }
  }
  return true;
}
