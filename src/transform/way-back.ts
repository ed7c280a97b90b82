/**
 * How the reverse of each block finds the block that ran before it.
 *
 * The reverse sweep visits blocks in exactly the mirrored order, but for regions in which there is nothing to reverse:
 * those it jumps over. A region between a block D and a block B that it dominates may be skipped if no block on a path from D
 * to B has an action or pushes a record, and B has no active phi to tell the paths apart.
 */
import type { Dominators } from '../analysis/dominators.ts';
import type { Loop, Loops } from '../analysis/loops.ts';
import type { TripCount } from '../analysis/trip-count.ts';
import { computeTripCount } from '../analysis/trip-count.ts';
import type { BasicBlock, Fn, Instruction, PhiInst, Value } from '../ir/index.ts';
import {
  ConstantInt,
  IRBuilder,
  PhiInst as PhiInstClass,
  constantInt,
  i16,
  i32,
  i64,
  i8,
  zeroOf,
} from '../ir/index.ts';
import { emitTripCount } from '../passes/emit-induction.ts';

export type WayBack =
  /** The function's entry: the reverse sweep ends. */
  | { readonly kind: 'entry' }
  | { readonly kind: 'single'; readonly from: BasicBlock }
  /** Nothing to reverse in between. */
  | { readonly kind: 'skip'; readonly to: BasicBlock }
  /** A loop header: the iteration counter tells a first iteration from a later one. */
  | {
      readonly kind: 'counter';
      readonly loop: Loop;
      readonly preheader: BasicBlock;
      readonly latch: BasicBlock;
    }
  /** The branch condition of the dominating block, computed again. */
  | {
      readonly kind: 'condition';
      readonly condition: Value;
      readonly ifTrue: BasicBlock;
      readonly ifFalse: BasicBlock;
    }
  /** The number of the predecessor, from a phi. */
  | { readonly kind: 'number'; readonly phi: PhiInst; readonly predecessors: readonly BasicBlock[] };

export interface WaysBack {
  /** One for each block that the reverse sweep visits. */
  readonly of: ReadonlyMap<BasicBlock, WayBack>;
  /** The iteration counters of loops that are walked back by counting: i64 phis in their headers. */
  readonly counters: ReadonlyMap<Loop, PhiInst>;
  /** At the exit blocks of such loops: how often the loop went around, for each loop that is left there. */
  readonly exitCounts: ReadonlyMap<BasicBlock, readonly { readonly loop: Loop; readonly count: Value }[]>;
  /** The blocks that some way back jumps over. */
  readonly skipped: ReadonlySet<BasicBlock>;
  /** Takes the phis and counters that were inserted out again. */
  undo(): void;
}

export interface WayBackInput {
  readonly fn: Fn;
  readonly dominators: Dominators;
  readonly loops: Loops;
  /** The block with the return. */
  readonly exit: BasicBlock;
  /** The reverse sweep is a function of its own. */
  readonly split: boolean;
  /** Whether the block has an action or pushes a record: the reverse sweep must not skip it. */
  hasWork(block: BasicBlock): boolean;
  /** Whether the block has a phi whose adjoint goes to the predecessors. */
  hasActivePhi(block: BasicBlock): boolean;
}

export function findWaysBack(input: WayBackInput): WaysBack {
  return new WayBackFinder(input).run();
}

class WayBackFinder {
  readonly #in: WayBackInput;
  readonly #of = new Map<BasicBlock, WayBack>();
  readonly #counters = new Map<Loop, PhiInst>();
  readonly #exitCounts = new Map<BasicBlock, { loop: Loop; count: Value }[]>();
  readonly #skipped = new Set<BasicBlock>();
  readonly #inserted: Instruction[] = [];

  constructor(input: WayBackInput) {
    this.#in = input;
  }

  run(): WaysBack {
    const work = [this.#in.exit];
    for (let block = work.pop(); block; block = work.pop()) {
      if (this.#of.has(block)) continue;
      const way = this.#find(block);
      this.#of.set(block, way);
      work.push(...targetsOf(way));
    }
    for (const way of this.#of.values()) {
      if (way.kind === 'counter') this.#insertCounter(way.loop, way.preheader, way.latch);
    }
    this.#insertExitCounts();
    return {
      of: this.#of,
      counters: this.#counters,
      exitCounts: this.#exitCounts,
      skipped: this.#skipped,
      undo: () => this.#undo(),
    };
  }

  #undo(): void {
    for (const inst of this.#inserted) inst.dropOperands();
    for (const inst of this.#inserted) inst.remove();
  }

  #find(block: BasicBlock): WayBack {
    const predecessors = block.predecessors.filter((p) => this.#in.dominators.isReachable(p));
    if (predecessors.length === 0) return { kind: 'entry' };
    const skip = this.#findSkip(block, predecessors);
    if (skip) return { kind: 'skip', to: skip };
    const [first] = predecessors;
    if (predecessors.length === 1) return { kind: 'single', from: first! };
    return (
      this.#findCounter(block, predecessors) ??
      this.#findCondition(block) ??
      this.#number(block, predecessors)
    );
  }

  /** The farthest of the candidates to jump to: the preheader of a loop that is left here, else the dominator. */
  #findSkip(block: BasicBlock, predecessors: readonly BasicBlock[]): BasicBlock | undefined {
    if (this.#in.hasActivePhi(block)) return undefined;
    const { loops, dominators } = this.#in;
    const left = this.#outermostLoopLeft(block, predecessors);
    const target = left ? left.preheader : predecessors.length > 1 ? dominators.idom(block) : undefined;
    if (!target || !dominators.strictlyDominates(target, block)) return undefined;
    if (loops.loopFor(block)?.header === block) return undefined;
    // A jump into a loop would pass the exit where its counter is set.
    if ([...loops.loopsAround(target)].some((loop) => !loop.blocks.has(block))) return undefined;
    return this.#isQuiet(target, block, predecessors) ? target : undefined;
  }

  #outermostLoopLeft(block: BasicBlock, predecessors: readonly BasicBlock[]): Loop | undefined {
    let outermost: Loop | undefined;
    for (const p of predecessors) {
      for (const loop of this.#in.loops.loopsAround(p)) {
        if (loop.blocks.has(block)) break;
        if (!outermost || loop.depth < outermost.depth) outermost = loop;
      }
    }
    return outermost;
  }

  #isQuiet(from: BasicBlock, to: BasicBlock, predecessors: readonly BasicBlock[]): boolean {
    const seen = new Set<BasicBlock>([from, to]);
    const work = [...predecessors];
    for (let block = work.pop(); block; block = work.pop()) {
      // Coming around to `to` itself means that it lies on a cycle within the region.
      if (block === to) return false;
      if (seen.has(block)) continue;
      if (this.#in.hasWork(block)) return false;
      seen.add(block);
      work.push(...block.predecessors.filter((p) => this.#in.dominators.isReachable(p)));
    }
    for (const block of seen) if (block !== from && block !== to) this.#skipped.add(block);
    return true;
  }

  #findCounter(block: BasicBlock, predecessors: readonly BasicBlock[]): WayBack | undefined {
    const loop = this.#in.loops.loopFor(block);
    if (!loop || loop.header !== block || !loop.preheader || loop.latches.length !== 1) return undefined;
    if (predecessors.length !== 2 || !this.#hasDedicatedExits(loop)) return undefined;
    if (this.#in.loops.isInIrreducibleCycle(block)) return undefined;
    return { kind: 'counter', loop, preheader: loop.preheader, latch: loop.latches[0]! };
  }

  #hasDedicatedExits(loop: Loop): boolean {
    return loop.exits.every((e) => e.predecessors.every((p) => loop.blocks.has(p)));
  }

  /** A join of two ways that the dominating two-way branch tells apart. */
  #findCondition(block: BasicBlock): WayBack | undefined {
    const { dominators, loops } = this.#in;
    const fork = findFork(block, dominators);
    if (!fork) return undefined;
    // Outside of the fork's loop, what the condition was in the last iteration is not at hand: counters are not set yet.
    const at = dominators.idom(block)!;
    if ([...loops.loopsAround(at)].some((loop) => !loop.blocks.has(block))) return undefined;
    return { kind: 'condition', ...fork };
  }

  #number(block: BasicBlock, predecessors: readonly BasicBlock[]): WayBack {
    const type = predecessors.length <= 128 ? i8 : predecessors.length <= 32768 ? i16 : i32;
    const phi = new PhiInstClass(type, 0, 'came.from');
    predecessors.forEach((p, i) => phi.addIncoming(constantInt(type, i), p));
    // A switch may reach the block by several edges; a phi has one entry for each.
    for (const [i, p] of predecessors.entries()) {
      const edges = p.successors.filter((s) => s === block).length;
      for (let e = 1; e < edges; e++) phi.addIncoming(constantInt(type, i), p);
    }
    this.#inserted.push(block.insertBefore(phi, block.first));
    return { kind: 'number', phi, predecessors };
  }

  #insertCounter(loop: Loop, preheader: BasicBlock, latch: BasicBlock): void {
    const phi = new PhiInstClass(i64, 0, 'iteration');
    this.#inserted.push(loop.header.insertBefore(phi, loop.header.first));
    const b = new IRBuilder(latch, latch.terminator ?? null);
    const next = b.add(phi, constantInt(i64, 1), 'iteration.next');
    phi.addIncoming(zeroOf(i64), preheader);
    phi.addIncoming(next, latch);
    this.#inserted.push(next);
    this.#counters.set(loop, phi);
  }

  /** At each exit that the reverse sweep enters by: the counts of the loops left there. */
  #insertExitCounts(): void {
    for (const [loop, counter] of this.#counters) {
      for (const exit of loop.exits) {
        if (!this.#of.has(exit)) continue;
        const count = this.#exitCount(exit, loop, counter);
        const list = this.#exitCounts.get(exit);
        if (list) list.push({ loop, count });
        else this.#exitCounts.set(exit, [{ loop, count }]);
      }
    }
  }

  /** From the trip count, where the count would have to be saved and that is known at the preheader. */
  #exitCount(exit: BasicBlock, loop: Loop, counter: PhiInst): Value {
    const { split, loops, dominators } = this.#in;
    const isAtHand = !split && !loops.cyclic(exit) && dominators.dominates(exit, this.#in.exit);
    const count = isAtHand ? undefined : computeTripCount(loop);
    if (count && isNarrow(count) && dominators.dominates(loop.preheader!, exit)) {
      return this.#emitCount(loop, count);
    }
    const phi = new PhiInstClass(i64, 0, 'iterations');
    for (const p of exit.predecessors) {
      const edges = p.successors.filter((s) => s === exit).length;
      for (let e = 0; e < edges; e++) phi.addIncoming(loop.blocks.has(p) ? counter : zeroOf(i64), p);
    }
    this.#inserted.push(exit.insertBefore(phi, exit.first));
    return phi;
  }

  #emitCount(loop: Loop, count: TripCount): Value {
    const preheader = loop.preheader!;
    const end = preheader.terminator!;
    const last = end.prev;
    const b = new IRBuilder(preheader, end);
    const narrow = emitTripCount(b, count);
    const result = narrow.type === i64 ? narrow : b.cast('zext', narrow, i64, 'iterations');
    for (let inst = last ? last.next : preheader.first; inst && inst !== end; inst = inst.next) {
      this.#inserted.push(inst);
    }
    return result;
  }
}

/** The condition that tells the two ways into a block apart, and the predecessors by which it comes if it holds or not. */
export interface Fork {
  readonly condition: Value;
  readonly ifTrue: BasicBlock;
  readonly ifFalse: BasicBlock;
}

/** The fork of which the block is the join, if the block has two predecessors and its dominator ends in a two-way branch. */
export function findFork(block: BasicBlock, dominators: Dominators): Fork | undefined {
  const predecessors = block.predecessors.filter((p) => dominators.isReachable(p));
  const [first, second] = predecessors;
  const fork = dominators.idom(block);
  const branch = fork?.terminator;
  if (predecessors.length !== 2 || !fork || branch?.opcode !== 'br' || !branch.condition) return undefined;
  const [ifTrue, ifFalse] = fork.successors;
  if (!ifTrue || !ifFalse || ifTrue === ifFalse) return undefined;
  const comesBy = (p: BasicBlock, side: BasicBlock): boolean => {
    if (side === block) return p === fork;
    return side.predecessors.length === 1 && dominators.dominates(side, p);
  };
  const { condition } = branch;
  // A constant condition cannot tell.
  if (condition instanceof ConstantInt) return undefined;
  if (comesBy(first!, ifTrue) && comesBy(second!, ifFalse)) {
    return { condition, ifTrue: first!, ifFalse: second! };
  }
  if (comesBy(second!, ifTrue) && comesBy(first!, ifFalse)) {
    return { condition, ifTrue: second!, ifFalse: first! };
  }
  return undefined;
}

/** Whether the count fits a counter. */
function isNarrow({ start, loop }: TripCount): boolean {
  return loop.header.parent!.parent!.dataLayout.bitsOf(start.type) <= 64;
}

/** The blocks whose reverse may follow. */
export function targetsOf(way: WayBack): readonly BasicBlock[] {
  switch (way.kind) {
    case 'entry':
      return [];
    case 'single':
      return [way.from];
    case 'skip':
      return [way.to];
    case 'counter':
      return [way.preheader, way.latch];
    case 'condition':
      return [way.ifTrue, way.ifFalse];
    case 'number':
      return way.predecessors;
  }
}
