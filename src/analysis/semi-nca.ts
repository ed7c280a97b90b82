import type { Graph } from './cfg.ts';

/**
 * The immediate dominator of each node that `root` reaches; -1 for the root and for nodes it does not reach.
 *
 * Semi-NCA (L. Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems", 2005): semidominators as in
 * Lengauer and Tarjan, then the immediate dominator as the nearest ancestor in the tree built so far whose number is at
 * most the semidominator's. Near-linear in practice. No recursion, so depth is no concern.
 */
export function immediateDominators(graph: Graph, root: number): Int32Array {
  const { nodeAt, numberOf, parent } = depthFirstNumbers(graph, root);
  const semi = computeSemidominators(graph, nodeAt, numberOf, parent);

  // Everything below is in depth-first numbers.
  const idom = new Int32Array(parent);
  for (let v = 1; v < nodeAt.length; v++) {
    let at = idom[v]!;
    while (at > semi[v]!) at = idom[at]!;
    idom[v] = at;
  }
  const result = new Int32Array(graph.successors.length).fill(-1);
  for (let v = 1; v < nodeAt.length; v++) result[nodeAt[v]!] = nodeAt[idom[v]!]!;
  return result;
}

interface DepthFirstNumbers {
  /** Node of each number. */
  readonly nodeAt: number[];
  /** Number of each node; -1 when it is not reached. */
  readonly numberOf: Int32Array;
  /** Number of the parent in the depth-first tree, by number; 0 for the root. */
  readonly parent: number[];
}

function depthFirstNumbers({ successors }: Graph, root: number): DepthFirstNumbers {
  const numberOf = new Int32Array(successors.length).fill(-1);
  const nodeAt: number[] = [];
  const parent: number[] = [];
  const enter = (node: number, from: number): { node: number; next: number } => {
    numberOf[node] = nodeAt.length;
    nodeAt.push(node);
    parent.push(from);
    return { node, next: 0 };
  };
  const stack = [enter(root, 0)];
  while (stack.length) {
    const top = stack[stack.length - 1]!;
    const successor = successors[top.node]![top.next++];
    if (successor === undefined) stack.pop();
    else if (numberOf[successor] === -1) stack.push(enter(successor, numberOf[top.node]!));
  }
  return { nodeAt, numberOf, parent };
}

function computeSemidominators(
  { predecessors }: Graph,
  nodeAt: readonly number[],
  numberOf: Int32Array,
  parent: readonly number[],
): Int32Array {
  const count = nodeAt.length;
  const semi = Int32Array.from({ length: count }, (_, v) => v);
  const ancestor = Int32Array.from(parent);
  // label[v]: the vertex of least semidominator on the compressed path above v, v included.
  const label = Int32Array.from({ length: count }, (_, v) => v);
  const path: number[] = [];

  /** Vertices numbered `linked` and above hang below their parents in the forest; the others are roots. */
  const evaluate = (v: number, linked: number): number => {
    if (v < linked) return v;
    let at = v;
    while (ancestor[at]! >= linked) {
      path.push(at);
      at = ancestor[at]!;
    }
    // `at` is the topmost linked vertex: its own label stands. Below it, compress.
    let above = at;
    for (let below = path.pop(); below !== undefined; below = path.pop()) {
      if (semi[label[above]!]! < semi[label[below]!]!) label[below] = label[above]!;
      ancestor[below] = ancestor[at]!;
      above = below;
    }
    return label[v]!;
  };

  for (let w = count - 1; w > 0; w--) {
    let least = parent[w]!;
    for (const predecessor of predecessors[nodeAt[w]!]!) {
      const v = numberOf[predecessor]!;
      if (v < 0) continue;
      least = Math.min(least, semi[evaluate(v, w + 1)]!);
    }
    semi[w] = least;
  }
  return semi;
}
