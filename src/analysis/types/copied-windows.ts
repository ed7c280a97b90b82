import type { Place } from './region.ts';
import { advance, gcd, place } from './region.ts';

/** A part of a window, in the region that it is kept in or copied from or to. */
export interface PartialWindow {
  readonly at: Place;
  readonly from: number;
  readonly to: number;
}

/** Most repetitions of one copy that lie in a window. */
const maxRepeats = 512;

/** The elements that a place may be, all of one array. */
export interface ArrayPlace {
  readonly offset: number;
  readonly stride: number;
  readonly count: number;
}

/** One side of a copy; `array` where it is known which array its place is in. */
export interface CopySide {
  readonly place: Place;
  readonly array: ArrayPlace | undefined;
}

/** The parts of a window that a copy takes to its other side; undefined when there are too many. */
export function acrossCopy(
  window: PartialWindow,
  near: CopySide,
  far: CopySide,
  length: number,
): readonly PartialWindow[] | undefined {
  const { at } = window;
  if (at.region !== near.place.region) return [];
  if (at.stride === 0) {
    const parts = betweenArrays(window, near, far, length);
    if (parts) return parts;
  }
  const stride = gcd(at.stride, near.place.stride);
  if (stride !== 0) return acrossRepeated(window, near.place, far.place, length, stride);
  return acrossExact(window, near.place, far.place, length);
}

/** [at, at + size) against [near, near + length), both in bytes of one region. */
function acrossExact(
  window: PartialWindow,
  near: Place,
  far: Place,
  length: number,
): readonly PartialWindow[] {
  const distance = window.at.offset - near.offset;
  const first = Math.max(0, -distance);
  const last = Math.min(window.to - window.from, length - distance);
  if (first >= last) return [];
  return [{ at: advance(far, distance + first, 0), from: window.from + first, to: window.from + last }];
}

/**
 * The same where a side is an element of an array, it is not known which: what is copied stays in that array, since C lets an index not leave
 * it. From any element of the one array it may go to any of the other. Undefined where the arrays are not known, or have too many elements.
 */
function betweenArrays(
  { at, from, to }: PartialWindow,
  near: CopySide,
  far: CopySide,
  length: number,
): readonly PartialWindow[] | undefined {
  const array = near.array ?? far.array;
  if (!array || (near.array && far.array && near.array.stride !== far.array.stride)) return undefined;
  const [here, there] = [near, far].map((side) => elementsOf(side, array, length)) as [
    ArrayPlace | undefined,
    ArrayPlace | undefined,
  ];
  if (!here || !there || there.count > maxRepeats) return undefined;
  const begin = Math.max(at.offset, here.offset);
  const end = Math.min(at.offset + to - from, here.offset + bytesOf(here));
  if (begin >= end) return [];
  const parts: PartialWindow[] = [];
  const first = from + begin - at.offset;
  const limit = there.offset + bytesOf(there);
  for (
    let start = there.offset + ((begin - here.offset) % array.stride);
    start < limit;
    start += array.stride
  ) {
    const size = Math.min(end - begin, limit - start);
    parts.push({ at: place(far.place.region, start, 0), from: first, to: first + size });
  }
  return parts;
}

/** Where a copy between arrays may read or write on one side: the array, or from a known place on as much as is copied. */
function elementsOf(
  { place: { offset, stride }, array }: CopySide,
  other: ArrayPlace,
  length: number,
): ArrayPlace | undefined {
  if (array) return length === Infinity || length <= bytesOf(array) ? array : undefined;
  if (stride !== 0) return undefined;
  const count = length === Infinity ? other.count : Math.ceil(length / other.stride);
  return { offset, stride: other.stride, count };
}

const bytesOf = ({ stride, count }: ArrayPlace): number => stride * count;

/** The same where the window, or what is copied, begins at any multiple of a stride. */
function acrossRepeated(
  { at, from, to }: PartialWindow,
  near: Place,
  far: Place,
  length: number,
  stride: number,
): readonly PartialWindow[] | undefined {
  const size = to - from;
  // How many bytes of what is copied lie before the window.
  const before = (((at.offset - near.offset) % stride) + stride) % stride;
  // Each byte is copied, and what those have in common that are a stride apart is asked anyway.
  if (length >= stride) return [{ at: advance(far, before, stride), from, to }];
  const parts: PartialWindow[] = [];
  if (size / stride > maxRepeats) return undefined;
  for (let start = -before; start < size; start += stride) {
    const [first, end] = [Math.max(0, start), Math.min(size, start + length)];
    if (first < end)
      parts.push({ at: advance(far, first - start, stride), from: from + first, to: from + end });
  }
  return parts;
}
