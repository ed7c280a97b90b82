/**
 * A request whose function is chosen while the program runs becomes a branch: the pointer is compared with each function that it
 * may be, and each has a request of its own. A pointer that is none of them stops the program with a message.
 */
import { locate } from '../analysis/source-location.ts';
import type { CallBase, CallInst, Fn, Instruction, InvokeInst, Module, Value } from '../ir/index.ts';
import { BasicBlock, IRBuilder, PhiInst, cloneInstruction, voidType } from '../ir/index.ts';
import { Replacements, eraseInstruction } from '../passes/debug-values.ts';
import { isolateInvoke } from '../passes/isolate-invokes.ts';
import { findRequestTargets } from './request-targets.ts';
import { emitStop } from './runtime-stop.ts';

export type RequestCall = CallBase & Instruction;

/** The requests that take the place of one; itself where there is nothing to choose from, or nothing is known. */
export function branchRequest(module: Module, call: RequestCall, operand: number): RequestCall[] {
  const value = call.operand(operand);
  const targets = operand < call.argumentCount ? findRequestTargets(module, value) : undefined;
  if (!targets || call.opcode === 'callbr') return [call];
  const { functions, closed } = targets;
  if (closed && functions.length === 1) {
    call.setOperand(operand, functions[0]!);
    return [call];
  }
  if (call.opcode === 'invoke') isolateInvoke(call);
  const copies = functions.map((fn) => {
    const copy = cloneInstruction(call, (v) => v) as RequestCall;
    copy.setOperand(operand, fn);
    return copy;
  });
  if (call.opcode === 'invoke') branchInvoke(call, value, functions, copies as InvokeInst[]);
  else branchCall(call as CallInst, value, functions, copies);
  return copies;
}

function branchCall(
  call: CallInst,
  value: Value,
  functions: readonly Fn[],
  copies: readonly RequestCall[],
): void {
  const block = call.parent!;
  const rest = splitBehind(call);
  const blocks = emitChoice(block, call, value, functions);
  blocks.forEach((target, i) => {
    const b = new IRBuilder(target);
    b.debugLocation = call.getMetadata('dbg');
    target.append(copies[i]!);
    b.br(rest);
  });
  replaceBy(call, rest, copies);
}

function branchInvoke(
  call: InvokeInst,
  value: Value,
  functions: readonly Fn[],
  copies: readonly InvokeInst[],
): void {
  const block = call.parent!;
  const { normal, unwind } = call;
  const blocks = emitChoice(block, call, value, functions);
  blocks.forEach((target, i) => target.append(copies[i]!));
  for (const phi of [...normal.phis(), ...unwind.phis()]) {
    const incoming = phi.valueFor(block);
    phi.removeIncoming(0);
    blocks.forEach((from, i) => phi.addIncoming(incoming === call ? copies[i]! : incoming!, from));
  }
  replaceBy(call, normal, copies);
}

/** What follows a call, as a block of its own. */
function splitBehind(call: Instruction): BasicBlock {
  const block = call.parent!;
  const rest = block.parent!.insertBlockAfter(new BasicBlock(`${block.name ?? 'request'}.rest`), block);
  for (const successor of block.successors) {
    for (const phi of successor.phis()) {
      for (let i = 0; i < phi.incomingCount; i++)
        if (phi.incomingBlock(i) === block) phi.setIncomingBlock(i, rest);
    }
  }
  for (let at = call.next; at; at = call.next) {
    block.unlink(at);
    rest.append(at);
  }
  return rest;
}

/** Ends the block, before the call, with comparisons that lead to one block for each function. */
function emitChoice(
  block: BasicBlock,
  call: Instruction,
  value: Value,
  functions: readonly Fn[],
): BasicBlock[] {
  const fn = block.parent!;
  let after = block;
  const place = (name: string): BasicBlock => (after = fn.insertBlockAfter(new BasicBlock(name), after));
  let b = new IRBuilder(block, call);
  b.debugLocation = call.getMetadata('dbg');
  const blocks = functions.map((target) => {
    const address = value.type.kind === 'pointer' ? target : b.cast('ptrtoint', target, value.type);
    const isTarget = b.icmp('eq', value, address);
    const [own, other] = [place(`request.${target.name ?? ''}`), place('request.other')];
    b.condBr(isTarget, own, other);
    b = new IRBuilder(other);
    b.debugLocation = call.getMetadata('dbg');
    return own;
  });
  const span = locate(call);
  const where = span ? ` (${span.file ?? ''}:${span.line})` : '';
  emitStop(b, `the derivative of a function was requested that is not known here${where}`);
  return blocks;
}

/** Where the requests meet, the result is that of the one that was taken. */
function replaceBy(call: RequestCall, meeting: BasicBlock, copies: readonly RequestCall[]): void {
  if (call.type === voidType) return eraseInstruction(call);
  const phi = new PhiInst(call.type, 0, call.name);
  for (const copy of copies) phi.addIncoming(copy, copy.parent!);
  const caller = call.parent!.parent!;
  const replacements = new Replacements();
  replacements.replace(call, meeting.insertBefore(phi, meeting.first));
  replacements.updateDebugValues(caller);
}
