import type { DataLayout } from '../../ir/index.ts';
import type { BoundedDimension, BoundedPlace } from './bounds.ts';
import { elementsIn, extent } from './bounds.ts';
import type { Leaf } from './declared.ts';
import type { Findings } from './findings.ts';
import { extrapolated, Rank } from './kinds.ts';
import type { RegionIndex } from './region-index.ts';
import type { Declaration, Observation } from './region.ts';
import { gcd, reduced } from './region.ts';
import type { Slot } from './slot.ts';
import type { Entry, Statement } from './statements.ts';
import { blurred, leafStatement, observed, unitOf, toldOf } from './statements.ts';

/** Most statements about a window. */
const maxCandidates = 1 << 18;
/** Most repetitions of one statement in a window. */
const maxRepeats = 8192;

/** A part of a window: `size` bytes at an offset, which are what the window has `base` bytes from its start. */
export interface Part extends Pick<BoundedPlace, 'offset' | 'stride'> {
  readonly size: number;
  readonly base: number;
}

/** Collects what a region's observations, and strided declarations, tell of a window; `ignore`: without what this slot says. */
export function collect(
  layout: DataLayout,
  index: RegionIndex,
  part: Part,
  ignore: Slot | undefined,
  findings: Findings,
): void {
  const collector = new Collector(layout, part, findings);
  for (const entry of index.table(part.stride).entries(ignore)) collector.entry(entry);
  if (part.stride !== 0) return;
  for (const observation of index.region.nearObservations(part.offset, part.offset + part.size)) {
    const entry = observed(layout, index, observation, 0, ignore);
    if (entry) collector.entry(entry);
  }
}

/** What declarations at known offsets tell of a window at a known offset, each statement once. */
export function collectDeclared(
  layout: DataLayout,
  index: RegionIndex,
  part: Part,
  findings: Findings,
): void {
  if (part.stride !== 0) return;
  const collector = new Collector(layout, part, findings);
  for (const declaration of index.exactDeclarations) collector.exactDeclaration(declaration);
}

/** What a region's observations show of `size` bytes at each of the elements that a window's steps lead to. */
export function collectSame(
  layout: DataLayout,
  index: RegionIndex,
  size: number,
  observations: readonly Observation[],
  ignore: Slot | undefined,
  findings: Findings,
): void {
  const collector = new Collector(layout, { offset: 0, stride: 0, size, base: 0 }, findings);
  for (const observation of observations) {
    const here = { ...observation, offset: 0, stride: 0, fine: undefined };
    const entry = observed(layout, index, here, 0, ignore);
    if (entry) collector.entry(entry);
  }
}

class Collector {
  readonly #layout: DataLayout;
  readonly #offset: number;
  readonly #size: number;
  readonly #base: number;
  readonly #findings: Findings;
  constructor(layout: DataLayout, { offset, size, base }: Part, findings: Findings) {
    this.#layout = layout;
    this.#offset = offset;
    this.#size = size;
    this.#base = base;
    this.#findings = findings;
  }

  entry({ start, size, period, inner, statement, rank = 0 }: Entry): void {
    const at = start - this.#offset;
    if (statement) this.#repeatElements(at, size, period, inner, statement);
    else if (size >= period) this.#cover(0, this.#size, rank);
    else this.#repeatCover(at, size, period, rank);
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

  /** Both at known offsets: the elements within the extent for sure, those around it by extrapolation. */
  exactDeclaration(d: Declaration): void {
    const base = d.offset - this.#offset;
    const { size, leaves } = d.element;
    const end = base + d.extent;
    this.#told(d, base, d.extent, d.rank);
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
    const last = d.repeats ? inWindow[1] : Math.min(elementCount(d), inWindow[1]);
    for (let i = first; i < last; i++) {
      if ((i - first) * leaves.length > maxRepeats) {
        this.#findings.truncated = true;
        return;
      }
      const definite = i >= 0 && i * size < d.extent;
      if (!definite) this.#told(d, base + i * size, size, extrapolated(d.rank));
      this.#element(d, base + i * size, definite);
    }
  }

  #told({ element }: Declaration, base: number, length: number, rank: number): void {
    for (const { offset, size } of toldOf(element, length))
      this.#cover(base + offset, base + offset + size, rank);
  }

  #element(d: Declaration, base: number, definite: boolean): void {
    for (const leaf of d.element.leaves) {
      const from = base + leaf.offset;
      if (from >= this.#size) continue;
      this.#leaf(d, leaf, from, from + leaf.size, definite, from);
    }
  }

  #leaf(d: Declaration, leaf: Leaf, from: number, to: number, definite: boolean, phase: number): void {
    if (from >= to || to <= 0 || from >= this.#size) return;
    const statement = leafStatement(d, leaf, definite);
    if (statement) this.#push(statement, from, Math.min(to, this.#size), phase);
  }

  #repeatCover(base: number, extent: number, period: number, rank: number): void {
    const first = reduced(base, period) - period;
    for (let at = first, i = 0; at < this.#size && i < maxRepeats; at += period, i++)
      this.#cover(at, at + extent, rank);
  }

  #cover(from: number, to: number, rank: number): void {
    const [first, end] = [Math.max(0, from), Math.min(this.#size, to)];
    if (first < end) this.#findings.cover({ from: first + this.#base, to: end + this.#base, rank });
  }

  /** A statement about `size` bytes at `start`, and at every distance of `period` from there (0: only there). */
  #repeat(start: number, size: number, period: number, statement: Statement): void {
    const end = this.#size;
    if (period === 0) {
      if (start < end && start + size > 0) this.#push(statement, start, start + size, start);
      return;
    }
    const one = unitOf(this.#layout, statement);
    const isAnywhere = period === 1 && size > 1;
    if ((period % one !== 0 && size >= period) || isAnywhere) {
      // Where one overlaps the next, it cannot be said where one begins.
      if (statement.rank > Rank.weak) this.#push(blurred(statement), 0, end, 0);
      return;
    }
    const phase = reduced(start, one);
    if (size >= period) return this.#push({ ...statement, isAnywhere: true }, 0, end, phase);
    const first = reduced(start, period) - period;
    for (let at = first, i = 0; at < end; at += period, i++) {
      if (i > maxRepeats) {
        this.#findings.truncated = true;
        return;
      }
      // Elements of packed structs need not begin at multiples of their scalars' sizes.
      if (at + size > 0) this.#push(statement, at, at + size, period % one === 0 ? phase : at);
    }
  }

  #push(statement: Statement, from: number, to: number, start: number): void {
    const [first, end] = [Math.max(0, from), Math.min(this.#size, to)];
    if (first >= end) return;
    const {
      scalar,
      rank,
      reason,
      alternatives,
      somewhere,
      isElement,
      isAnywhere,
      declared: declaredRank,
      isMember,
      kinds,
      isTag,
    } = statement;
    const one = unitOf(this.#layout, statement);
    const base = this.#base;
    this.#findings.add({
      from: first + base,
      to: end + base,
      phase: reduced(start + base, one),
      rank,
      reason,
      scalar,
      alternatives,
      somewhere: somewhere ?? false,
      isElement: isElement ?? false,
      isAnywhere: isAnywhere ?? false,
      declared: declaredRank,
      isMember: isMember ?? false,
      isTag: isTag ?? false,
      kinds,
    });
  }
}

/** How many elements a declaration speaks of that does not go on. */
function elementCount({ element, extent: bytes }: Declaration): number {
  return Math.min(maxRepeats, Math.max(1, Math.floor(bytes / element.size)));
}
