import type { DataLayout } from '../../ir/index.ts';
import type { Leaf } from './declared.ts';
import type { ScalarKind } from './kinds.ts';
import { extrapolated, judge, kindName, Rank } from './kinds.ts';
import type { Declaration, Observation, Place } from './region.ts';
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

/** Most repetitions of one statement in a window. */
const maxRepeats = 8192;

export interface Window {
  readonly at: Place;
  readonly size: number;
}

/** Bytes from one scalar of the kind to the next in an array. */
export function scalarSize(layout: DataLayout, scalar: ScalarKind): number {
  if (scalar.kind === 'float') return layout.allocSize(scalar.type);
  return scalar.kind === 'pointer' ? layout.pointerBits() / 8 : 1;
}

/** Collects what the region of a place knows of a window that begins there. The place is resolved. */
export function collect(
  layout: DataLayout,
  { at, size }: Window,
  ignore: Slot | undefined,
  findings: Findings,
): void {
  const collector = new Collector(layout, at, size, findings);
  const exact = at.stride === 0;
  const observations = exact
    ? at.region.observations(at.offset, at.offset + size)
    : at.region.allObservations();
  for (const observation of observations) collector.observation(observation, ignore);
  for (const declaration of at.region.declarations) collector.declaration(declaration);
}

class Collector {
  readonly #layout: DataLayout;
  readonly #at: Place;
  readonly #size: number;
  readonly #findings: Findings;
  constructor(layout: DataLayout, at: Place, size: number, findings: Findings) {
    this.#layout = layout;
    this.#at = at;
    this.#size = size;
    this.#findings = findings;
  }

  observation(o: Observation, ignore: Slot | undefined): void {
    const { offset, stride } = this.#at;
    const exact = stride === 0 && o.stride === 0;
    const definite = exact || stride === o.stride;
    const period = exact ? 0 : gcd(stride, o.stride);
    const statement = this.#statement(o, ignore);
    if (!statement) return;
    const rank = definite ? statement.rank : extrapolated(statement.rank);
    if (!statement.scalar && !definite) return;
    this.#repeat(o.offset - offset, o.size, period, { ...statement, rank });
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
    this.#leaves(d, base, common, stride === d.stride);
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
    if (!d.repeats || size === 0) return this.#element(d, base, true);
    const first = Math.floor(-base / size);
    const last = Math.ceil((this.#size - base) / size);
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

interface Statement {
  readonly somewhere?: boolean;
  readonly scalar: ScalarKind | undefined;
  readonly rank: number;
  readonly reason: string;
  readonly alternatives?: readonly ScalarKind[];
}
