import { computeDominators } from '../analysis/dominators.ts';
import type { Loops } from '../analysis/loops.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { BasicBlock, Fn, Instruction, Value } from '../ir/index.ts';
import { BranchInst, ConstantInt, isInstruction, successorsOf } from '../ir/index.ts';
import { Replacements, passOnDebugRecords } from './debug-values.ts';
import { removePhiEdge } from './edges.ts';
import { isRemovableIfUnused } from './effects.ts';
import { foldInstruction, foldPhi } from './fold.ts';
import { removeUnreachable } from './remove-unreachable.ts';

export interface SimplifyOptions {
  /** Keeps the phis at loop exits that carry a value out of its loop, though they have one value only. */
  readonly keepClosedSsa?: boolean;
}

/**
 * Clean-up to a fixed point: folds integer operations, selects, phis and branches with a known outcome; removes dead
 * instructions and unreachable blocks; joins a block to its only predecessor when that goes nowhere else.
 */
export function simplify(fn: Fn, options: SimplifyOptions = {}): boolean {
  let changed = removeUnreachable(fn);
  const replacements = new Replacements();
  for (;;) {
    let again = foldAll(fn, options, replacements);
    if (foldBranches(fn)) {
      removeUnreachable(fn);
      again = true;
    }
    if (removeDead(fn)) again = true;
    if (mergeStraightLines(fn, replacements)) again = true;
    if (!again) break;
    changed = true;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

function foldAll(fn: Fn, options: SimplifyOptions, replacements: Replacements): boolean {
  const loops = options.keepClosedSsa ? computeLoops(fn, computeDominators(fn)) : undefined;
  let changed = false;
  const work: Instruction[] = [...fn.instructions()].reverse();
  for (let inst = work.pop(); inst; inst = work.pop()) {
    if (!inst.parent) continue;
    if (joinCasts(inst) || skipInsertions(inst)) changed = true;
    const value = inst.opcode === 'phi' ? foldPhi(inst) : foldInstruction(inst);
    if (!value || value === inst || (loops && leavesLoop(inst, value, loops))) continue;
    for (const user of inst.users()) if (isInstruction(user)) work.push(user);
    replacements.replace(inst, value);
    changed = true;
  }
  return changed;
}

/** The bits of what was cast before are those of what that was made of. */
function joinCasts(inst: Instruction): boolean {
  if (inst.opcode !== 'bitcast') return false;
  let from = inst.operand(0);
  while (isInstruction(from) && from.opcode === 'bitcast') from = from.operand(0);
  if (from === inst.operand(0)) return false;
  inst.setOperand(0, from);
  return true;
}

/** A member is what it was before others were inserted. */
function skipInsertions(inst: Instruction): boolean {
  if (inst.opcode !== 'extractvalue') return false;
  let from = inst.operand(0);
  while (isInstruction(from) && from.opcode === 'insertvalue' && areApart(from.path, inst.path))
    from = from.operand(0);
  if (from === inst.operand(0)) return false;
  inst.setOperand(0, from);
  return true;
}

const areApart = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((index, i) => i < b.length && index !== b[i]);

/** Whether the phi carries the value over an exit edge of the loop in which it is defined. */
function leavesLoop(phi: Instruction, value: Value, loops: Loops): boolean {
  if (phi.opcode !== 'phi' || !isInstruction(value) || !value.parent) return false;
  const loop = loops.loopFor(value.parent);
  if (!loop || loop.blocks.has(phi.parent!)) return false;
  for (const [, from] of phi.incoming()) if (loop.blocks.has(from)) return true;
  return false;
}

function foldBranches(fn: Fn): boolean {
  let changed = false;
  for (const block of fn.blocks) {
    const terminator = block.terminator;
    const target = terminator && knownTarget(terminator);
    if (!target) continue;
    // One of the edges to the target stays, the others go.
    const dropped = successorsOf(terminator);
    dropped.splice(dropped.indexOf(target), 1);
    for (const to of dropped) removePhiEdge(block, to);
    const branch = BranchInst.unconditional(target);
    branch.metadata = terminator.metadata?.filter(([key]) => key === 'dbg' || key === 'llvm.loop');
    block.insertBefore(branch, terminator);
    branch.debugRecords = terminator.debugRecords;
    terminator.erase();
    changed = true;
  }
  return changed;
}

/** Where a branch that has a choice in form always goes. */
function knownTarget(terminator: Instruction): BasicBlock | undefined {
  if (terminator.opcode !== 'br' && terminator.opcode !== 'switch') return undefined;
  const { condition } = terminator;
  if (!condition) return undefined;
  const targets = successorsOf(terminator);
  if (targets.every((t) => t === targets[0])) return targets[0];
  if (!(condition instanceof ConstantInt)) return undefined;
  if (terminator.opcode === 'br') return targets[condition.value === 0n ? 1 : 0];
  for (const [value, to] of terminator.cases()) if (value.value === condition.value) return to;
  return terminator.defaultBlock;
}

/** Removes what no instruction with an effect depends on, circles of phis included. */
function removeDead(fn: Fn): boolean {
  const live = new Set<Instruction>();
  const work: Instruction[] = [];
  const mark = (inst: Instruction): void => {
    if (live.has(inst)) return;
    live.add(inst);
    work.push(inst);
  };
  for (const inst of fn.instructions()) if (!isRemovableIfUnused(inst)) mark(inst);
  for (let inst = work.pop(); inst; inst = work.pop()) {
    for (const use of inst.operandUses) if (isInstruction(use.value)) mark(use.value);
  }
  const dead = [...fn.instructions()].filter((inst) => !live.has(inst));
  for (const inst of dead) {
    passOnDebugRecords(inst);
    inst.remove();
    inst.dropOperands();
  }
  return dead.length > 0;
}

function mergeStraightLines(fn: Fn, replacements: Replacements): boolean {
  const merged = new Set<BasicBlock>();
  for (const block of fn.blocks) {
    if (merged.has(block)) continue;
    for (let next = onlyContinuation(block); next; next = onlyContinuation(block)) {
      absorb(block, next, replacements);
      merged.add(next);
    }
  }
  if (merged.size === 0) return false;
  const kept = fn.blocks.filter((b) => !merged.has(b));
  fn.blocks.splice(0, fn.blocks.length, ...kept);
  return true;
}

/** The block that always follows, and that nothing else leads to. */
function onlyContinuation(block: BasicBlock): BasicBlock | undefined {
  const terminator = block.terminator;
  if (terminator?.opcode !== 'br' || terminator.condition) return undefined;
  const next = terminator.operand(0) as BasicBlock;
  if (next === block || next === block.parent!.entry) return undefined;
  for (const user of next.users()) {
    // Phis name the block as a predecessor; any other user is an edge or takes the address.
    if (!isInstruction(user) || (user.opcode !== 'phi' && user !== terminator)) return undefined;
  }
  return next;
}

function absorb(block: BasicBlock, next: BasicBlock, replacements: Replacements): void {
  for (const phi of next.phis()) replacements.replace(phi, phi.incomingValue(0));
  const terminator = block.terminator!;
  const records = terminator.debugRecords;
  terminator.erase();
  const [first] = next;
  if (records && first) first.debugRecords = [...records, ...(first.debugRecords ?? [])];
  for (const inst of next) {
    inst.remove();
    block.append(inst);
  }
  next.replaceAllUsesWith(block);
  next.parent = null;
}
