import type { BasicBlock, Fn, Instruction, Use } from '../ir/index.ts';
import { isInstruction, successorsOf } from '../ir/index.ts';
import type { NumberedCfg } from './cfg.ts';
import { numberBlocks, reverseEdges } from './cfg.ts';
import { immediateDominators } from './semi-nca.ts';

const noBlocks: readonly BasicBlock[] = Object.freeze([]);

/**
 * A tree of blocks in which each block hangs below its immediate (post)dominator. Questions of ancestry cost O(1), by
 * the numbers at which a depth-first walk enters and leaves a node.
 */
class DominanceTree {
  /** The blocks of the tree, parents before children. */
  readonly preorder: readonly BasicBlock[];
  readonly #idom = new Map<BasicBlock, BasicBlock>();
  readonly #children = new Map<BasicBlock, BasicBlock[]>();
  readonly #enter = new Map<BasicBlock, number>();
  readonly #leave = new Map<BasicBlock, number>();
  readonly #depth = new Map<BasicBlock, number>();

  /** `idom[i]` is the parent of `blocks[i]`; undefined for the roots. */
  constructor(blocks: readonly BasicBlock[], idom: readonly (BasicBlock | undefined)[]) {
    const roots: BasicBlock[] = [];
    blocks.forEach((block, i) => {
      const parent = idom[i];
      if (!parent) {
        roots.push(block);
        return;
      }
      this.#idom.set(block, parent);
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(block);
      else this.#children.set(parent, [block]);
    });
    this.preorder = this.#number(roots);
  }

  #number(roots: readonly BasicBlock[]): BasicBlock[] {
    const order: BasicBlock[] = [];
    let clock = 0;
    const stack: { block: BasicBlock; next: number }[] = [];
    const enter = (block: BasicBlock): void => {
      this.#enter.set(block, clock++);
      this.#depth.set(block, stack.length);
      order.push(block);
      stack.push({ block, next: 0 });
    };
    for (const root of roots) {
      enter(root);
      while (stack.length) {
        const top = stack[stack.length - 1]!;
        const child = this.children(top.block)[top.next++];
        if (child) enter(child);
        else this.#leave.set(stack.pop()!.block, clock++);
      }
    }
    return order;
  }

  has(block: BasicBlock): boolean {
    return this.#enter.has(block);
  }

  idom(block: BasicBlock): BasicBlock | undefined {
    return this.#idom.get(block);
  }

  children(block: BasicBlock): readonly BasicBlock[] {
    return this.#children.get(block) ?? noBlocks;
  }

  /** Edges between the block and its root. */
  depth(block: BasicBlock): number {
    return this.#depth.get(block) ?? 0;
  }

  isAncestor(a: BasicBlock, b: BasicBlock): boolean {
    return this.#enter.get(a)! <= this.#enter.get(b)! && this.#leave.get(b)! <= this.#leave.get(a)!;
  }

  /** The deepest block that is an ancestor of both or one of them itself; undefined if they have different roots. */
  nearestCommonAncestor(a: BasicBlock, b: BasicBlock): BasicBlock | undefined {
    let at: BasicBlock | undefined = a;
    while (at && !this.isAncestor(at, b)) at = this.idom(at);
    return at;
  }
}

/**
 * Which blocks every path from the entry to a block goes through. A snapshot: compute it anew after changing edges.
 *
 * A block that control cannot reach is dominated by every block and dominates none that is reachable.
 */
export class Dominators {
  readonly #cfg: NumberedCfg;
  readonly #tree: DominanceTree;
  #frontiers: Map<BasicBlock, Set<BasicBlock>> | undefined;

  constructor(cfg: NumberedCfg) {
    this.#cfg = cfg;
    const idom = cfg.blocks.length ? immediateDominators(cfg, 0) : [];
    this.#tree = new DominanceTree(
      cfg.blocks,
      Array.from(idom, (i) => cfg.blocks[i]),
    );
  }

  /** The reachable blocks, in reverse postorder. */
  get reversePostOrder(): readonly BasicBlock[] {
    return this.#cfg.blocks;
  }

  /** The reachable blocks, each after its immediate dominator and with its subtree in one piece. */
  get preorder(): readonly BasicBlock[] {
    return this.#tree.preorder;
  }

  isReachable(block: BasicBlock): boolean {
    return this.#tree.has(block);
  }

  /** The immediate dominator; undefined for the entry and for unreachable blocks. */
  idom(block: BasicBlock): BasicBlock | undefined {
    return this.#tree.idom(block);
  }

  /** The blocks that this one dominates immediately. */
  children(block: BasicBlock): readonly BasicBlock[] {
    return this.#tree.children(block);
  }

  /** Whether every path from the entry to `b` goes through `a`; a block dominates itself. */
  dominates(a: BasicBlock, b: BasicBlock): boolean {
    if (a === b || !this.isReachable(b)) return true;
    return this.isReachable(a) && this.#tree.isAncestor(a, b);
  }

  strictlyDominates(a: BasicBlock, b: BasicBlock): boolean {
    return a !== b && this.dominates(a, b);
  }

  /** The nearest block that dominates both. Undefined if one is unreachable. */
  nearestCommonDominator(a: BasicBlock, b: BasicBlock): BasicBlock | undefined {
    if (!this.isReachable(a) || !this.isReachable(b)) return undefined;
    return this.#tree.nearestCommonAncestor(a, b);
  }

  /** Whether every path to a block takes one of the edges from `from` to `to`, which must be the only such edge. */
  edgeDominates(from: BasicBlock, to: BasicBlock, block: BasicBlock): boolean {
    if (!this.dominates(to, block)) return false;
    if (from.successors.filter((s) => s === to).length !== 1) return false;
    return to.predecessors.every((p) => p === from || this.dominates(to, p));
  }

  /**
   * Whether the definition comes before the use on every path. A phi uses its operand at the end of the incoming block.
   * The result of an `invoke` or `callbr` exists only after its normal destination is entered.
   */
  dominatesUse(def: Instruction, use: Use): boolean {
    const user = use.user;
    if (!isInstruction(user) || !user.parent || !def.parent) return false;
    const isPhi = user.opcode === 'phi';
    const at = isPhi ? user.incomingBlock(use.index >> 1) : user.parent;
    if (!this.isReachable(at)) return true;
    if (!this.isReachable(def.parent)) return false;
    if (def.opcode === 'invoke' || def.opcode === 'callbr') {
      const normal = successorsOf(def)[0]!;
      if (isPhi && at === def.parent && user.parent === normal) return true;
      return this.edgeDominates(def.parent, normal, at);
    }
    if (at !== def.parent) return this.dominates(def.parent, at);
    return isPhi || comesBefore(def, user);
  }

  /**
   * The dominance frontier: the blocks where this block's dominance ends, which it does not strictly dominate though it
   * dominates a predecessor of them.
   */
  frontier(block: BasicBlock): ReadonlySet<BasicBlock> {
    this.#frontiers ??= this.#computeFrontiers();
    return this.#frontiers.get(block) ?? new Set();
  }

  /** Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001), figure 5. */
  #computeFrontiers(): Map<BasicBlock, Set<BasicBlock>> {
    const { blocks, predecessors } = this.#cfg;
    const frontiers = new Map<BasicBlock, Set<BasicBlock>>(blocks.map((b) => [b, new Set()]));
    blocks.forEach((block, i) => {
      const idom = this.idom(block);
      for (const p of predecessors[i]!) {
        let runner: BasicBlock | undefined = blocks[p];
        while (runner && runner !== idom) {
          frontiers.get(runner)!.add(block);
          runner = this.idom(runner);
        }
      }
    });
    return frontiers;
  }

  /** The iterated dominance frontier of a set of blocks: where definitions in them meet. */
  iteratedFrontier(blocks: Iterable<BasicBlock>): Set<BasicBlock> {
    const result = new Set<BasicBlock>();
    const work = [...blocks];
    for (let block = work.pop(); block; block = work.pop()) {
      for (const at of this.frontier(block)) {
        if (result.has(at)) continue;
        result.add(at);
        work.push(at);
      }
    }
    return result;
  }
}

/** Whether `a` stands before `b` in their common block. Costs the distance between them. */
function comesBefore(a: Instruction, b: Instruction): boolean {
  let after = a.next;
  let before = a.prev;
  while (after || before) {
    if (after === b) return true;
    if (before === b) return false;
    after = after?.next ?? null;
    before = before?.prev ?? null;
  }
  return false;
}

export function computeDominators(fn: Fn): Dominators {
  return new Dominators(numberBlocks(fn));
}

/**
 * Which blocks every path from a block to the end of the function goes through. All ends (`ret`, `unreachable`,
 * `resume`, …) lead to one virtual exit; so does one block of each cycle that has no way out, to make the tree whole.
 * Unreachable blocks are in no relation.
 */
export class PostDominators {
  /** The blocks from which an edge to the virtual exit was assumed: the ends, and blocks of endless cycles. */
  readonly virtualExits: readonly BasicBlock[];
  readonly #tree: DominanceTree;

  constructor(cfg: NumberedCfg) {
    const exits = findVirtualExits(cfg);
    this.virtualExits = exits.map((i) => cfg.blocks[i]!);
    const exit = cfg.blocks.length;
    const isExit = new Set(exits);
    const edges = [...cfg.successors.map((s, i) => (isExit.has(i) ? [...s, exit] : s)), []];
    const idom = immediateDominators({ successors: reverseEdges(edges), predecessors: edges }, exit);
    this.#tree = new DominanceTree(
      cfg.blocks,
      cfg.blocks.map((_, i) => cfg.blocks[idom[i]!]),
    );
  }

  /** The immediate post-dominator; undefined when that is the virtual exit. */
  idom(block: BasicBlock): BasicBlock | undefined {
    return this.#tree.idom(block);
  }

  children(block: BasicBlock): readonly BasicBlock[] {
    return this.#tree.children(block);
  }

  /** Whether every path from `b` to the virtual exit goes through `a`; a block post-dominates itself. */
  dominates(a: BasicBlock, b: BasicBlock): boolean {
    if (a === b) return true;
    return this.#tree.has(a) && this.#tree.has(b) && this.#tree.isAncestor(a, b);
  }

  strictlyDominates(a: BasicBlock, b: BasicBlock): boolean {
    return a !== b && this.dominates(a, b);
  }
}

function findVirtualExits({ successors, predecessors }: NumberedCfg): number[] {
  const exits: number[] = [];
  const reaches = new Uint8Array(successors.length);
  const cover = (exit: number): void => {
    exits.push(exit);
    const work = [exit];
    reaches[exit] = 1;
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      for (const p of predecessors[at]!) {
        if (reaches[p]) continue;
        reaches[p] = 1;
        work.push(p);
      }
    }
  };
  successors.forEach((targets, i) => {
    if (targets.length === 0) cover(i);
  });
  // What is left cannot end; the last block in reverse postorder is the farthest one.
  for (let i = successors.length - 1; i >= 0; i--) if (!reaches[i]) cover(i);
  return exits;
}

export function computePostDominators(fn: Fn): PostDominators {
  return new PostDominators(numberBlocks(fn));
}
