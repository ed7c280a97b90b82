import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDominators } from '../../src/analysis/dominators.ts';
import type { Loop, Loops } from '../../src/analysis/loops.ts';
import { computeLoops } from '../../src/analysis/loops.ts';
import type { BasicBlock, Fn } from '../../src/ir/index.ts';
import type { Edges } from './random-cfg.ts';
import { functionWithEdges, randomEdges, reach } from './random-cfg.ts';

function analyse(edges: Edges): { fn: Fn; loops: Loops; number: (b: unknown) => number } {
  const fn = functionWithEdges(edges);
  const loops = computeLoops(fn, computeDominators(fn));
  return { fn, loops, number: (b) => fn.blocks.findIndex((x) => x === b) };
}

describe('loops', () => {
  it('nest', () => {
    // 0 → 1 (outer header) → 2 (inner header) ⇄ 3, 2 → 4 (outer latch) → 1, 4 → 5
    const { fn, loops, number } = analyse([[1], [2], [3, 4], [2], [1, 5], []]);
    const numbers = (blocks: Iterable<BasicBlock>) => [...blocks].map(number).sort();
    expect(loops.all).toHaveLength(2);
    const [outer, inner] = loops.all as [Loop, Loop];
    expect([number(outer.header), number(inner.header)]).toEqual([1, 2]);
    expect(inner.parent).toBe(outer);
    expect(outer.children[0]).toBe(inner);
    expect(numbers(outer.blocks)).toEqual([1, 2, 3, 4]);
    expect(numbers(inner.blocks)).toEqual([2, 3]);
    expect(numbers(outer.latches)).toEqual([4]);
    expect([number(outer.preheader), number(inner.preheader)]).toEqual([0, 1]);
    expect(numbers(inner.exits)).toEqual([4]);
    expect(numbers(inner.exitingBlocks)).toEqual([2]);
    expect(numbers(outer.exits)).toEqual([5]);
    expect(fn.blocks.map((b) => loops.depth(b))).toEqual([0, 1, 2, 2, 1, 0]);
  });

  it('are told from irreducible cycles', () => {
    // 1 and 2 form a cycle with two entries; 3 loops on itself.
    const { fn, loops } = analyse([[1, 2], [2], [1, 3], [3, 4], []]);
    expect(loops.all.map((l) => l.header.name)).toEqual(['b3']);
    expect(fn.blocks.map((b) => loops.cyclic(b))).toEqual([false, true, true, true, false]);
    expect(fn.blocks.map((b) => loops.isInIrreducibleCycle(b))).toEqual([false, true, true, false, false]);
  });

  it('hold irreducible cycles on inner levels', () => {
    // The loop 1 … 4 holds the cycle 2 ⇄ 3 that is entered at both.
    const { fn, loops } = analyse([[1], [2, 3], [3, 4], [2], [1, 5], []]);
    expect(fn.blocks.map((b) => loops.isInIrreducibleCycle(b))).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(loops.depth(fn.blocks[2]!)).toBe(1);
  });

  it('are as defined, on random graphs', () => {
    fc.assert(
      fc.property(randomEdges(11), (edges) => {
        const { fn, loops, number } = analyse(edges);
        const d = computeDominators(fn);
        const reachable = reach(edges, 0);
        const headers = [...reachable].filter((h) =>
          [...reachable].some((t) => edges[t]!.includes(h) && d.dominates(fn.blocks[h]!, fn.blocks[t]!)),
        );
        expect(new Set(loops.all.map((l) => number(l.header)))).toEqual(new Set(headers));
        for (const loop of loops.all) {
          const h = number(loop.header);
          const latches = [...reachable].filter(
            (t) => edges[t]!.includes(h) && d.dominates(loop.header, fn.blocks[t]!),
          );
          expect(new Set(loop.latches.map(number))).toEqual(new Set(latches));
          const body = [...reachable].filter(
            (n) => n === h || latches.some((t) => reach(edges, n, h).has(t) || n === t),
          );
          const dominated = body.filter((n) => d.dominates(loop.header, fn.blocks[n]!));
          expect(new Set([...loop.blocks].map(number))).toEqual(new Set(dominated));
          expect(loops.loopFor(loop.header)).toBe(loop);
          for (const block of loop.blocks) if (loop.parent) expect(loop.parent.blocks.has(block)).toBe(true);
          expect(loop.depth).toBe((loop.parent?.depth ?? 0) + 1);
        }
        for (const n of reachable) {
          const holding = loops.all.filter((l) => l.blocks.has(fn.blocks[n]!));
          expect(loops.depth(fn.blocks[n]!)).toBe(holding.length);
          const cyclic = edges[n]!.some((s) => reach(edges, s).has(n));
          expect(loops.cyclic(fn.blocks[n]!)).toBe(cyclic);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are irreducible exactly when an edge runs back against a depth-first order without domination', () => {
    fc.assert(
      fc.property(randomEdges(11), (edges) => {
        const { fn, loops } = analyse(edges);
        const d = computeDominators(fn);
        const at = new Map(d.reversePostOrder.map((b, i) => [b, i]));
        const isIrreducible = d.reversePostOrder.some((b) =>
          b.successors.some((s) => at.get(s)! <= at.get(b)! && !d.dominates(s, b)),
        );
        expect(fn.blocks.some((b) => loops.isInIrreducibleCycle(b))).toBe(isIrreducible);
      }),
      { numRuns: 500 },
    );
  });
});
