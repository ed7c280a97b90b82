import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VertexCut } from '../../src/transform/min-cut.ts';

interface Graph {
  readonly capacities: readonly number[];
  /** Edges go from lower to higher numbers. */
  readonly edges: readonly (readonly [number, number])[];
  readonly sources: readonly number[];
  readonly sinks: readonly number[];
}

function solve(graph: Graph): Set<number> {
  const cut = new VertexCut();
  graph.capacities.forEach((c) => cut.addNode(c));
  for (const [from, to] of graph.edges) cut.addEdge(from, to);
  graph.sources.forEach((n) => cut.markSource(n));
  graph.sinks.forEach((n) => cut.markSink(n));
  return cut.solve();
}

/** Whether no path leads from a source to a sink but through a node of the cut. */
function separates(graph: Graph, cut: ReadonlySet<number>): boolean {
  const reached = new Set(graph.sources.filter((n) => !cut.has(n)));
  for (const at of reached) {
    for (const [from, to] of graph.edges) if (from === at && !cut.has(to)) reached.add(to);
  }
  return !graph.sinks.some((n) => reached.has(n));
}

const cost = (graph: Graph, cut: ReadonlySet<number>): number =>
  [...cut].reduce((sum, n) => sum + graph.capacities[n]!, 0);

function cheapestByTrying(graph: Graph): number {
  let best = Infinity;
  for (let bits = 0; bits < 1 << graph.capacities.length; bits++) {
    const cut = new Set(graph.capacities.flatMap((_, n) => ((bits >> n) & 1 ? [n] : [])));
    const price = cost(graph, cut);
    if (price < best && separates(graph, cut)) best = price;
  }
  return best;
}

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const node = fc.integer({ min: 0, max: size - 1 });
  return fc.record({
    capacities: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: size, maxLength: size }),
    edges: fc
      .array(fc.tuple(node, node), { maxLength: 24 })
      .map((list) =>
        list.filter(([a, b]) => a !== b).map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a])),
      ),
    sources: fc.uniqueArray(node, { minLength: 1, maxLength: 3 }),
    sinks: fc.uniqueArray(node, { minLength: 1, maxLength: 3 }),
  });
});

describe('minimum vertex cut', () => {
  test('separates, at the price that trying all cuts finds', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const cut = solve(graph);
        expect(separates(graph, cut)).toBe(true);
        expect(cost(graph, cut)).toBe(cheapestByTrying(graph));
      }),
      { numRuns: 400 },
    );
  });

  test('of equally cheap cuts it takes the one nearest to the sinks', () => {
    const chain: Graph = {
      capacities: [8, 8, 8],
      edges: [
        [0, 1],
        [1, 2],
      ],
      sources: [0],
      sinks: [2],
    };
    expect([...solve(chain)]).toEqual([2]);
  });

  test('a node that is source and sink is cut', () => {
    expect([...solve({ capacities: [3], edges: [], sources: [0], sinks: [0] })]).toEqual([0]);
  });

  test('nothing is cut where no path leads', () => {
    expect(solve({ capacities: [3, 3], edges: [], sources: [0], sinks: [1] }).size).toBe(0);
  });

  test('fractions of a byte count', () => {
    const graph: Graph = { capacities: [1 / 1024, 8], edges: [[0, 1]], sources: [0], sinks: [1] };
    expect([...solve(graph)]).toEqual([0]);
  });

  test('an uncuttable path is an error', () => {
    expect(() => solve({ capacities: [Infinity], edges: [], sources: [0], sinks: [0] })).toThrow(
      'cannot be cut',
    );
  });

  test('a chain of 100,000 nodes is solved without recursion', () => {
    const size = 100_000;
    const capacities = Array.from({ length: size }, (_, i) => (i === 5000 ? 1 : 2));
    const edges = Array.from({ length: size - 1 }, (_, i): [number, number] => [i, i + 1]);
    expect([...solve({ capacities, edges, sources: [0], sinks: [size - 1] })]).toEqual([5000]);
  });
});
