import type { DeclaredMember } from './declared.ts';
import type { Dimension, FinePlace } from './fine-place.ts';
import { Rank } from './kinds.ts';
import type { Declaration, Region } from './region.ts';
import { gcd, reduced } from './region.ts';

/** A place all of whose dimensions have a number of elements. */
export interface BoundedPlace {
  readonly offset: number;
  readonly stride: number;
  readonly inner: readonly BoundedDimension[];
}

export interface BoundedDimension {
  readonly stride: number;
  readonly count: number;
}

/** Most objects whose arrays are told apart. */
const maxObjects = 64;
/** A walk may begin this many elements before its array: `a[i - 1]`. */
const maxBefore = 2;

/**
 * Bounds the steps of a place by the arrays that the region's objects are declared to have: an index does not leave the
 * array that it begins in, nor does what is accessed there. Steps without a bound are a congruence.
 * @param size bytes that are accessed at each step
 */
export function boundedPlace(region: Region, fine: FinePlace, size: number): BoundedPlace {
  let { offset, stride } = fine;
  const inner: BoundedDimension[] = [];
  for (const dimension of fine.inner) {
    const bound = boundOf(region, offset, stride, dimension, size);
    // Rows, and the elements in a row, of one array: the elements reach everywhere in it.
    const outer = inner.filter((d) => d.stride >= (bound?.bytes ?? 0));
    if (bound && (stride === 0 || extent(outer) + bound.count * dimension.stride <= stride)) {
      inner.splice(0, inner.length, ...outer, { stride: dimension.stride, count: bound.count });
      offset = bound.first;
      continue;
    }
    stride = gcd(stride, dimension.stride);
    for (const d of inner.splice(0)) stride = gcd(stride, d.stride);
  }
  return { offset: reduced(offset, stride), stride, inner };
}

/** Bytes from the first byte of the first element to the first of the last. */
export function extent(inner: readonly BoundedDimension[]): number {
  return inner.reduce((sum, d) => sum + (d.count - 1) * d.stride, 0);
}

/** What a declaration speaks of, where an index walks over an array: the array, in each object that it is a member of. */
export function boundedDeclarations(region: Region, d: Declaration): readonly Declaration[] {
  if (!d.walk) return [d];
  // How large a struct is that a tag tells of, is not known: as large as its members, at least.
  const place = boundedPlace(region, d.walk, d.element.size || d.extent);
  const { at, size } = joinRuns(place, d.element.size, d.element.size);
  if (at.inner.length === 0 && size === d.element.size) return [d];
  const found: Declaration[] = [];
  for (const distance of elementsIn(at.inner, 1, 0, Infinity)) {
    if (found.length >= maxObjects) break;
    const offset = reduced(at.offset + distance, at.stride);
    const reach = size === d.element.size ? d.extent : size;
    found.push({ ...d, offset, stride: at.stride, extent: reach, repeats: false, walk: undefined });
  }
  return found;
}

/**
 * A run of scalars of so many bytes at each element, with elements that touch each other joined, and those that overlap by whole
 * scalars (of `unit` bytes): vectors that a loop loads at every element.
 */
export function joinRuns(
  { offset, stride, inner }: BoundedPlace,
  size: number,
  unit: number,
): { at: BoundedPlace; size: number } {
  const rest = [...inner];
  let run = size;
  const joins = (d: BoundedDimension): boolean =>
    d.stride === run || (d.stride < run && d.stride % unit === 0 && run % unit === 0);
  for (let last = rest[rest.length - 1]; last && joins(last); last = rest[rest.length - 1]) {
    run += (last.count - 1) * last.stride;
    rest.pop();
  }
  return { at: { offset, stride, inner: rest }, size: run };
}

/** The distances of the elements from the first at which `size` bytes touch the window [from, to). */
export function* elementsIn(
  inner: readonly BoundedDimension[],
  size: number,
  from: number,
  to: number,
): IterableIterator<number> {
  const [outer, ...rest] = inner;
  if (!outer) {
    if (0 < to && size > from) yield 0;
    return;
  }
  const reach = extent(rest) + size;
  const first = Math.max(0, Math.ceil((from - reach + 1) / outer.stride));
  const last = Math.min(outer.count - 1, Math.ceil(to / outer.stride) - 1);
  for (let i = first; i <= last; i++) {
    const at = i * outer.stride;
    for (const distance of elementsIn(rest, size, from - at, to - at)) yield at + distance;
  }
}

function boundOf(
  region: Region,
  offset: number,
  stride: number,
  dimension: Dimension,
  size: number,
): { first: number; count: number; bytes: number } | undefined {
  if (dimension.count !== undefined) return { first: offset, count: dimension.count, bytes: 0 };
  const best = arrayOf(region, offset, stride, dimension) ?? leftArray(region, offset, stride, dimension);
  if (!best) return undefined;
  const { member, within, before } = best;
  const from = within - member.offset;
  const skipped = Math.floor(from / dimension.stride);
  const first = from - skipped * dimension.stride;
  return {
    first: offset + before * dimension.stride - skipped * dimension.stride,
    count: Math.max(1, Math.floor((bytesOf(member) - first - size) / dimension.stride) + 1),
    bytes: bytesOf(member),
  };
}

interface WalkedArray {
  readonly member: DeclaredMember;
  /** Where in the declared object the walk begins: so many steps from where it is said to. */
  readonly within: number;
  readonly before: number;
}

/** The array that a walk goes over. */
function arrayOf(
  region: Region,
  offset: number,
  stride: number,
  dimension: Dimension,
): WalkedArray | undefined {
  let best: WalkedArray | undefined;
  for (const declaration of region.declarations) {
    if (declaration.rank < Rank.llvm) continue;
    for (let before = 0; before <= (best?.before ?? maxBefore); before++) {
      const within = offsetWithin(declaration, offset + before * dimension.stride, stride);
      if (within === undefined) continue;
      for (const member of declaration.element.arrays) {
        if (!fits(member, within, dimension.stride, before)) continue;
        const better = !best || before < best.before || bytesOf(member) < bytesOf(best.member);
        if (better) best = { member, within, before };
      }
    }
  }
  return best;
}

/** The array that one step of a walk would leave, for another member of the same object: there is no second step. */
function leftArray(
  region: Region,
  offset: number,
  stride: number,
  dimension: Dimension,
): WalkedArray | undefined {
  let best: WalkedArray | undefined;
  for (const declaration of region.declarations) {
    if (declaration.rank < Rank.llvm) continue;
    const within = offsetWithin(declaration, offset, stride);
    if (within === undefined || within + dimension.stride >= declaration.element.size) continue;
    for (const member of declaration.element.arrays) {
      const from = within - member.offset;
      const leaves = from >= 0 && from < bytesOf(member) && from + dimension.stride >= bytesOf(member);
      if (!leaves || dimension.stride % member.size !== 0) continue;
      if (!best || bytesOf(member) < bytesOf(best.member)) best = { member, within, before: 0 };
    }
  }
  return best;
}

const bytesOf = (member: DeclaredMember): number => member.size * member.count;

/** Whether a walk in steps of `stride` bytes may be one over this array. */
function fits(member: DeclaredMember, within: number, stride: number, before: number): boolean {
  if (within < member.offset || within >= member.offset + bytesOf(member)) return false;
  // Bytes are storage for anything: only what begins in them is kept in them.
  if (before > 0 && member.size === 1 && stride > 1) return false;
  return stride % member.size === 0 && stride < bytesOf(member);
}

/** The offset in an element of a declared object; undefined when it is not known to be in one. */
function offsetWithin(d: Declaration, offset: number, stride: number): number | undefined {
  const { size } = d.element;
  const distance = offset - d.offset;
  if (size <= 0 || d.element.arrays.length === 0) return undefined;
  const common = gcd(stride, d.stride);
  if (common === 0) return d.repeats ? reduced(distance, size) : distance < d.extent ? distance : undefined;
  return common % size === 0 ? reduced(distance, size) : undefined;
}
