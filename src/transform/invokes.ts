/**
 * An `invoke` is a call and a branch in one, and its result exists on one of its two ways only. While a derivative is
 * planned, the two are apart: the call stands at the beginning of the normal destination, and the block ends in a branch
 * point, an invoke that does nothing. So analyses, plan and tape see an ordinary call whose value dominates its block. In
 * the landing pad stands another call, which is what the callee did before it threw. In the end they are put together.
 *
 * Expects that destinations belong to one invoke each (`isolateInvokes`).
 */
import type { CallAttributes, Fn, FunctionType, InvokeInst, Value } from '../ir/index.ts';
import type { CallInst } from '../ir/index.ts';
import { Fn as FnClass, InvokeInst as Invoke, callAttributesOf, functionType, voidType } from '../ir/index.ts'; // prettier-ignore
import { Replacements } from '../passes/debug-values.ts';
import { callLike } from '../passes/isolate-invokes.ts';
import { calleeRule } from './callee-rule.ts';

export interface SeparatedInvoke {
  /** Ends the block; does nothing. */
  readonly point: InvokeInst;
  /** In the normal destination. */
  readonly call: CallInst;
  /** In the landing pad; undefined when an exception leaves nothing of interest. */
  readonly unwound: CallInst | undefined;
}

export function separateInvokes(fn: Fn): SeparatedInvoke[] {
  const separated: SeparatedInvoke[] = [];
  const replacements = new Replacements();
  for (const block of fn.blocks) {
    const inst = block.terminator;
    // The pads of funclets are reported, not differentiated.
    if (inst?.opcode === 'invoke' && inst.unwind.firstNonPhi?.opcode === 'landingpad') {
      separated.push(separate(inst, replacements));
    }
  }
  if (separated.length > 0) replacements.updateDebugValues(fn);
  return separated;
}

/** The same for a single invoke. */
export function separateInvoke(inst: InvokeInst): SeparatedInvoke {
  const fn = inst.parent!.parent!;
  const replacements = new Replacements();
  const separated = separate(inst, replacements);
  replacements.updateDebugValues(fn);
  return separated;
}

function separate(inst: InvokeInst, replacements: Replacements): SeparatedInvoke {
  const { normal, unwind } = inst;
  const call = normal.insertBefore(callLike(inst), normal.firstNonPhi);
  const pad = unwind.firstNonPhi!;
  const unwound = leavesEffects(inst) ? unwind.insertBefore(callLike(inst), pad.next) : undefined;
  // With one predecessor a phi is the value that comes in: the call, which stands behind the phis.
  for (const phi of normal.phis()) {
    const incoming = phi.incomingValue(0);
    replacements.replace(phi, incoming);
  }
  const point = inst.parent!.insertBefore(
    new Invoke(branchPoint.valueType, branchPoint, [], normal, unwind),
    inst,
  );
  const location = inst.getMetadata('dbg');
  if (location) point.setMetadata('dbg', location);
  replacements.replace(inst, call);
  return { point, call, unwound };
}

/** Whether what the callee has done when it throws may matter. */
function leavesEffects(inst: InvokeInst): boolean {
  const rule = calleeRule(inst);
  return rule?.kind !== 'allocation' && rule?.kind !== 'noreturn';
}

/** Stands in no module, since it is never printed. */
const branchPoint = makeBranchPoint();

function makeBranchPoint(): FnClass {
  const fn = new FnClass('__fluxion_branch_point', functionType(voidType, []));
  fn.attributes = [{ kind: 'text', name: 'memory', text: 'none' }];
  return fn;
}

/** What an invoke calls in the end: the function of the primal, or the augmented primal. */
export interface InvokedCall {
  readonly callee: Fn | { readonly type: FunctionType; readonly value: Value };
  readonly args: readonly Value[];
  readonly attributes?: CallAttributes;
  readonly name?: string | undefined;
}

/** Puts an invoke back together, in the place of the branch point. */
export function joinInvoke({ point, call }: SeparatedInvoke, invoked: InvokedCall): InvokeInst {
  const { callee, args, attributes } = invoked;
  const { normal, unwind } = point;
  const [type, value] = callee instanceof FnClass ? [callee.valueType, callee] : [callee.type, callee.value];
  const invoke = new Invoke(type, value, args, normal, unwind, attributes, invoked.name);
  const location = call.getMetadata('dbg');
  if (location) invoke.setMetadata('dbg', location);
  point.parent!.insertBefore(invoke, point);
  point.erase();
  return invoke;
}

/** The invoke of the primal, with all that it had. */
export function restoreInvoke(separated: SeparatedInvoke): void {
  const { call } = separated;
  const invoke = joinInvoke(separated, {
    callee: { type: call.functionType, value: call.callee },
    args: call.args,
    attributes: callAttributesOf(call),
    name: call.name,
  });
  for (const [kind, node] of call.metadata ?? []) invoke.setMetadata(kind, node);
  if (call.type !== voidType) call.replaceAllUsesWith(invoke);
  call.erase();
}
