import { extent } from './bounds.ts';
import type { PartialWindow } from './copied-windows.ts';
import { acrossCopy } from './copied-windows.ts';
import type { RegionIndex } from './region-index.ts';
import type { Place, Region } from './region.ts';
import { place, resolve } from './region.ts';
import type { Transfer, TransferIndex } from './transfers.ts';

/** Most places that a question is followed to through copies, the nearest first: what is copied in so many steps is seen on the way, too. */
const maxPlaces = 256;

/** The distance by which a copy moves bytes within its region, if it may do that again and again: to where a multiple of it leads. */
function shiftOf([to, from]: Copy['sides'], length: number): number {
  const isShift = to.region === from.region && to.stride === 0 && from.stride === 0;
  return isShift && length === Infinity ? Math.abs(to.offset - from.offset) : 0;
}

interface Copy {
  readonly sides: readonly [Place, Place];
  /** Infinity where it is not known. */
  readonly length: number;
}

/** Follows bytes to where they are copied from and to. */
export class Windows {
  readonly #transfers: TransferIndex;
  readonly #indexOf: (region: Region) => RegionIndex;
  readonly #copies = new Map<Transfer, Copy>();

  constructor(transfers: TransferIndex, indexOf: (region: Region) => RegionIndex) {
    this.#transfers = transfers;
    this.#indexOf = indexOf;
  }

  /**
   * The window itself and those that its bytes are copied from and to; undefined when one copy takes too many parts of it.
   *
   * @param exact only those at known offsets
   */
  of(start: Place, size: number, exact: boolean): readonly PartialWindow[] | undefined {
    const windows: PartialWindow[] = [{ at: start, from: 0, to: size }];
    if (this.#transfers.at(start.region).length === 0) return windows;
    const seen = new Set<string>();
    const key = (at: Place, from: number): string =>
      `${this.#indexOf(at.region).id}/${at.offset}/${at.stride}/${from}`;
    seen.add(key(start, 0));
    for (const window of windows) {
      for (const transfer of this.#transfers.at(window.at.region)) {
        const { sides, length } = this.#copyOf(transfer);
        const shift = shiftOf(sides, length);
        if (exact && (shift !== 0 || sides.some((side) => side.stride !== 0))) continue;
        for (const [near, far] of [sides, [sides[1], sides[0]]] as const) {
          const parts = acrossCopy(window, near, far, length);
          if (!parts) return undefined;
          for (const part of parts) {
            const next = shift === 0 ? part : { ...part, at: place(part.at.region, part.at.offset, shift) };
            if (windows.length >= maxPlaces) return windows;
            if (seen.has(key(next.at, next.from))) continue;
            seen.add(key(next.at, next.from));
            windows.push(next);
          }
        }
      }
    }
    return windows;
  }

  #copyOf(transfer: Transfer): Copy {
    let copy = this.#copies.get(transfer);
    if (!copy) {
      const { destination, source, size } = transfer;
      const length = size ?? Math.min(this.#restOfArray(destination), this.#restOfArray(source));
      copy = { sides: [resolve(destination), resolve(source)], length };
      this.#copies.set(transfer, copy);
    }
    return copy;
  }

  /**
   * How many bytes at most are copied to or from a place, as far as is known: to the end of the array that it is in. What begins where a struct
   * does may be the struct.
   */
  #restOfArray(side: Place): number {
    const { region, offset, stride } = resolve(side);
    const isStruct = region.declarations.some(
      ({ element, offset: first }) => element.arrays.length > 0 && (offset - first) % element.size === 0,
    );
    if (stride !== 0 || isStruct) return Infinity;
    for (const unit of [8, 4]) {
      const walk = { offset, stride: 0, inner: [{ stride: unit, count: undefined }] };
      const bounded = this.#indexOf(region).bounded(walk, unit);
      if (bounded.stride === 0 && bounded.inner.length === 1)
        return bounded.offset + extent(bounded.inner) + unit - offset;
    }
    return Infinity;
  }
}
