import type { Candidate, Findings } from './findings.ts';
import type { ByteRange, ScalarKind } from './kinds.ts';
import { contradicts, extrapolated, kindName, outweighs, Rank, sameKind } from './kinds.ts';
import type { MixedKind } from './mixed.ts';
import { joinMixed, mixedOf } from './mixed.ts';

/** Bytes with one verdict. */
export interface Segment {
  from: number;
  to: number;
  /** Undefined: unknown. */
  readonly scalar: ScalarKind | undefined;
  readonly phase: number;
  readonly rank: number;
  readonly reason: string | undefined;
  /** Unknown, but for what it may be: a word of a union. */
  readonly mixed?: MixedKind | undefined;
}

/** Weighs all statements about a window, byte range by byte range. Padding is in no segment. */
export function segmentsOf(findings: Findings, size: number): Segment[] {
  const { candidates, covered } = findings;
  const cuts = new Set<number>([0, size]);
  const clip = (n: number): number => Math.min(size, Math.max(0, n));
  for (const c of [...candidates, ...covered]) {
    cuts.add(clip(c.from));
    cuts.add(clip(c.to));
  }
  const borders = [...cuts].sort((a, b) => a - b);
  const byStart = [...candidates].sort((a, b) => a.from - b.from);
  const covers = [...covered].sort((a, b) => a.from - b.from);
  const segments: Segment[] = [];
  let active: Candidate[] = [];
  let next = 0;
  let nextCover = 0;
  const coveredTo = new Map<number, number>();
  for (let i = 0; i + 1 < borders.length; i++) {
    const [from, to] = [borders[i]!, borders[i + 1]!];
    active = active.filter((c) => c.to > from);
    for (; next < byStart.length && byStart[next]!.from <= from; next++) {
      if (byStart[next]!.to > from) active.push(byStart[next]!);
    }
    for (; nextCover < covers.length && covers[nextCover]!.from <= from; nextCover++) {
      const { to: end, rank } = covers[nextCover]!;
      coveredTo.set(rank, Math.max(coveredTo.get(rank) ?? -Infinity, end));
    }
    let known = 0;
    for (const [rank, end] of coveredTo) if (end > from) known = Math.max(known, rank);
    const padding = known > 0 && !active.some((c) => isStatement(c, known));
    if (!padding) append(segments, { from, to, ...verdictOf(active) });
  }
  return joinMixed(segments, size);
}

/**
 * Whether a candidate speaks of these very bytes, so that they are no padding of an object of which a rank tells. That the
 * compiler's type does not say what they are, or fills gaps with characters, is no objection to what the source's type says.
 * Where the object itself is only taken to be there, as another element of an array, anything that is said is an objection.
 */
function isStatement(c: Candidate, known: number): boolean {
  if (known < Rank.llvm) return true;
  if (!c.scalar && !c.alternatives && c.rank < known) return false;
  if (c.declared !== undefined && c.declared < known) return false;
  return !c.somewhere && (c.rank >= Rank.llvm || c.rank === Rank.weak);
}

function append(segments: Segment[], segment: Segment): void {
  const last = segments[segments.length - 1];
  const same =
    last?.to === segment.from &&
    last.phase === segment.phase &&
    last.rank === segment.rank &&
    last.reason === segment.reason &&
    last.mixed?.type === segment.mixed?.type &&
    last.mixed?.pointers === segment.mixed?.pointers &&
    (last.scalar && segment.scalar ? sameKind(last.scalar, segment.scalar) : last.scalar === segment.scalar);
  if (same && last) last.to = segment.to;
  else segments.push(segment);
}

type Verdict = Pick<Segment, 'scalar' | 'phase' | 'rank' | 'reason' | 'mixed'>;

/**
 * A member that is declared an array of characters is one, although what a pointer to its neighbour is declared to point to would be an array
 * that goes on over it.
 */
function withoutNeighbours(active: readonly Candidate[]): readonly Candidate[] {
  const isText = active.some((c) => c.isMember && (c.declared ?? 0) >= Rank.debug && c.rank >= Rank.weak);
  if (!isText) return active;
  return active.filter((c) => c.rank <= Rank.weak || c.rank > extrapolated(Rank.debug));
}

function verdictOf(all: readonly Candidate[]): Verdict {
  const active = withoutNeighbours(all);
  let top: (Candidate & { scalar: ScalarKind }) | undefined;
  for (const c of active) if (hasScalar(c) && (!top || outweighs(c, top))) top = c;
  const elsewhere = top ? seenElsewhere(top, active) : [];
  const unknown = (reason: string | undefined): Verdict => {
    const { mixed, phase } = mixedOf(active, elsewhere) ?? { mixed: undefined, phase: 0 };
    return { scalar: undefined, phase, rank: 0, reason, mixed };
  };
  for (const c of active) {
    if (hasScalar(c)) {
      if (top && clashes(top, c)) return unknown(clashText(top, c));
    } else if (c.alternatives && !settles(top, c)) return unknown(c.reason);
  }
  const [other] = elsewhere;
  if (top && other) return unknown(clashText(top, other));
  return top
    ? { scalar: top.scalar, phase: top.phase, rank: top.rank, reason: top.reason }
    : unknown(undefined);
}

/**
 * What other elements of the array were seen to be, numbers or addresses, where the source does not declare what these are: it may be
 * a union, one member of which all elements were set to at first.
 */
function seenElsewhere(
  top: Candidate & { scalar: ScalarKind },
  active: readonly Candidate[],
): (Candidate & { scalar: ScalarKind })[] {
  if (top.rank < Rank.llvm || active.some((c) => c.rank === Rank.debug && !c.somewhere)) return [];
  return active
    .filter(hasScalar)
    .filter((c) => c.isElement && c.scalar.kind !== 'integer' && !sameKind(c.scalar, top.scalar));
}

function hasScalar(c: Candidate): c is Candidate & { scalar: ScalarKind } {
  return c.scalar !== undefined;
}

function clashes(
  top: Candidate & { scalar: ScalarKind },
  other: Candidate & { scalar: ScalarKind },
): boolean {
  if (contradicts(top, other)) return true;
  // The same float at an offset that is not a multiple of its size.
  const shifted = sameKind(top.scalar, other.scalar) && top.phase !== other.phase;
  return shifted && other.rank > Rank.weak && !(top.rank >= Rank.llvm && other.rank < Rank.llvm);
}

function clashText(a: Candidate & { scalar: ScalarKind }, b: Candidate & { scalar: ScalarKind }): string {
  const [x, y] = [kindName(a.scalar), kindName(b.scalar)];
  return `used both as ${x} (${a.reason}) and as ${y}${x === y ? ' at another offset' : ''} (${b.reason})`;
}

/** Whether a verdict holds against the statement that these bytes may be one of several things. */
function settles(top: (Candidate & { scalar: ScalarKind }) | undefined, open: Candidate): boolean {
  if (open.somewhere) {
    // Of two that were seen at unknown offsets, neither says what these bytes are.
    if (top?.isAnywhere && top.scalar.kind === 'integer') return agrees(top, open);
    return top !== undefined && (top.rank >= Rank.llvm || agrees(top, open));
  }
  if (!top || top.rank < Rank.llvm || open.alternatives?.length === 0) return false;
  const others = open.alternatives?.filter((s) => !sameKind(s, top.scalar)) ?? [];
  if (top.scalar.kind === 'integer') return others.length === 0;
  return others.every((s) => s.kind === 'integer');
}

function agrees(top: Candidate & { scalar: ScalarKind }, open: Candidate): boolean {
  return open.alternatives?.every((s) => sameKind(s, top.scalar)) ?? false;
}

/** The ranges of a list of segments without a verdict, neighbours joined. */
export function unknownRanges(segments: readonly Segment[]): ByteRange[] {
  const ranges: { offset: number; size: number }[] = [];
  for (const s of segments) {
    if (s.scalar) continue;
    const last = ranges[ranges.length - 1];
    if (last && last.offset + last.size === s.from) last.size += s.to - s.from;
    else ranges.push({ offset: s.from, size: s.to - s.from });
  }
  return ranges;
}
