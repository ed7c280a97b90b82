import type { ScalarKind } from './kinds.ts';
import { sameKind } from './kinds.ts';

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
  readonly alternatives: readonly ScalarKind[] | undefined;
  /** With alternatives: such a scalar lies somewhere about, at an unknown offset. Direct statements overrule it. */
  readonly somewhere: boolean;
  /** See `Statement`. */
  readonly isElement: boolean;
  /** See `Statement`. */
  readonly isAnywhere: boolean;
  /** Of a character in an array: the rank of the declaration. */
  readonly declared: number | undefined;
  /** See `Statement`. */
  readonly isMember: boolean;
  /** See `Observation`. */
  readonly isTag: boolean;
  /** See `Statement`. */
  readonly kinds: readonly ScalarKind[] | undefined;
}

/** Bytes of an object of a type that is known, with the rank of what says so. */
export interface Cover {
  readonly from: number;
  readonly to: number;
  readonly rank: number;
}

/** Statements of different content about the same bytes that are told apart; there are few kinds, ranks and phases. */
const maxAlike = 32;

/** What is found about a window. Of statements of the same content the first is kept: many places say the same. */
export class Findings {
  readonly candidates: Candidate[] = [];
  /** Bytes that lie in an object of a known type: those without a scalar are padding. */
  readonly covered: Cover[] = [];
  /** Set when there was more than fits. */
  truncated = false;
  readonly #candidates = new ByRange<Candidate>(sameStatement);
  readonly #covered = new ByRange<Cover>((a, b) => a.rank === b.rank);

  add(candidate: Candidate): void {
    if (this.#candidates.add(candidate)) this.candidates.push(candidate);
  }

  cover(cover: Cover): void {
    if (this.#covered.add(cover)) this.covered.push(cover);
  }

  addAll({ candidates, covered, truncated }: Findings): void {
    for (const c of candidates) this.add(c);
    for (const c of covered) this.cover(c);
    this.truncated ||= truncated;
  }
}

interface ByteSpan {
  readonly from: number;
  readonly to: number;
}

/** Things that are said of ranges of bytes, by the range. */
class ByRange<T extends ByteSpan> {
  readonly #isSame: (a: T, b: T) => boolean;
  readonly #all = new Map<number, T[]>();

  constructor(isSame: (a: T, b: T) => boolean) {
    this.#isSame = isSame;
  }

  /** False when the same has been said before. */
  add(item: T): boolean {
    const key = item.from * 2 ** 26 + item.to;
    const alike = this.#all.get(key);
    if (!alike) this.#all.set(key, [item]);
    else if (alike.some((other) => isSameRange(other, item) && this.#isSame(other, item))) return false;
    else if (alike.length < maxAlike) alike.push(item);
    return true;
  }
}

const isSameRange = (a: ByteSpan, b: ByteSpan): boolean => a.from === b.from && a.to === b.to;

function sameStatement(a: Candidate, b: Candidate): boolean {
  return (
    a.rank === b.rank &&
    a.phase === b.phase &&
    a.somewhere === b.somewhere &&
    a.isElement === b.isElement &&
    a.isAnywhere === b.isAnywhere &&
    a.declared === b.declared &&
    a.isMember === b.isMember &&
    a.isTag === b.isTag &&
    (a.scalar && b.scalar ? sameKind(a.scalar, b.scalar) : a.scalar === b.scalar) &&
    sameKinds(a.alternatives, b.alternatives) &&
    sameKinds(a.kinds, b.kinds)
  );
}

type Kinds = readonly ScalarKind[] | undefined;

function sameKinds(a: Kinds, b: Kinds): boolean {
  if (a === b || !a || !b) return a === b;
  return a.length === b.length && a.every((kind, i) => sameKind(kind, b[i]!));
}

/** The findings but for what they say of pointers. */
export function withoutPointers(findings: Findings): Findings {
  const result = new Findings();
  result.truncated = findings.truncated;
  for (const c of findings.covered) result.cover(c);
  for (const c of findings.candidates) {
    if (c.scalar?.kind === 'pointer') continue;
    const alternatives = c.alternatives?.filter((s) => s.kind !== 'pointer');
    const isAboutPointers = alternatives?.length === 0 && c.alternatives?.length !== 0;
    if (!isAboutPointers) result.add(alternatives ? { ...c, alternatives } : c);
  }
  return result;
}
