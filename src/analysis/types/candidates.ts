import type { DataLayout } from '../../ir/index.ts';
import type { Leaf } from './declared.ts';
import type { ScalarKind } from './kinds.ts';
import { extrapolated, judge, kindName, Rank } from './kinds.ts';
import type { BoundedDimension, BoundedPlace } from './bounds.ts';
import { boundedDeclarations, boundedPlace, elementsIn, extent, joinRuns } from './bounds.ts';
import type { Declaration, Observation, Region } from './region.ts';
import { gcd, reduced } from './region.ts';
import type { Slot } from './slot.ts';
import { SlotGroup } from './slot.ts';

/** A statement about bytes of a window of memory; offsets count from the window's start and may reach out of it. */
export interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly rank: number;
  readonly reason: string;
  /** Undefined: the bytes hold something, but this source does not say what. */
  readonly scalar: ScalarKind | undefined;
  /** Where one of the scalars begins, modulo its size. */
  readonly phase: number;
  /** With scalar undefined: the statement that it may be any of these, or (when empty) that uses contradict. */
  readonly alternatives?: readonly ScalarKind[];
  /** With alternatives: such a scalar lies somewhere about, at an unknown offset. Direct statements overrule it. */
  readonly somewhere?: boolean;
}

/** What is found about a window. */
export class Findings {
  readonly candidates: Candidate[] = [];
  /** Bytes that lie in an object of a known type: those without a scalar are padding. */
  readonly covered: { from: number; to: number }[] = [];
  /** Set when there was more than fits. */
  truncated = false;
}

/** Most statements about a window. */
const maxCandidates = 1 << 18;
/** Most repetitions of one statement in a window. */
const maxRepeats = 8192;

export interface Window {
  readonly region: Region;
  readonly at: Pick<BoundedPlace, 'offset' | 'stride'>;
  readonly size: number;
}

/** Bytes from one scalar of the kind to the next in an array. */
export function scalarSize(layout: DataLayout, scalar: ScalarKind): number {
  if (scalar.kind === 'float') return layout.allocSize(scalar.type);
  return scalar.kind === 'pointer' ? layout.pointerBits() / 8 : 1;
}

/** Collects what a region knows of a window of it. */
export function collect(
  layout: DataLayout,
  { region, at, size }: Window,
  ignore: Slot | undefined,
  findings: Findings,
): void {
  const collector = new Collector(layout, at, size, findings);
  const exact = at.stride === 0;
  const observations = exact ? region.observations(at.offset, at.offset + size) : region.allObservations();
  for (const observation of observations) collector.observation(region, observation, ignore);
  for (const declaration of region.declarations) {
    for (const bounded of boundedDeclarations(region, declaration)) collector.declaration(bounded);
  }
}

/** What a region's observations show of `size` bytes at each of the elements that a window's steps lead to. */
export function collectSame(
  layout: DataLayout,
  window: Window,
  observations: readonly Observation[],
  ignore: Slot | undefined,
  findings: Findings,
): void {
  const collector = new Collector(layout, { offset: 0, stride: 0 }, window.size, findings);
  for (const observation of observations) {
    collector.observation(window.region, { ...observation, offset: 0, stride: 0, fine: undefined }, ignore);
  }
}

class Collector {
  readonly #layout: DataLayout;
  readonly #at: Window['at'];
  readonly #size: number;
  readonly #findings: Findings;
  constructor(layout: DataLayout, at: Window['at'], size: number, findings: Findings) {
    this.#layout = layout;
    this.#at = at;
    this.#size = size;
    this.#findings = findings;
  }

  observation(region: Region, o: Observation, ignore: Slot | undefined): void {
    const { offset, stride } = this.#at;
    const { at, size } = joinRuns(o.fine ? boundedPlace(region, o.fine) : { ...o, inner: [] }, o.size);
    const exact = stride === 0 && at.stride === 0;
    const definite = exact || stride === at.stride;
    const period = exact ? 0 : gcd(stride, at.stride);
    const statement = this.#statement(o, ignore);
    if (!statement) return;
    const rank = definite ? statement.rank : extrapolated(statement.rank);
    if (!statement.scalar && !definite) return;
    this.#repeatElements(at.offset - offset, size, period, at.inner, { ...statement, rank });
  }

  /** The statement at each element; where the elements do not fit into the period, at all offsets they may have. */
  #repeatElements(
    start: number,
    size: number,
    period: number,
    inner: readonly BoundedDimension[],
    statement: Statement,
  ): void {
    if (inner.length === 0) return this.#repeat(start, size, period, statement);
    const overlaps = inner[inner.length - 1]!.stride < size;
    if (overlaps || (period > 0 && extent(inner) + size > period)) {
      const common = inner.reduce((sum, d) => gcd(sum, d.stride), period);
      return this.#repeat(start, size, common, statement);
    }
    for (const at of this.#startsOf(start, period)) {
      for (const distance of elementsIn(inner, size, -at, this.#size - at)) {
        if (this.#findings.candidates.length > maxCandidates) {
          this.#findings.truncated = true;
          return;
        }
        this.#push(statement, at + distance, at + distance + size, at + distance);
      }
    }
  }

  /** The start, and all others at a distance of a period (0: none) that may reach into the window. */
  *#startsOf(start: number, period: number): IterableIterator<number> {
    if (period === 0) yield start;
    else for (let at = reduced(start, period) - period; at < this.#size; at += period) yield at;
  }

  #statement(o: Observation, ignore: Slot | undefined): Statement | undefined {
    if (!(o.what instanceof SlotGroup)) return { scalar: o.what, rank: o.rank, reason: o.reason };
    // A part of a scalar says nothing of its own.
    const evidence = o.what.evidence(ignore).filter((e) => scalarSize(this.#layout, e.scalar) <= o.size);
    const { verdict, conflict } = judge(evidence);
    if (conflict) {
      const [a, b] = conflict;
      const reason = `its value is used both as ${kindName(a.scalar)} (${a.reason}) and as ${kindName(b.scalar)} (${b.reason})`;
      return { scalar: undefined, alternatives: [], rank: a.rank, reason };
    }
    if (!verdict) return undefined;
    return {
      scalar: verdict.scalar,
      rank: Math.min(verdict.rank, o.rank),
      reason: `its value: ${verdict.reason}`,
    };
  }

  declaration(d: Declaration): void {
    const { offset, stride } = this.#at;
    const base = d.offset - offset;
    if (stride === 0 && d.stride === 0) return this.#exactDeclaration(d, base);
    const common = gcd(stride, d.stride);
    const { size } = d.element;
    if (d.repeats) {
      const period = gcd(common, size);
      // An array that is a member of a struct does not go on over its neighbours: only what was declared to be nothing
      // but such elements is known to be them all over.
      const everywhere = d.rank >= Rank.debug && (d.stride === 0 || d.stride === size);
      if (period === size && everywhere) this.#leaves(d, base, period, true);
      else {
        if (stride === d.stride) this.#leaves(d, base, common, true);
        this.#leaves(d, base, period, false);
      }
      return;
    }
    for (let i = 0; i < countOf(d); i++) this.#leaves(d, base + i * size, common, stride === d.stride);
  }

  /** Both at known offsets: the elements within the extent for sure, those around it by extrapolation. */
  #exactDeclaration(d: Declaration, base: number): void {
    const { size, leaves } = d.element;
    const end = base + d.extent;
    this.#cover(base, end);
    const dense = size > 0 && leaves.length === 1 && leaves[0]!.size === size;
    if (dense) {
      this.#leaf(d, leaves[0]!, base, end, true, base);
      if (!d.repeats) return;
      this.#leaf(d, leaves[0]!, -size, base, false, base);
      this.#leaf(d, leaves[0]!, end, this.#size + size, false, base);
      return;
    }
    if (size === 0) return this.#element(d, base, true);
    const inWindow = [Math.floor(-base / size), Math.ceil((this.#size - base) / size)] as const;
    const first = d.repeats ? inWindow[0] : Math.max(0, inWindow[0]);
    const last = d.repeats ? inWindow[1] : Math.min(countOf(d), inWindow[1]);
    for (let i = first; i < last; i++) {
      if ((i - first) * leaves.length > maxRepeats) {
        this.#findings.truncated = true;
        return;
      }
      this.#element(d, base + i * size, i >= 0 && i * size < d.extent);
    }
  }

  #element(d: Declaration, base: number, definite: boolean): void {
    for (const leaf of d.element.leaves) {
      this.#leaf(d, leaf, base + leaf.offset, base + leaf.offset + leaf.size, definite, base + leaf.offset);
    }
  }

  #leaf(d: Declaration, leaf: Leaf, from: number, to: number, definite: boolean, phase: number): void {
    if (from >= to || to <= 0 || from >= this.#size) return;
    const statement = this.#leafStatement(d, leaf, definite);
    if (statement) this.#push(statement, from, Math.min(to, this.#size), phase);
  }

  #leafStatement(d: Declaration, leaf: Leaf, definite: boolean): Statement | undefined {
    const { alternatives } = leaf;
    if (!leaf.scalar && alternatives) {
      const names = alternatives.map(kindName).join(', ');
      const reason = `${d.reason}: a union of ${names}`;
      return definite ? { scalar: undefined, rank: d.rank, reason, alternatives } : undefined;
    }
    const own = leaf.weak ? Rank.weak : d.rank;
    return { scalar: leaf.scalar, rank: definite ? own : extrapolated(own), reason: d.reason };
  }

  /** The leaves at every offset ≡ theirs modulo a period. */
  #leaves(d: Declaration, base: number, period: number, definite: boolean): void {
    if (definite) {
      const { size } = d.element;
      if (period === size || d.extent >= period) this.#cover(0, this.#size);
      else this.#repeatCover(base, d.extent, period);
    }
    for (const leaf of d.element.leaves) {
      const statement = this.#leafStatement(d, leaf, definite);
      if (statement) this.#repeat(base + leaf.offset, leaf.size, period, statement);
    }
  }

  #repeatCover(base: number, extent: number, period: number): void {
    const first = reduced(base, period) - period;
    for (let at = first, i = 0; at < this.#size && i < maxRepeats; at += period, i++)
      this.#cover(at, at + extent);
  }

  #cover(from: number, to: number): void {
    if (to > 0 && from < this.#size) this.#findings.covered.push({ from, to });
  }

  /** A statement about `size` bytes at `start`, and at every distance of `period` from there (0: only there). */
  #repeat(start: number, size: number, period: number, statement: Statement): void {
    const end = this.#size;
    if (period === 0) {
      if (start < end && start + size > 0) this.#push(statement, start, start + size, start);
      return;
    }
    const one = statement.scalar ? scalarSize(this.#layout, statement.scalar) : 1;
    if (period % one !== 0) {
      // At offsets closer than the scalar is large, it cannot be said where one begins.
      const { scalar, rank, reason } = statement;
      if (scalar && rank > Rank.weak) {
        this.#push({ scalar: undefined, alternatives: [scalar], somewhere: true, rank, reason }, 0, end, 0);
      }
      return;
    }
    const phase = reduced(start, one);
    if (size >= period) return this.#push(statement, 0, end, phase);
    const first = reduced(start, period) - period;
    for (let at = first, i = 0; at < end; at += period, i++) {
      if (i > maxRepeats) {
        this.#findings.truncated = true;
        return;
      }
      if (at + size > 0) this.#push(statement, at, at + size, phase);
    }
  }

  #push(statement: Statement, from: number, to: number, start: number): void {
    const one =
      statement.scalar?.kind === 'integer'
        ? 1
        : statement.scalar
          ? scalarSize(this.#layout, statement.scalar)
          : 1;
    this.#findings.candidates.push({ ...statement, from, to, phase: reduced(start, one) });
  }
}

/** How many elements a declaration speaks of that does not go on. */
function countOf({ element, extent, repeats }: Declaration): number {
  return repeats || element.size === 0
    ? 1
    : Math.min(maxRepeats, Math.max(1, Math.floor(extent / element.size)));
}

interface Statement {
  readonly somewhere?: boolean;
  readonly scalar: ScalarKind | undefined;
  readonly rank: number;
  readonly reason: string;
  readonly alternatives?: readonly ScalarKind[];
}
