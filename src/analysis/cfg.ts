import type { BasicBlock, Fn } from '../ir/index.ts';

/**
 * The blocks that control can reach, in reverse postorder of a depth-first walk from the entry: each block after all of
 * its predecessors but those on back edges. A declaration has none.
 */
export function reversePostOrder(fn: Fn): BasicBlock[] {
  const entry = fn.blocks[0];
  return entry ? postOrderFrom(entry).reverse() : [];
}

/** The blocks that control can reach from the entry. */
export function reachableBlocks(fn: Fn): Set<BasicBlock> {
  return new Set(reversePostOrder(fn));
}

function postOrderFrom(entry: BasicBlock): BasicBlock[] {
  const order: BasicBlock[] = [];
  const seen = new Set([entry]);
  const stack = [{ block: entry, successors: entry.successors, next: 0 }];
  while (stack.length) {
    const top = stack[stack.length - 1]!;
    const successor = top.successors[top.next++];
    if (successor === undefined) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, successors: successor.successors, next: 0 });
    }
  }
  return order;
}

/** A directed graph over the numbers from 0, as lists of neighbours. */
export interface Graph {
  readonly successors: readonly (readonly number[])[];
  readonly predecessors: readonly (readonly number[])[];
}

/** The reachable part of a control flow graph with its blocks numbered in reverse postorder. A snapshot. */
export interface NumberedCfg extends Graph {
  readonly blocks: readonly BasicBlock[];
  readonly numberOf: ReadonlyMap<BasicBlock, number>;
}

/** Numbers the reachable blocks. Parallel edges (of a switch) are kept once. */
export function numberBlocks(fn: Fn): NumberedCfg {
  const blocks = reversePostOrder(fn);
  const numberOf = new Map(blocks.map((b, i) => [b, i]));
  const successors = blocks.map((b) => [...new Set(b.successors)].map((s) => numberOf.get(s)!));
  return { blocks, numberOf, successors, predecessors: reverseEdges(successors) };
}

export function reverseEdges(edges: readonly (readonly number[])[]): number[][] {
  const reversed: number[][] = edges.map(() => []);
  edges.forEach((targets, from) => {
    for (const to of targets) reversed[to]!.push(from);
  });
  return reversed;
}

/**
 * The strongly connected components of the part of a graph that `inside` admits, by Tarjan's algorithm: sets of nodes
 * that all reach each other. A component of one node is cyclic only if the node is its own successor.
 */
export function stronglyConnectedComponents(
  nodes: Iterable<number>,
  successors: readonly (readonly number[])[],
  inside: (node: number) => boolean,
): number[][] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const components: number[][] = [];

  const close = (node: number): void => {
    if (low.get(node) !== index.get(node)) return;
    const component: number[] = [];
    for (;;) {
      const member = open.pop()!;
      isOpen.delete(member);
      component.push(member);
      if (member === node) break;
    }
    components.push(component);
  };
  const enter = (node: number): { node: number; next: number } => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  };

  for (const root of nodes) {
    if (index.has(root) || !inside(root)) continue;
    const stack = [enter(root)];
    while (stack.length) {
      const top = stack[stack.length - 1]!;
      const successor = successors[top.node]![top.next++];
      if (successor === undefined) {
        stack.pop();
        close(top.node);
        const parent = stack[stack.length - 1];
        if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(top.node)!));
      } else if (!inside(successor)) {
        continue;
      } else if (!index.has(successor)) {
        stack.push(enter(successor));
      } else if (isOpen.has(successor)) {
        low.set(top.node, Math.min(low.get(top.node)!, index.get(successor)!));
      }
    }
  }
  return components;
}
