import fc from 'fast-check';
import {
  BasicBlock,
  Fn,
  IRBuilder,
  Module,
  constantInt,
  functionType,
  i32,
  voidType,
} from '../../src/ir/index.ts';

/** Successors of each block, by number; block 0 is the entry. */
export type Edges = readonly (readonly number[])[];

/** Control flow graphs of up to `maxBlocks` blocks, with self-loops, parallel edges and unreachable blocks. */
export function randomEdges(maxBlocks: number): fc.Arbitrary<Edges> {
  return fc.integer({ min: 1, max: maxBlocks }).chain((n) => {
    // Nothing may lead to the entry block.
    const target = n === 1 ? fc.constant(0) : fc.integer({ min: 1, max: n - 1 });
    const successors = n === 1 ? fc.constant<number[]>([]) : fc.array(target, { maxLength: 3 });
    return fc.array(successors, { minLength: n, maxLength: n });
  });
}

/** A function `void f(i32)` with these edges: ret, br, conditional br or switch, by their number. */
export function functionWithEdges(edges: Edges): Fn {
  const fn = new Module().add(new Fn('f', functionType(voidType, [i32]), ['x']));
  const blocks = edges.map((_, i) => fn.appendBlock(new BasicBlock(`b${i}`)));
  const b = new IRBuilder();
  edges.forEach((targets, i) => {
    b.positionAt(blocks[i]!);
    const to = targets.map((t) => blocks[t]!);
    const x = fn.args[0]!;
    if (to.length === 0) b.ret();
    else if (to.length === 1) b.br(to[0]!);
    else b.switch(x, to[0]!, to.slice(1).map((t, k) => [constantInt(i32, k), t])); // prettier-ignore
  });
  return fn;
}

/** The nodes that `from` reaches over edges between nodes that are not `without`. */
export function reach(edges: Edges, from: number, without = -1): Set<number> {
  const seen = new Set<number>();
  const work = from === without ? [] : [from];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const to of edges[at]!) if (to !== without) work.push(to);
  }
  return seen;
}
