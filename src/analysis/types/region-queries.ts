import type { FloatingPointType, Value } from '../../ir/index.ts';
import type { TypeGraph } from './graph.ts';
import type { Region } from './region.ts';
import { resolve } from './region.ts';
import { TransferIndex } from './transfers.ts';
import { alignedFloats, connectedByCopies, denseFloats, mayKeepPointers } from './uniform.ts';

/** Answers questions about all of the memory that a pointer points into, from a finished graph. */
export class RegionQueries {
  readonly #graph: TypeGraph;
  readonly #transfers: TransferIndex;
  readonly #keepPointers = new Map<Region, boolean>();

  constructor(graph: TypeGraph) {
    this.#graph = graph;
    this.#transfers = new TransferIndex(graph.transfers);
  }

  /** Whether there may be pointers anywhere in it, or in what is copied from it or to it. */
  keepsPointers(pointer: Value): boolean {
    const found = this.#graph.place(pointer);
    if (!found || this.#graph.isIncomplete) return true;
    const { region } = resolve(found);
    const known = this.#keepPointers.get(region);
    if (known !== undefined) return known;
    const regions = connectedByCopies(region, this.#transfers);
    const keeps = !regions || mayKeepPointers(regions);
    this.#keepPointers.set(region, keeps);
    return keeps;
  }

  /** The kind of all floats there, if each lies at a multiple of its size. */
  alignedFloats(pointer: Value): FloatingPointType | undefined {
    const found = this.#graph.place(pointer);
    if (!found || this.#graph.isIncomplete) return undefined;
    return alignedFloats(this.#graph.layout, resolve(found).region);
  }

  /**
   * The kind of the floats of which, as far as is known, there may be one at every multiple of its size from a pointer on, and in all that
   * is copied from there or to it, if all else there are integers.
   */
  denseFloats(pointer: Value): FloatingPointType | undefined {
    const found = this.#graph.place(pointer);
    if (!found || this.#graph.isIncomplete) return undefined;
    const { region, offset, stride } = resolve(found);
    const regions = connectedByCopies(region, this.#transfers);
    if (!regions || mayKeepPointers(regions, true)) return undefined;
    const kind = denseFloats(this.#graph.layout, regions);
    return kind && offset % (kind.bits / 8) === 0 && stride % (kind.bits / 8) === 0 ? kind : undefined;
  }

  /** Whether a pointer goes through memory of floats in steps that are no multiple of their size. */
  stepsIntoFloats(pointer: Value): boolean {
    const kind = this.alignedFloats(pointer);
    return kind !== undefined && resolve(this.#graph.place(pointer)!).stride % (kind.bits / 8) !== 0;
  }
}
