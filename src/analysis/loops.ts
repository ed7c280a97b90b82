import type { BasicBlock, Fn } from '../ir/index.ts';
import { numberBlocks, stronglyConnectedComponents } from './cfg.ts';
import type { Dominators } from './dominators.ts';

/**
 * A natural loop: the blocks from which a back edge (an edge to a block that dominates its source, the header) can be
 * reached without passing the header. All back edges to one header belong to one loop.
 */
export interface Loop {
  readonly header: BasicBlock;
  /** The innermost loop around this one. */
  readonly parent: Loop | undefined;
  /** The loops directly inside. */
  readonly children: readonly Loop[];
  /** All blocks, those of inner loops included. */
  readonly blocks: ReadonlySet<BasicBlock>;
  /** The blocks with an edge back to the header. */
  readonly latches: readonly BasicBlock[];
  /** The one block outside that enters the loop, if there is one and it goes nowhere else. */
  readonly preheader: BasicBlock | undefined;
  /** The blocks outside that the loop can go to, each once. */
  readonly exits: readonly BasicBlock[];
  /** The blocks inside with an edge to the outside. */
  readonly exitingBlocks: readonly BasicBlock[];
  /** 1 for an outermost loop. */
  readonly depth: number;
}

class NaturalLoop implements Loop {
  readonly header: BasicBlock;
  readonly latches: readonly BasicBlock[];
  readonly blocks = new Set<BasicBlock>();
  readonly children: NaturalLoop[] = [];
  parent: NaturalLoop | undefined;
  preheader: BasicBlock | undefined;
  exits: readonly BasicBlock[] = [];
  exitingBlocks: readonly BasicBlock[] = [];
  depth = 1;

  constructor(header: BasicBlock, latches: readonly BasicBlock[]) {
    this.header = header;
    this.latches = latches;
  }
}

/** The loops of a function. A snapshot: compute it anew after changing edges. */
export class Loops {
  /** The outermost loops, in the order of their headers in the dominator tree. */
  readonly topLevel: readonly Loop[];
  /** Every loop, each after the one around it. */
  readonly all: readonly Loop[];
  readonly #innermost: ReadonlyMap<BasicBlock, Loop>;
  readonly #cyclic: ReadonlySet<BasicBlock>;
  readonly #irreducible: ReadonlySet<BasicBlock>;

  constructor(fn: Fn, dominators: Dominators) {
    const innermost = new Map<BasicBlock, NaturalLoop>();
    const innerFirst = findLoops(dominators, innermost);
    const outerFirst = innerFirst.reverse();
    for (const loop of outerFirst) {
      loop.parent?.children.push(loop);
      loop.depth = loop.parent ? loop.parent.depth + 1 : 1;
      describeEdges(loop, dominators);
    }
    this.all = outerFirst;
    this.topLevel = outerFirst.filter((l) => !l.parent);
    this.#innermost = innermost;
    const cycles = findCycles(fn);
    this.#cyclic = cycles.cyclic;
    this.#irreducible = cycles.irreducible;
  }

  /** The innermost loop that holds the block. */
  loopFor(block: BasicBlock): Loop | undefined {
    return this.#innermost.get(block);
  }

  /** How many natural loops hold the block. */
  depth(block: BasicBlock): number {
    return this.loopFor(block)?.depth ?? 0;
  }

  contains(loop: Loop, block: BasicBlock): boolean {
    return loop.blocks.has(block);
  }

  /** Whether the block lies on any cycle, a natural loop or not: whether it can run more than once in a call. */
  cyclic(block: BasicBlock): boolean {
    return this.#cyclic.has(block);
  }

  /**
   * Whether the block lies in a cycle with several entries, on any level of nesting. Its executions are not counted by
   * natural loops alone.
   */
  isInIrreducibleCycle(block: BasicBlock): boolean {
    return this.#irreducible.has(block);
  }

  /** The loops that hold the block, innermost first. */
  *loopsAround(block: BasicBlock): IterableIterator<Loop> {
    for (let loop = this.loopFor(block); loop; loop = loop.parent) yield loop;
  }
}

export function computeLoops(fn: Fn, dominators: Dominators): Loops {
  return new Loops(fn, dominators);
}

/** All natural loops, inner ones before those around them. Fills in which is the innermost loop of each block. */
function findLoops(dominators: Dominators, innermost: Map<BasicBlock, NaturalLoop>): NaturalLoop[] {
  const loops: NaturalLoop[] = [];
  // Backwards through a preorder walk of the dominator tree: inner headers come before outer ones.
  for (let i = dominators.preorder.length - 1; i >= 0; i--) {
    const header = dominators.preorder[i]!;
    const latches = header.predecessors.filter(
      (p) => dominators.isReachable(p) && dominators.dominates(header, p),
    );
    if (latches.length === 0) continue;
    const loop = new NaturalLoop(header, latches);
    collectBlocks(loop, dominators, innermost);
    loops.push(loop);
  }
  return loops;
}

/** Walks backwards from the latches to the header. Whole loops found before become children. */
function collectBlocks(
  loop: NaturalLoop,
  dominators: Dominators,
  innermost: Map<BasicBlock, NaturalLoop>,
): void {
  const work = [...loop.latches];
  const addPredecessors = (block: BasicBlock): void => {
    for (const p of block.predecessors) if (dominators.isReachable(p)) work.push(p);
  };
  loop.blocks.add(loop.header);
  innermost.set(loop.header, loop);
  for (let block = work.pop(); block; block = work.pop()) {
    if (loop.blocks.has(block)) continue;
    const inner = outermostLoop(innermost.get(block));
    if (!inner) {
      innermost.set(block, loop);
      loop.blocks.add(block);
      addPredecessors(block);
      continue;
    }
    inner.parent = loop;
    for (const b of inner.blocks) loop.blocks.add(b);
    addPredecessors(inner.header);
  }
}

function outermostLoop(loop: NaturalLoop | undefined): NaturalLoop | undefined {
  let at = loop;
  while (at?.parent) at = at.parent;
  return at;
}

function describeEdges(loop: NaturalLoop, dominators: Dominators): void {
  const { blocks, header } = loop;
  const exits = new Set<BasicBlock>();
  const exiting: BasicBlock[] = [];
  for (const block of blocks) {
    const outside = block.successors.filter((s) => !blocks.has(s));
    if (outside.length) exiting.push(block);
    for (const exit of outside) exits.add(exit);
  }
  loop.exits = [...exits];
  loop.exitingBlocks = exiting;
  const entering = header.predecessors.filter((p) => !blocks.has(p) && dominators.isReachable(p));
  const [only] = entering;
  if (only && entering.length === 1 && only.successors.length === 1) loop.preheader = only;
}

/**
 * Takes the strongly connected components apart, level by level: a component with one entry is a loop, and without the
 * edges to its entry the rest falls into smaller components. A component with several entries is irreducible.
 */
function findCycles(fn: Fn): { cyclic: Set<BasicBlock>; irreducible: Set<BasicBlock> } {
  const { blocks, successors, predecessors } = numberBlocks(fn);
  const cyclic = new Set<BasicBlock>();
  const irreducible = new Set<BasicBlock>();
  /** The region that a node belongs to at present; nodes leave it when they have been judged. */
  const region = new Int32Array(blocks.length);
  let regions = 0;
  const work: { nodes: number[]; id: number }[] = [{ nodes: blocks.map((_, i) => i), id: 0 }];
  for (let item = work.pop(); item; item = work.pop()) {
    const { nodes, id } = item;
    for (const component of stronglyConnectedComponents(nodes, successors, (n) => region[n] === id)) {
      const [first] = component;
      if (component.length === 1 && !successors[first!]!.includes(first!)) continue;
      const members = new Set(component);
      for (const n of component) cyclic.add(blocks[n]!);
      const entries = component.filter((n) => n === 0 || predecessors[n]!.some((p) => !members.has(p)));
      if (entries.length > 1) {
        for (const n of component) irreducible.add(blocks[n]!);
        continue;
      }
      const inner = component.filter((n) => n !== entries[0]);
      regions++;
      for (const n of inner) region[n] = regions;
      // The header is done: no region has this number.
      if (entries[0] !== undefined) region[entries[0]] = -1;
      work.push({ nodes: inner, id: regions });
    }
  }
  return { cyclic, irreducible };
}
