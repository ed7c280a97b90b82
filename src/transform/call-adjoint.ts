/**
 * Calls of functions with bodies: in the forward sweep the augmented primal is called, in the reverse sweep the reverse
 * function. Both work on the shared tape.
 */
import type { CallBase, CallInst, Fn, IRBuilder, Value } from '../ir/index.ts';
import { IRBuilder as Builder, zeroOf } from '../ir/index.ts';
import type { SeparatedInvoke } from './invokes.ts';
import { joinInvoke } from './invokes.ts';
import type { ReverseSweep } from './reverse-sweep.ts';
import type { ArgumentActivity } from './spec.ts';
import type { Tape } from './tape.ts';

/** The two halves of a function differentiated in split mode. */
export interface SplitFunctions {
  readonly parameters: readonly ArgumentActivity[];
  readonly returnActive: boolean;
  /** Parameters: the primal's, each dup one followed by its shadow. Result: the primal's, with the shadow of a pointer. */
  readonly augmented: Fn;
  /** Parameters as above, then the seed if the result is active. Result: the adjoints of the out parameters. */
  readonly reverse: Fn;
}

/** What a call of the augmented primal gives in place of the call. */
export interface AugmentedCall {
  readonly result: Value;
  /** The shadow of a returned pointer. */
  readonly shadow: Value | undefined;
}

/**
 * Calls the augmented primal before the call, which stays: what else is made of its result must be able to name it.
 * @param invoke what the call was separated from, if it was
 */
export function callAugmented(
  call: CallInst,
  split: SplitFunctions,
  shadowOf: (pointer: Value) => Value,
  returnsShadow: boolean,
  tape: Tape,
  invoke: SeparatedInvoke | undefined,
): AugmentedCall {
  const place = invoke?.point ?? call;
  const b = new Builder(place.parent!, place);
  b.debugLocation = call.getMetadata('dbg');
  tape.writeBack(b);
  const args = interleave(call.args, split.parameters, (arg) => arg, shadowOf);
  let augmented: Value;
  if (invoke) {
    const { normal, unwind } = invoke.point;
    augmented = joinInvoke(invoke, { callee: split.augmented, args, name: call.name });
    b.positionAt(unwind, unwind.firstNonPhi!.next);
    tape.reload(b);
    b.positionAt(normal, normal.firstNonPhi);
  } else augmented = b.call(split.augmented, args, call.name);
  tape.reload(b);
  if (!returnsShadow) return { result: augmented, shadow: undefined };
  return { result: b.extractValue(augmented, [0], call.name), shadow: b.extractValue(augmented, [1]) };
}

/** Calls the reverse function and hands the adjoints of the out arguments on. */
export function emitReverseCall(
  b: IRBuilder,
  call: CallBase,
  split: SplitFunctions,
  shadowOf: (pointer: Value) => Value,
  sweep: ReverseSweep,
  tape: Tape,
): void {
  const recover = (value: Value): Value => sweep.primal.get(b, value);
  const args = interleave(call.args, split.parameters, recover, (p) => recover(shadowOf(p)));
  // A callee that threw has no result: its seed is zero.
  const isVoidedResult = split.returnActive && !sweep.hasAdjoint(call);
  if (isVoidedResult) args.push(zeroOf(call.type));
  else if (split.returnActive) args.push(sweep.adjoints.takeBits(b, call));
  tape.writeBack(b);
  const result = b.call(split.reverse, args);
  tape.reload(b);
  const outs = call.args.filter((_, i) => split.parameters[i] === 'out');
  outs.forEach((arg, i) => {
    sweep.adjoints.add(b, arg, outs.length === 1 ? result : b.extractValue(result, [i]));
  });
}

function interleave(
  args: readonly Value[],
  parameters: readonly ArgumentActivity[],
  value: (arg: Value) => Value,
  shadow: (pointer: Value) => Value,
): Value[] {
  return args.flatMap((arg, i) => (parameters[i] === 'dup' ? [value(arg), shadow(arg)] : [value(arg)]));
}
