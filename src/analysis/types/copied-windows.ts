import type { Place } from './region.ts';
import { advance, gcd } from './region.ts';

/** A part of a window, in the region that it is kept in or copied from or to. */
export interface PartialWindow {
  readonly at: Place;
  readonly from: number;
  readonly to: number;
}

/** Most repetitions of one copy that lie in a window. */
const maxRepeats = 512;

/** The parts of a window that a copy takes to its other side; undefined when there are too many. */
export function acrossCopy(
  window: PartialWindow,
  near: Place,
  far: Place,
  length: number,
): readonly PartialWindow[] | undefined {
  const { at } = window;
  if (at.region !== near.region) return [];
  const stride = gcd(at.stride, near.stride);
  if (stride !== 0) return acrossRepeated(window, near, far, length, stride);
  return acrossExact(window, near, far, length);
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
