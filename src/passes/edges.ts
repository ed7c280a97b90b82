import type { Fn, Instruction, PhiInst, Value } from '../ir/index.ts';
import { BasicBlock, BranchInst, PhiInst as Phi } from '../ir/index.ts';

/** Removes one edge `from → to` from the phis of `to`: one incoming entry each. */
export function removePhiEdge(from: BasicBlock, to: BasicBlock): void {
  for (const phi of to.phis()) {
    for (let i = phi.incomingCount - 1; i >= 0; i--) {
      if (phi.incomingBlock(i) !== from) continue;
      phi.removeIncoming(i);
      break;
    }
  }
}

/** Removes all entries of a block from the phis of another. */
export function removePhiEntries(from: BasicBlock, to: BasicBlock): void {
  for (const phi of to.phis()) {
    for (let i = phi.incomingCount - 1; i >= 0; i--) if (phi.incomingBlock(i) === from) phi.removeIncoming(i);
  }
}

/** Makes a terminator go to `to` wherever it went to `from`. Phis are the caller's affair. */
export function retarget(terminator: Instruction, from: BasicBlock, to: BasicBlock): void {
  for (const use of terminator.operandUses) if (use.value === from) use.set(to);
}

/** Blocks whose first instruction must stay first on every edge into them: unwinding lands here. */
export function isExceptionPad(block: BasicBlock): boolean {
  switch (block.firstNonPhi?.opcode) {
    case 'landingpad':
    case 'catchpad':
    case 'cleanuppad':
    case 'catchswitch':
      return true;
    default:
      return false;
  }
}

/** Whether a new block may be put on the edges from `from` to `to`. */
export function canSplitEdge(from: BasicBlock, to: BasicBlock): boolean {
  const opcode = from.terminator?.opcode;
  return opcode !== 'indirectbr' && opcode !== 'callbr' && !isExceptionPad(to);
}

/**
 * Puts a new block before `block` that takes over all edges from the given predecessors. Values that come in over them
 * meet in phis of the new block.
 */
export function splitPredecessors(
  block: BasicBlock,
  from: ReadonlySet<BasicBlock>,
  name: string,
): BasicBlock {
  const fn = block.parent!;
  const middle = new BasicBlock(name);
  insertBlockBefore(fn, middle, block);
  for (const phi of block.phis()) moveEntries(phi, from, middle);
  for (const predecessor of from) retarget(predecessor.terminator!, block, middle);
  const branch = middle.append(BranchInst.unconditional(block));
  const location = block.firstNonPhi?.getMetadata('dbg');
  if (location) branch.setMetadata('dbg', location);
  return middle;
}

function insertBlockBefore(fn: Fn, block: BasicBlock, before: BasicBlock): void {
  block.parent = fn;
  fn.blocks.splice(fn.blocks.indexOf(before), 0, block);
}

function moveEntries(phi: PhiInst, from: ReadonlySet<BasicBlock>, middle: BasicBlock): void {
  const entries = [...phi.incoming()].filter(([, block]) => from.has(block));
  for (let i = phi.incomingCount - 1; i >= 0; i--) if (from.has(phi.incomingBlock(i))) phi.removeIncoming(i);
  phi.addIncoming(mergeEntries(phi, entries, middle), middle);
}

function mergeEntries(
  phi: PhiInst,
  entries: readonly (readonly [Value, BasicBlock])[],
  middle: BasicBlock,
): Value {
  const [first] = entries;
  if (first && entries.every(([value]) => value === first[0])) return first[0];
  const merged = new Phi(phi.type, phi.flags, phi.name && `${phi.name}.merged`);
  for (const [value, block] of entries) merged.addIncoming(value, block);
  return middle.append(merged);
}
