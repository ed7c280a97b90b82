/**
 * Values that are computed whether they are used or not: what is chosen by a `select`, a mask, a phi, a maximum, or used on some
 * ways only. Where they are not
 * chosen, their adjoint is zero, and what they were computed from may be infinite or NaN: `x > 0 ? sqrt(x) * y : 0` is computed as
 * a whole for every x. There, 0 · ∞ must be 0 in each step of the way back, products included. Elsewhere an infinite factor has
 * made the result infinite, too, so that products need no guard.
 */
import type { PostDominators } from '../analysis/dominators.ts';
import type { BasicBlock, Instruction } from '../ir/index.ts';
import { CallBase, isInstruction } from '../ir/index.ts';
import type { Expr } from '../rules/expr.ts';
import type { Action, PartialTerm } from './action.ts';

/** The actions, with the terms of such values marked as singular. */
export function guardSelectedValues(
  order: readonly BasicBlock[],
  actions: ReadonlyMap<Instruction, Action>,
  postDominators: PostDominators,
): Map<Instruction, Action> {
  return guard(findSelected(order, actions, postDominators), actions);
}

/** As if every value could go unused: an adjoint of zero stays zero in all steps. */
export function guardAllValues(actions: ReadonlyMap<Instruction, Action>): Map<Instruction, Action> {
  return guard(actions.keys(), actions);
}

function guard(
  values: Iterable<Instruction>,
  actions: ReadonlyMap<Instruction, Action>,
): Map<Instruction, Action> {
  const guarded = new Map(actions);
  for (const inst of values) {
    const action = actions.get(inst);
    if (action?.kind !== 'partials') continue;
    const results = action.results.map((r) => ({ ...r, terms: r.terms.map(guardTerm) }));
    guarded.set(inst, { ...action, results });
  }
  return guarded;
}

const guardTerm = (term: PartialTerm): PartialTerm =>
  term.partial.kind === 'const' ? term : { ...term, singular: true };

/** All uses that take an adjoint choose, or belong to computations of which that holds. */
function findSelected(
  order: readonly BasicBlock[],
  actions: ReadonlyMap<Instruction, Action>,
  postDominators: PostDominators,
): Set<Instruction> {
  const selected = new Set<Instruction>();
  const isSelected = (inst: Instruction): boolean => {
    let isUsed = false;
    for (const { user, index } of inst.uses()) {
      if (!isInstruction(user)) continue;
      const action = actions.get(user);
      if (!action) continue;
      isUsed = true;
      if (!chooses(user, index, action, inst, postDominators) && !(passesOn(action) && selected.has(user)))
        return false;
    }
    return isUsed;
  };
  const backwards = order.flatMap((block) => [...block]).reverse();
  for (let changed = true; changed;) {
    changed = false;
    for (const inst of backwards) {
      if (selected.has(inst) || !actions.has(inst) || !isSelected(inst)) continue;
      selected.add(inst);
      // In straight code all users have been looked at before.
      changed = true;
    }
  }
  return selected;
}

/** Whether the adjoint that the use gives may be zero because something else was chosen. */
function chooses(
  user: Instruction,
  index: number,
  action: Action,
  value: Instruction,
  postDominators: PostDominators,
): boolean {
  switch (user.opcode) {
    case 'select':
      return index > 0;
    case 'and':
      return true;
    case 'phi':
      // An edge that is always taken once the value has been computed chooses nothing.
      return [...user.incoming()].every(
        ([v, from]) => v !== value || !postDominators.dominates(from, value.parent!),
      );
    default:
      // A use that is not always reached is a choice, too.
      if (!postDominators.dominates(user.parent!, value.parent!)) return true;
      return user instanceof CallBase && action.kind === 'partials' && isChoice(action, value);
  }
}

/** A maximum and its kin: the derivative is 1 or 0. */
function isChoice(action: Action & { kind: 'partials' }, operand: Instruction): boolean {
  const terms = action.results.flatMap((r) => r.terms).filter((t) => t.operand === operand);
  const isZeroOrOne = (e: Expr): boolean =>
    e.kind === 'select' ? isZeroOrOne(e.ifTrue) && isZeroOrOne(e.ifFalse) : e.kind === 'const';
  return terms.length > 0 && terms.every((t) => t.partial.kind === 'select' && isZeroOrOne(t.partial));
}

/** What gives its operands a share of its own adjoint, and nothing else. */
function passesOn(action: Action): boolean {
  switch (action.kind) {
    case 'partials':
      return action.outputs.length === 0;
    case 'convert':
    case 'move':
    case 'select':
    case 'extract-value':
    case 'insert-value':
    case 'extract-element':
    case 'insert-element':
    case 'bits':
    case 'shuffle':
    case 'sum':
      return true;
    default:
      return false;
  }
}
