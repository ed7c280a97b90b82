import { PlaceNames } from './place-names.ts';
import type { Place, Region } from './region.ts';
import { resolve } from './region.ts';

/** Bytes copied from one place to another: what is known of either side holds for both. */
export interface Transfer {
  readonly destination: Place;
  readonly source: Place;
  /** Undefined when known at run time. */
  readonly size: number | undefined;
}

/** The copies in a function, each once, by the regions that they touch. Of use as long as no regions are unified. */
export class TransferIndex {
  readonly #transfers: readonly Transfer[];
  readonly #byRegion = new Map<Region, number[]>();

  constructor(transfers: readonly Transfer[]) {
    this.#transfers = distinctTransfers(transfers);
    for (const [i, { destination, source }] of this.#transfers.entries()) {
      for (const region of new Set([destination.region, source.region])) {
        const list = this.#byRegion.get(region);
        if (list) list.push(i);
        else this.#byRegion.set(region, [i]);
      }
    }
  }

  /** The copies from or to a region. */
  at(root: Region): readonly Transfer[] {
    return (this.#byRegion.get(root) ?? []).map((i) => this.#transfers[i]!);
  }

  /** The copies among some regions. */
  among(roots: ReadonlySet<Region>): Transfer[] {
    const indices = new Set([...roots].flatMap((root) => this.#byRegion.get(root) ?? []));
    const transfers = [...indices].sort((a, b) => a - b).map((i) => this.#transfers[i]!);
    return transfers.filter((t) => roots.has(t.destination.region) && roots.has(t.source.region));
  }
}

/** Those that say something, each once, whichever way it copies. */
export function distinctTransfers(transfers: readonly Transfer[]): Transfer[] {
  const names = new PlaceNames();
  const distinct = new Map<string, Transfer>();
  for (const { destination, source, size } of transfers) {
    const sides = [names.of(destination), names.of(source)].sort();
    const key = `${sides.join(':')}:${size ?? ''}`;
    if (distinct.has(key) || sides[0] === sides[1]) continue;
    distinct.set(key, { destination: resolve(destination), source: resolve(source), size });
  }
  return [...distinct.values()];
}
