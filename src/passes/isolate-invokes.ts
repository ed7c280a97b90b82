import { mayUnwind } from '../analysis/unwind.ts';
import type { Fn, Instruction, InvokeInst, LandingPadInst, PhiInst } from '../ir/index.ts';
import { BasicBlock, BranchInst, CallInst, PhiInst as Phi, callAttributesOf, cloneInstruction } from '../ir/index.ts'; // prettier-ignore
import { Replacements } from './debug-values.ts';
import { removePhiEdge, splitPredecessors } from './edges.ts';

/**
 * Gives each `invoke` a normal destination and a landing pad that nothing else leads to, so that what happens only if it
 * returns, or only if it throws, has a block to stand in. An invoke of a function that cannot throw becomes a call.
 *
 * Landing pads of funclets (`catchswitch`, `cleanuppad`) stay shared.
 */
export function isolateInvokes(fn: Fn): boolean {
  const replacements = new Replacements();
  let changed = callWhatCannotThrow(fn, replacements);
  for (const block of [...fn.blocks]) {
    const inst = block.terminator;
    if (inst?.opcode === 'invoke' && isolate(inst, replacements)) changed = true;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

/** An invoke of a function that cannot throw becomes a call. */
export function callWhatCannotThrow(fn: Fn, replacements: Replacements): boolean {
  let changed = false;
  for (const block of [...fn.blocks]) {
    const inst = block.terminator;
    if (inst?.opcode !== 'invoke' || mayUnwind(inst)) continue;
    replaceByCall(inst, replacements);
    changed = true;
  }
  return changed;
}

/** The same for a single invoke. */
export function isolateInvoke(inst: InvokeInst): void {
  const replacements = new Replacements();
  if (isolate(inst, replacements)) replacements.updateDebugValues(inst.parent!.parent!);
}

function isolate(inst: InvokeInst, replacements: Replacements): boolean {
  const { normal, unwind } = inst;
  const isNormalShared = normal.predecessors.length > 1;
  if (isNormalShared) splitPredecessors(normal, new Set([inst.parent!]), `${normal.name ?? 'invoke'}.normal`);
  const pad = unwind.firstNonPhi;
  if (pad?.opcode !== 'landingpad' || unwind.predecessors.length < 2) return isNormalShared;
  splitLandingPad(unwind, pad, replacements);
  return true;
}

/** The call that does what an invoke does; it stands in no block. */
export function callLike(inst: InvokeInst): CallInst {
  const call = new CallInst(inst.functionType, inst.callee, inst.args, callAttributesOf(inst), inst.name);
  for (const [kind, node] of inst.metadata ?? []) call.setMetadata(kind, node);
  return call;
}

function replaceByCall(inst: InvokeInst, replacements: Replacements): void {
  const { normal, unwind } = inst;
  const block = inst.parent!;
  const call = block.insertBefore(callLike(inst), inst);
  removePhiEdge(block, unwind);
  const branch = block.insertBefore(BranchInst.unconditional(normal), inst);
  copyLocation(inst, branch);
  replacements.replace(inst, call);
}

/** Each predecessor gets a landing pad of its own; the block becomes an ordinary one where they meet. */
function splitLandingPad(block: BasicBlock, pad: LandingPadInst, replacements: Replacements): void {
  const fn = block.parent!;
  const predecessors = block.predecessors;
  const merged = new Phi(pad.type, 0, pad.name);
  const phis = [...block.phis()];
  for (const predecessor of predecessors) {
    const own = fn.insertBlockAfter(new BasicBlock(`${block.name ?? 'lpad'}.own`), predecessor);
    const copy = own.append(cloneInstruction(pad, (v) => v));
    copyLocation(pad, own.append(BranchInst.unconditional(block)));
    merged.addIncoming(copy, own);
    for (const use of predecessor.terminator!.operandUses) if (use.value === block) use.set(own);
    for (const phi of phis) renameIncoming(phi, predecessor, own);
  }
  block.insertBefore(merged, pad);
  replacements.replace(pad, merged);
}

function renameIncoming(phi: PhiInst, from: BasicBlock, to: BasicBlock): void {
  for (let i = 0; i < phi.incomingCount; i++) if (phi.incomingBlock(i) === from) phi.setIncomingBlock(i, to);
}

function copyLocation(from: Instruction, to: Instruction): void {
  const location = from.getMetadata('dbg');
  if (location) to.setMetadata('dbg', location);
}
