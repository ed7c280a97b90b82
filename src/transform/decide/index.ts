/**
 * Decides the action of each instruction (see `action.ts`). Reports, rather than throws, what cannot be
 * differentiated, so that the user sees all of it in one run.
 *
 * Invariant: an instruction without an action has no adjoint to pass on, writes no active memory, and moves no active
 * pointer into memory.
 */
import { directCallee } from '../../analysis/activity.ts';
import { constantAddress, isAccess, isNumber } from '../../analysis/memory/index.ts';
import { isShadowless } from '../../analysis/shadowless.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Instruction } from '../../ir/index.ts';
import { CallBase, isInstruction } from '../../ir/index.ts';
import type { Action } from '../action.ts';
import { exchangeResults } from '../isolate-exchanges.ts';
import type { LostFraction } from '../lost-fractions.ts';
import { AccessDecisions } from './access.ts';
import { decideCall } from './calls.ts';
import type { DecisionInput } from './context.ts';
import { DecisionContext } from './context.ts';
import { decideActive } from './values.ts';

export interface Decisions {
  readonly actions: Map<Instruction, Action>;
  readonly diagnostics: readonly Diagnostic[];
  /** The instruction that each diagnostic is about. */
  readonly places: ReadonlyMap<Diagnostic, Instruction>;
}

export function decideActions(input: DecisionInput): Decisions {
  const context = new DecisionContext(input);
  const decider = new Decider(context);
  for (const block of input.blocks) for (const inst of block) decider.visit(inst);
  const { diagnostics, places } = context;
  return { actions: decider.actions, diagnostics, places };
}

class Decider {
  readonly actions = new Map<Instruction, Action>();
  readonly #in: DecisionContext;
  readonly #access: AccessDecisions;

  constructor(context: DecisionContext) {
    this.#in = context;
    this.#access = new AccessDecisions(context);
  }

  visit(inst: Instruction): void {
    const lost = this.#in.lostFractions.lost.get(inst);
    if (lost) return this.#reportLostFraction(inst, lost);
    const action = this.#decide(inst);
    if (action) this.actions.set(inst, action);
    else if (this.#in.lostBits.areLostAt(inst))
      this.#in.unsupported(inst, 'floating-point numbers that are packed as integers');
  }

  #reportLostFraction(inst: Instruction, lost: LostFraction): void {
    const [message, note] =
      lost === 'rounded to a fraction'
        ? [
            'a number that depends on a differentiated input is rounded to an integer and used as the bits of a floating-point number',
            'the result follows the number, but its derivative through the rounding would be zero',
          ]
        : [
            'the bits of a floating-point number that depends on a differentiated input are used as a number',
            'the result follows the number, but its derivative through the bits would be zero',
          ];
    this.#in.report(
      inst,
      'FX3002',
      message,
      [note],
      [
        'use exp2, ldexp, log2 or frexp here, whose derivatives are known',
        'or pass what is computed here as an argument that is not differentiated',
      ],
    );
  }

  #decide(inst: Instruction): Action | undefined {
    switch (inst.opcode) {
      case 'store':
        return this.#access.store(inst);
      case 'load':
        return this.#access.load(inst);
      case 'alloca':
        return this.#in.activity.pointers.has(inst) ? { kind: 'allocation', release: undefined } : undefined;
      case 'call':
        return decideCall(this.#in, inst);
      case 'invoke':
        // The call of an invoke stands in its normal destination (see `invokes.ts`), but for those with funclets.
        return inst.unwind.firstNonPhi?.opcode === 'landingpad'
          ? undefined
          : this.#in.unsupported(inst, funclets);
      case 'landingpad':
      case 'resume':
        return undefined;
      case 'callbr':
        return this.#in.unsupported(inst, 'a jump out of inline assembly');
      case 'catchswitch':
      case 'catchpad':
      case 'cleanuppad':
      case 'catchret':
      case 'cleanupret':
        return this.#in.unsupported(inst, funclets);
      case 'atomicrmw':
        return this.#access.update(inst, inst.value, inst, inst.operation, undefined);
      case 'cmpxchg': {
        const results = exchangeResults(inst);
        return this.#access.update(inst, inst.operand(2), results?.old, 'xchg', results?.success);
      }
      case 'va_arg':
        return this.#in.unsupported(inst, 'variable argument lists');
      case 'inttoptr':
        if (isNumber(inst)) return { kind: 'no-address', value: inst.operand(0) };
        if (isOnlyCalled(inst) || this.#in.plain.has(inst) || isUnusedAddress(inst)) return undefined;
        return this.#in.unsupported(inst, 'pointers that are made from integers');
      default:
        return this.#in.activity.values.has(inst) ? decideActive(this.#in, inst) : undefined;
    }
  }
}

/** Whether a pointer to a constant address is but moved about: a number in a pointer's place, as in Rust's `io::Error`. */
function isUnusedAddress(pointer: Instruction): boolean {
  const layout = pointer.parent!.parent!.parent!.dataLayout;
  return (
    constantAddress(pointer) !== undefined && layout.pointerBits() > 32 && ![...pointer.uses()].some(isAccess)
  );
}

/** Whether nothing is done with a pointer but to compare it and to call what it points to. */
function isOnlyCalled(pointer: Instruction): boolean {
  const seen = new Set<Instruction>([pointer]);
  for (const at of seen) {
    for (const { user, index } of at.uses()) {
      if (!isInstruction(user)) return false;
      if (user instanceof CallBase) {
        const isCallee = index === user.operandCount - 1;
        if (!isCallee && !isShadowless(directCallee(user), index)) return false;
      } else if (user.opcode === 'phi' || user.opcode === 'select' || user.opcode === 'freeze')
        seen.add(user);
      else if (user.opcode !== 'icmp') return false;
    }
  }
  return true;
}

const funclets = 'exceptions that are handled in funclets (of WebAssembly or Windows)';
