import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reversePostOrder } from '../../src/analysis/cfg.ts';
import { computeDominators, computePostDominators } from '../../src/analysis/dominators.ts';
import { BasicBlock, BinaryInst, IRBuilder, InvokeInst, PhiInst, constantInt, functionType, i32 } from '../../src/ir/index.ts'; // prettier-ignore
import type { Edges } from './random-cfg.ts';
import { functionWithEdges, randomEdges, reach } from './random-cfg.ts';

const nameOf = (block: BasicBlock) => block.name;

/** The definition: without `a`, the entry does not reach `b`. */
function naivelyDominates(edges: Edges, a: number, b: number): boolean {
  return a === b || !reach(edges, 0, a).has(b);
}

describe('dominators', () => {
  it('agree with the definition by paths, on random graphs', () => {
    fc.assert(
      fc.property(randomEdges(12), (edges) => {
        const fn = functionWithEdges(edges);
        const dominators = computeDominators(fn);
        const reachable = reach(edges, 0);
        for (const a of edges.keys()) {
          expect(dominators.isReachable(fn.blocks[a]!)).toBe(reachable.has(a));
          for (const b of edges.keys()) {
            const expected = reachable.has(b) ? reachable.has(a) && naivelyDominates(edges, a, b) : true;
            expect(dominators.dominates(fn.blocks[a]!, fn.blocks[b]!), `${a} dom ${b}`).toBe(expected);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have as immediate dominator the strict dominator that all others dominate', () => {
    fc.assert(
      fc.property(randomEdges(12), (edges) => {
        const fn = functionWithEdges(edges);
        const d = computeDominators(fn);
        for (const block of d.reversePostOrder) {
          const strict = d.reversePostOrder.filter((a) => d.strictlyDominates(a, block));
          const nearest = strict.find((a) => strict.every((o) => d.dominates(o, a)));
          expect(d.idom(block)?.name).toBe(nearest?.name);
          if (nearest) expect(d.children(nearest).includes(block)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('have frontiers as defined', () => {
    fc.assert(
      fc.property(randomEdges(10), (edges) => {
        const d = computeDominators(functionWithEdges(edges));
        for (const x of d.reversePostOrder) {
          const expected = d.reversePostOrder.filter(
            (y) =>
              !d.strictlyDominates(x, y) && y.predecessors.some((p) => d.isReachable(p) && d.dominates(x, p)),
          );
          expect([...d.frontier(x)].map(nameOf).sort()).toEqual(expected.map(nameOf).sort());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('take time in proportion to a long chain of blocks, without recursion', () => {
    const n = 20_000;
    const edges = Array.from({ length: n }, (_, i) => (i === n - 1 ? [] : [i + 1, Math.max(1, i - 1)]));
    const fn = functionWithEdges(edges);
    const d = computeDominators(fn);
    expect(d.dominates(fn.blocks[1]!, fn.blocks[n - 1]!)).toBe(true);
    expect(d.idom(fn.blocks[n - 1]!)?.name).toBe(`b${n - 2}`);
  });

  it('order blocks so that predecessors come first, but for back edges', () => {
    fc.assert(
      fc.property(randomEdges(12), (edges) => {
        const fn = functionWithEdges(edges);
        const order = reversePostOrder(fn);
        expect(new Set(order).size).toBe(order.length);
        const d = computeDominators(fn);
        const at = new Map(order.map((b, i) => [b, i]));
        for (const block of order) {
          const idom = d.idom(block);
          if (idom) expect(at.get(idom)).toBeLessThan(at.get(block)!);
        }
      }),
    );
  });
});

describe('uses', () => {
  it('are dominated in the order of a block, and phis at the end of the incoming block', () => {
    const fn = functionWithEdges([[1, 2], [3], [3], []]);
    const [entry, left, , join] = fn.blocks as [BasicBlock, BasicBlock, BasicBlock, BasicBlock];
    const x = fn.args[0]!;
    const b = new IRBuilder().positionBefore(entry.terminator!);
    const first = b.add(x, x);
    const second = b.add(first, x);
    const inLeft = b.positionBefore(left.terminator!).add(first, first);
    const phi = new PhiInst(i32);
    join.insertBefore(phi, join.first);
    phi.addIncoming(inLeft, left);
    phi.addIncoming(first, fn.blocks[2]!);
    const bad = new BinaryInst('add', inLeft, inLeft);
    join.insertBefore(bad, join.terminator!);
    const d = computeDominators(fn);
    expect(d.dominatesUse(first, second.operandUses[0]!)).toBe(true);
    expect(d.dominatesUse(second, first.operandUses[0]!)).toBe(false);
    expect(d.dominatesUse(first, inLeft.operandUses[0]!)).toBe(true);
    expect(d.dominatesUse(inLeft, phi.operandUses[0]!)).toBe(true);
    expect(d.dominatesUse(inLeft, bad.operandUses[0]!)).toBe(false);
  });

  it('of an invoke are dominated after its normal edge only', () => {
    const fn = functionWithEdges([[1], [3], [3], []]);
    const [entry, normal, unwind, join] = fn.blocks as [BasicBlock, BasicBlock, BasicBlock, BasicBlock];
    entry.terminator!.erase();
    const invoke = entry.append(new InvokeInst(functionType(i32, []), fn, [], normal, unwind));
    const uses = [normal, unwind, join].map((block) =>
      block.insertBefore(new BinaryInst('add', invoke, constantInt(i32, 1)), block.terminator!),
    );
    const d = computeDominators(fn);
    expect(uses.map((u) => d.dominatesUse(invoke, u.operandUses[0]!))).toEqual([true, false, false]);
  });
});

describe('post-dominators', () => {
  it('agree with the definition by paths to the virtual exit', () => {
    fc.assert(
      fc.property(randomEdges(10), (edges) => {
        const fn = functionWithEdges(edges);
        const p = computePostDominators(fn);
        const reachable = reach(edges, 0);
        const exits = new Set(p.virtualExits.map((b) => fn.blocks.indexOf(b)));
        for (const a of reachable) {
          for (const b of reachable) {
            const escapes = [...reach(edges, b, a)].some((n) => exits.has(n));
            expect(p.dominates(fn.blocks[a]!, fn.blocks[b]!), `${a} pdom ${b}`).toBe(a === b || !escapes);
          }
          const ends = edges[a]!.length === 0;
          if (ends) expect(exits.has(a)).toBe(true);
          // Every block can get to the virtual exit, and a block that can end does so without an assumed edge.
          const reached = [...reach(edges, a)];
          expect(reached.some((n) => exits.has(n))).toBe(true);
          if (exits.has(a) && !ends) expect(reached.every((n) => edges[n]!.length > 0)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
