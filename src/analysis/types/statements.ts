import type { DataLayout } from '../../ir/index.ts';
import type { BoundedDimension } from './bounds.ts';
import { joinRuns } from './bounds.ts';
import type { Declared, Leaf } from './declared.ts';
import type { ByteRange, ScalarKind } from './kinds.ts';
import { extrapolated, judge, kindName, Rank } from './kinds.ts';
import type { RegionIndex } from './region-index.ts';
import type { Declaration, Observation } from './region.ts';
import { gcd, reduced } from './region.ts';
import type { Slot } from './slot.ts';
import { SlotGroup } from './slot.ts';

/** What is said of some bytes. */
export interface Statement {
  readonly somewhere?: boolean;
  /** It was seen at one element of the array that is asked about, where any may be meant. */
  readonly isElement?: boolean;
  /** It is not known at which of the bytes it was seen: at any of them, it may have been. */
  readonly isAnywhere?: boolean;
  readonly scalar: ScalarKind | undefined;
  readonly rank: number;
  readonly reason: string;
  readonly alternatives?: readonly ScalarKind[];
  /** Of a character in an array: the rank of the declaration. */
  readonly declared?: number;
  /** Of characters: they are a member of a structure beside others. */
  readonly isMember?: boolean;
  /** What the bytes are, where that is known better than `alternatives` tells: the uses of a value that contradict. None: anything. */
  readonly kinds?: readonly ScalarKind[];
  /** See `Observation`. */
  readonly isTag?: boolean;
}

/**
 * A statement about `size` bytes at `start`, and at every multiple of `period` from there (0: only there), and at each
 * element of the dimensions within. Without a statement: the bytes lie in an object of a type that is known with a rank.
 */
export interface Entry {
  readonly start: number;
  readonly size: number;
  readonly period: number;
  readonly inner: readonly BoundedDimension[];
  readonly statement: Statement | undefined;
  readonly rank?: number;
}

/** Most elements of a declaration that does not go on. */
const maxElements = 8192;

/** Bytes from one scalar of the kind to the next in an array. */
export function scalarSize(layout: DataLayout, scalar: ScalarKind): number {
  if (scalar.kind === 'float') return layout.allocSize(scalar.type);
  return scalar.kind === 'pointer' ? layout.pointerBits() / 8 : 1;
}

/** What an observation tells of windows with a stride; `ignore`: without what this slot alone says. */
export function observed(
  layout: DataLayout,
  index: RegionIndex,
  o: Observation,
  stride: number,
  ignore: Slot | undefined,
): Entry | undefined {
  const statement = statementOf(layout, o, ignore);
  if (!statement) return undefined;
  const { at, size } = joinRuns(
    o.fine ? index.bounded(o.fine, o.size) : { ...o, inner: [] },
    o.size,
    unitOf(layout, statement),
  );
  const definite = stride === at.stride;
  if (!statement.scalar && !definite) return undefined;
  const period = gcd(stride, at.stride);
  const rank = definite ? statement.rank : extrapolated(statement.rank);
  const start = reduced(at.offset, period);
  const isElement = !definite && stride > 0 && at.stride % stride === 0 && statement.rank >= Rank.proof;
  return { start, size, period, inner: at.inner, statement: { ...statement, rank, isElement } };
}

type Kinds = {
  readonly scalar: ScalarKind | undefined;
  readonly alternatives?: readonly ScalarKind[] | undefined;
  readonly kinds?: readonly ScalarKind[] | undefined;
};

/** What the place of a statement is known modulo: the size of its scalar, or of the largest that it may be. */
export function unitOf(layout: DataLayout, kinds: Kinds): number {
  return Math.max(1, ...kindsOf(kinds).map((s) => scalarSize(layout, s)));
}

/** All that something is said to be; none: anything. */
const kindsOf = ({ scalar, alternatives, kinds }: Kinds): readonly ScalarKind[] =>
  scalar ? [scalar] : (kinds ?? alternatives ?? []);

/** A statement of which it is not known what bytes it is about. */
export function blurred({ rank, reason, ...what }: Statement): Statement {
  const kinds = kindsOf(what);
  const alternatives = kinds.length > 0 ? kinds : (what.alternatives ?? []);
  return { scalar: undefined, alternatives, somewhere: true, rank, reason };
}

function statementOf(layout: DataLayout, o: Observation, ignore: Slot | undefined): Statement | undefined {
  if (!(o.what instanceof SlotGroup))
    return { scalar: o.what, rank: o.rank, reason: o.reason, isTag: o.isTag ?? false };
  // A part of a scalar says nothing of its own.
  const evidence = o.what.evidence(ignore).filter((e) => scalarSize(layout, e.scalar) <= o.size);
  const { verdict, conflict } = judge(evidence);
  if (conflict) {
    const [a, b] = conflict;
    const reason = `its value is used both as ${kindName(a.scalar)} (${a.reason}) and as ${kindName(b.scalar)} (${b.reason})`;
    const kinds = evidence.map((e) => e.scalar);
    return { scalar: undefined, alternatives: [], rank: a.rank, reason, kinds };
  }
  if (!verdict) return undefined;
  return {
    scalar: verdict.scalar,
    rank: Math.min(verdict.rank, o.rank),
    reason: `its value: ${verdict.reason}`,
  };
}

/** What a declaration tells of windows with a stride, when not both of them are at a known offset. */
export function* declared(layout: DataLayout, d: Declaration, stride: number): IterableIterator<Entry> {
  const common = gcd(stride, d.stride);
  const { size } = d.element;
  if (!d.repeats || (d.alone && common % size !== 0)) {
    for (const base of elementStarts(d, common))
      yield* leafEntries(layout, d, base, common, stride === d.stride);
    return;
  }
  const period = gcd(common, size);
  // An array that is a member of a struct does not go on over its neighbours: only what was declared to be nothing
  // but such elements is known to be them all over.
  const isArray = (d.rank >= Rank.debug || d.alone) && !d.amongOthers;
  const everywhere = isArray && (d.stride === 0 || d.stride === size);
  if (period === size && everywhere) return yield* leafEntries(layout, d, d.offset, period, true);
  if (stride === d.stride) yield* leafEntries(layout, d, d.offset, common, true);
  yield* leafEntries(layout, d, d.offset, period, false);
}

/** Where the elements begin, those apart that differ modulo the period. */
function elementStarts({ offset, element, extent }: Declaration, period: number): Set<number> {
  const count = element.size === 0 ? 1 : Math.max(1, Math.floor(extent / element.size));
  const starts = new Set<number>();
  for (let i = 0; i < Math.min(count, period, maxElements); i++) {
    starts.add(reduced(offset + i * element.size, period));
  }
  return starts;
}

/** The leaves at every offset ≡ theirs modulo a period. */
function* leafEntries(
  layout: DataLayout,
  d: Declaration,
  base: number,
  period: number,
  definite: boolean,
): IterableIterator<Entry> {
  // Objects that would overlap do not show where one begins, and so not where there is padding.
  const isPlaced = d.extent <= period || (d.element.size > 0 && period % d.element.size === 0);
  if (isPlaced) {
    const whole = period === d.element.size || d.extent >= period;
    for (const { offset, size } of toldOf(d.element, whole ? period : d.extent))
      yield {
        start: reduced(base + offset, period),
        size,
        period,
        inner: [],
        statement: undefined,
        rank: definite ? d.rank : extrapolated(d.rank),
      };
  }
  // Where one cannot be told from the next, what lies beside numbers or addresses is not all that its bytes may be.
  const isBlurred = !isPlaced && d.element.leaves.some((leaf) => period % unitOf(layout, leaf) !== 0);
  for (const leaf of d.element.leaves) {
    const stated = leafStatement(d, leaf, definite);
    if (!stated) continue;
    const statement = isBlurred && stated.scalar?.kind === 'integer' ? blurred(stated) : stated;
    yield { start: reduced(base + leaf.offset, period), size: leaf.size, period, inner: [], statement };
  }
}

/** The bytes of an object in which what is no leaf is padding. */
export function* toldOf({ untold = [] }: Declared, extent: number): IterableIterator<ByteRange> {
  let at = 0;
  for (const { offset, size } of untold) {
    if (offset > at) yield { offset: at, size: offset - at };
    at = offset + size;
  }
  if (at < extent) yield { offset: at, size: extent - at };
}

/** What a leaf of a declared object is said to be; `definite`: at its own offset, not extrapolated. */
export function leafStatement(d: Declaration, leaf: Leaf, definite: boolean): Statement | undefined {
  const { alternatives } = leaf;
  if (!leaf.scalar && alternatives) {
    const names = alternatives.map(kindName).join(', ');
    const reason = `${d.reason}: a union of ${names}`;
    const kinds = leaf.incomplete ? { kinds: [] } : {};
    return definite ? { scalar: undefined, rank: d.rank, reason, alternatives, ...kinds } : undefined;
  }
  const own = leaf.weak ? Rank.weak : d.rank;
  const rank = definite ? own : extrapolated(own);
  const isMember = d.element.leaves.length > 1;
  return { scalar: leaf.scalar, rank, reason: d.reason, ...(leaf.weak && { declared: d.rank, isMember }) };
}
