/**
 * Minimum vertex cut by maximum flow (Dinic's algorithm on the split graph), returning the cut that is nearest to the
 * sink. Source: E. A. Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation",
 * 1970. Every node is an in-half and an out-half joined by an edge of its capacity.
 */
export class VertexCut {
  readonly #capacities: number[] = [];
  /** Edges as parallel arrays; edge e and e ^ 1 are each other's reverse. */
  readonly #to: number[] = [];
  readonly #room: number[] = [];
  readonly #edges: number[][] = [[], []];

  static readonly #source = 0;
  static readonly #sink = 1;

  /** Adds a node and returns its number. Capacity Infinity: it cannot be cut. */
  addNode(capacity: number): number {
    const node = this.#capacities.length;
    this.#capacities.push(capacity);
    this.#edges.push([], []);
    this.#connect(inHalf(node), outHalf(node), capacity);
    return node;
  }

  /** The flow may go from one node to another. */
  addEdge(from: number, to: number): void {
    this.#connect(outHalf(from), inHalf(to), Infinity);
  }

  markSource(node: number): void {
    this.#connect(VertexCut.#source, inHalf(node), Infinity);
  }

  markSink(node: number): void {
    this.#connect(outHalf(node), VertexCut.#sink, Infinity);
  }

  #connect(from: number, to: number, capacity: number): void {
    this.#edges[from]!.push(this.#to.length);
    this.#to.push(to);
    this.#room.push(capacity);
    this.#edges[to]!.push(this.#to.length);
    this.#to.push(from);
    this.#room.push(0);
  }

  /** The nodes to cut so that no path leads from a source to a sink, at the least sum of capacities. */
  solve(): Set<number> {
    for (let levels = this.#levels(); levels; levels = this.#levels()) this.#augment(levels);
    const reaches = this.#reachingSink();
    const cut = new Set<number>();
    this.#capacities.forEach((_, node) => {
      if (!reaches[inHalf(node)] && reaches[outHalf(node)]) cut.add(node);
    });
    return cut;
  }

  /** Breadth-first distances from the source; undefined when the sink is out of reach. */
  #levels(): Int32Array | undefined {
    const level = new Int32Array(this.#edges.length).fill(-1);
    level[VertexCut.#source] = 0;
    const queue = [VertexCut.#source];
    for (let head = 0; head < queue.length; head++) {
      const at = queue[head]!;
      for (const e of this.#edges[at]!) {
        const to = this.#to[e]!;
        if (this.#room[e]! > 0 && level[to]! < 0) {
          level[to] = level[at]! + 1;
          queue.push(to);
        }
      }
    }
    return level[VertexCut.#sink]! < 0 ? undefined : level;
  }

  /** A blocking flow along shortest paths, with an explicit path instead of recursion: graphs are deep. */
  #augment(level: Int32Array): void {
    const next = new Int32Array(this.#edges.length);
    const path: number[] = [];
    let at = VertexCut.#source;
    for (;;) {
      if (at === VertexCut.#sink) {
        at = this.#push(path);
        continue;
      }
      const e = this.#edges[at]![next[at]!];
      if (e === undefined) {
        const back = path.pop();
        if (back === undefined) return;
        at = this.#to[back ^ 1]!;
        next[at]!++;
      } else if (this.#room[e]! > 0 && level[this.#to[e]!] === level[at]! + 1) {
        path.push(e);
        at = this.#to[e]!;
      } else {
        next[at]!++;
      }
    }
  }

  /** Sends flow along the path and backs up to the first edge that is full; returns its start. */
  #push(path: number[]): number {
    let amount = Infinity;
    for (const e of path) amount = Math.min(amount, this.#room[e]!);
    if (amount === Infinity) throw new Error('a path from source to sink cannot be cut');
    let full = -1;
    path.forEach((e, i) => {
      this.#room[e] = this.#room[e]! - amount;
      this.#room[e ^ 1] = this.#room[e ^ 1]! + amount;
      if (full < 0 && this.#room[e] === 0) full = i;
    });
    const start = this.#to[path[full]! ^ 1]!;
    path.length = full;
    return start;
  }

  #reachingSink(): Uint8Array {
    const reaches = new Uint8Array(this.#edges.length);
    reaches[VertexCut.#sink] = 1;
    const queue = [VertexCut.#sink];
    for (let head = 0; head < queue.length; head++) {
      for (const e of this.#edges[queue[head]!]!) {
        const from = this.#to[e]!;
        if (this.#room[e ^ 1]! > 0 && !reaches[from]) {
          reaches[from] = 1;
          queue.push(from);
        }
      }
    }
    return reaches;
  }
}

const inHalf = (node: number): number => 2 + 2 * node;
const outHalf = (node: number): number => 3 + 2 * node;
