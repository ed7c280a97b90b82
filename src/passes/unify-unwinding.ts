import { mayUnwind } from '../analysis/unwind.ts';
import type { CallInst, Fn, Instruction, Module, ResumeInst, Type, Value } from '../ir/index.ts';
import {
  BasicBlock,
  BranchInst,
  InvokeInst,
  LandingPadInst,
  PhiInst,
  ResumeInst as Resume,
  ReturnInst,
  callAttributesOf,
  constantBool,
  i1,
  i32,
  poison,
  ptr,
  structType,
  voidType,
} from '../ir/index.ts';
import { Replacements, eraseInstruction } from './debug-values.ts';

/**
 * Makes one block of all ways out of a function, by return and by exception, so that it can be walked back from there
 * however it was left. Calls that may throw become invokes whose landing pads resume; the return and all `resume` jump to
 * a common block, which tells them apart again.
 *
 * Expects at most one return. A function that no exception leaves stays as it is.
 *
 * @param personality for a function that has none yet
 */
export function unifyUnwinding(fn: Fn, personality: Value | undefined): void {
  catchAndResume(fn, personality);
  const resumes = fn.blocks.flatMap((b) => (b.terminator?.opcode === 'resume' ? [b.terminator] : []));
  if (resumes.length > 0) joinExits(fn, resumes);
}

function catchAndResume(fn: Fn, personality: Value | undefined): void {
  const replacements = new Replacements();
  const throwing = [...fn.instructions()].filter((i) => i.opcode === 'call').filter(mayUnwind);
  if (throwing.length === 0) return;
  fn.personality ??= personality;
  for (const call of throwing) invokeInstead(call, replacements);
  replacements.updateDebugValues(fn);
}

/** Replaces a call by an invoke whose landing pad goes on unwinding. */
export function catchAround(call: CallInst, personality: Value): InvokeInst {
  const fn = call.parent!.parent!;
  fn.personality ??= personality;
  const replacements = new Replacements();
  const invoke = invokeInstead(call, replacements);
  replacements.updateDebugValues(fn);
  return invoke;
}

function invokeInstead(call: CallInst, replacements: Replacements): InvokeInst {
  const block = call.parent!;
  const fn = block.parent!;
  const normal = fn.insertBlockAfter(new BasicBlock(`${block.name ?? 'call'}.normal`), block);
  const pad = fn.insertBlockAfter(new BasicBlock(`${block.name ?? 'call'}.unwind`), normal);
  for (const successor of new Set(block.successors)) {
    for (const phi of successor.phis()) {
      for (let i = 0; i < phi.incomingCount; i++)
        if (phi.incomingBlock(i) === block) phi.setIncomingBlock(i, normal);
    }
  }
  for (let at = call.next; at;) {
    const next: Instruction | null = at.next;
    at.remove();
    normal.append(at);
    at = next;
  }
  const landing = pad.append(new LandingPadInst(landingPadType(fn), true, []));
  const resume = pad.append(new Resume(landing));
  const attributes = callAttributesOf(call);
  const invoke = new InvokeInst(
    call.functionType,
    call.callee,
    call.args,
    normal,
    pad,
    attributes,
    call.name,
  );
  for (const [kind, node] of call.metadata ?? []) invoke.setMetadata(kind, node);
  const location = call.getMetadata('dbg');
  if (location) for (const inst of [landing, resume]) inst.setMetadata('dbg', location);
  block.insertBefore(invoke, call);
  if (call.type === voidType) eraseInstruction(call);
  else replacements.replace(call, invoke);
  return invoke;
}

/** What the landing pads of the function give, or what those of C++ and Rust do. */
function landingPadType(fn: Fn): Type {
  for (const block of fn.blocks) {
    const first = block.firstNonPhi;
    if (first?.opcode === 'landingpad') return first.type;
  }
  return structType([ptr, i32]);
}

function joinExits(fn: Fn, resumes: readonly ResumeInst[]): void {
  const ret = fn.blocks.map((b) => b.terminator).find((t) => t?.opcode === 'ret');
  const exit = fn.appendBlock(new BasicBlock('exit'));
  const thrown = exit.append(new PhiInst(resumes[0]!.operand(0).type, 0, 'exception'));
  const unwinds = exit.append(new PhiInst(i1, 0, 'unwinds'));
  const result = ret?.value && exit.append(new PhiInst(ret.value.type, 0, 'result'));
  for (const inst of [...resumes, ...(ret ? [ret] : [])]) {
    const block = inst.parent!;
    const isResume = inst.opcode === 'resume';
    thrown.addIncoming(isResume ? inst.operand(0) : poison(thrown.type), block);
    unwinds.addIncoming(constantBool(isResume), block);
    result?.addIncoming(isResume ? poison(result.type) : inst.operand(0), block);
    const branch = block.insertBefore(BranchInst.unconditional(exit), inst);
    const location = inst.getMetadata('dbg');
    if (location) branch.setMetadata('dbg', location);
    eraseInstruction(inst);
  }
  const resuming = fn.appendBlock(new BasicBlock('exit.resume'));
  resuming.append(new Resume(thrown));
  if (!ret) {
    exit.append(BranchInst.unconditional(resuming));
    return;
  }
  const returning = fn.appendBlock(new BasicBlock('exit.return'));
  returning.append(new ReturnInst(result));
  exit.append(BranchInst.conditional(unwinds, resuming, returning));
}

/** The block that every way out of the function passes: after `unifyUnwinding` that of exceptions too. */
export function findExit(fn: Fn): BasicBlock | undefined {
  const ends = (opcode: 'ret' | 'resume'): BasicBlock | undefined =>
    fn.blocks.find((b) => b.terminator?.opcode === opcode);
  const ret = ends('ret');
  const [before, ...others] = ret?.predecessors ?? [];
  const tellsApart = before && others.length === 0 && before.successors.some((s) => s.terminator?.opcode === 'resume'); // prettier-ignore
  return tellsApart ? before : (ret ?? ends('resume'));
}

/** The personality that the functions of the module handle exceptions with. */
export function personalityOf(module: Module): Value | undefined {
  return module.functions.find((fn) => fn.personality)?.personality;
}
