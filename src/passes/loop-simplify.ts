import { computeDominators } from '../analysis/dominators.ts';
import type { Loop } from '../analysis/loops.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { BasicBlock, Fn } from '../ir/index.ts';
import { canSplitEdge, splitPredecessors } from './edges.ts';

/**
 * Gives every natural loop a preheader, a single latch with a single edge to the header, and dedicated exits (blocks
 * that only the loop leads to). Edges of `indirectbr` and `callbr` and edges into exception pads cannot carry a new
 * block; what would need one is left as it is.
 */
export function simplifyLoops(fn: Fn): boolean {
  let changed = false;
  // A new block may belong to loops around; those wait for the next round, which sees them afresh.
  for (;;) {
    const loops = computeLoops(fn, computeDominators(fn));
    const touched = new Set<Loop>();
    for (const loop of [...loops.all].reverse()) {
      if (touched.has(loop) || !simplifyLoop(loop)) continue;
      for (let around = loop.parent; around; around = around.parent) touched.add(around);
      changed = true;
      touched.add(loop);
    }
    if (touched.size === 0) return changed;
  }
}

function simplifyLoop(loop: Loop): boolean {
  const faults = findLoopFaults(loop);
  for (const { block, from, name } of faults) {
    const split = splitPredecessors(block, from, `${block.name ?? 'loop'}.${name}`);
    if (name === 'latch') moveLoopMetadata(from, split);
  }
  return faults.length > 0;
}

/** A group of edges into a block that needs a block of its own. */
export interface LoopFault {
  readonly block: BasicBlock;
  readonly from: ReadonlySet<BasicBlock>;
  readonly name: 'preheader' | 'latch' | 'exit';
}

/** What the loop lacks and can be given, of preheader, single latch and dedicated exits. */
export function findLoopFaults(loop: Loop): LoopFault[] {
  const { header, latches, blocks } = loop;
  const faults: LoopFault[] = [];
  const add = (block: BasicBlock, from: Set<BasicBlock>, name: LoopFault['name']): void => {
    if (from.size && [...from].every((p) => canSplitEdge(p, block))) faults.push({ block, from, name });
  };
  // The snapshot may be older than a block that another loop was given, so the edges are looked at afresh.
  const entering = header.predecessors.filter((p) => !blocks.has(p));
  const hasPreheader = entering.length === 1 && entering[0]!.successors.length === 1;
  if (!hasPreheader) add(header, new Set(entering), 'preheader');
  if (latches.length > 1 || countEdges(latches[0]!, header) > 1) add(header, new Set(latches), 'latch');
  for (const exit of loop.exits) {
    const predecessors = exit.predecessors;
    const inside = predecessors.filter((p) => blocks.has(p));
    if (inside.length < predecessors.length) add(exit, new Set(inside), 'exit');
  }
  return faults;
}

function countEdges(from: BasicBlock, to: BasicBlock): number {
  return from.successors.filter((s) => s === to).length;
}

/** `!llvm.loop` stands at the back edge. */
function moveLoopMetadata(latches: ReadonlySet<BasicBlock>, merged: BasicBlock): void {
  for (const latch of latches) {
    const id = latch.terminator?.getMetadata('llvm.loop');
    if (!id) continue;
    latch.terminator!.setMetadata('llvm.loop', undefined);
    merged.terminator!.setMetadata('llvm.loop', id);
  }
}
