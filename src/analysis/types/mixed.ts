/**
 * Bytes that hold a float at some times and something else at others, as the members of a union do. What they hold at a
 * moment is not known while compiling, but all that it can be is: that suffices to move its adjoint (see "Unions" in
 * ARCHITECTURE.md).
 */
import type { FloatingPointType } from '../../ir/index.ts';
import type { Candidate } from './findings.ts';
import type { ByteRange, Field, ScalarKind } from './kinds.ts';
import { floatKind, pointerKind, Rank } from './kinds.ts';
import type { Segment } from './segments.ts';

export interface MixedKind {
  /** The only kind of float that is ever there; undefined for none: integers and pointers. */
  readonly type: FloatingPointType | undefined;
  /** Whether pointers are there at times. */
  readonly pointers: boolean;
}

/** A word of such bytes, or as much of it as the range holds that was asked for. */
export interface MixedField extends ByteRange {
  /** Where the whole word begins, from the start of the range. */
  readonly start: number;
  readonly mixed: MixedKind;
}

const wordOf = ({ type }: MixedKind): number => (type ? type.bits / 8 : 8);

const isSimple = (type: FloatingPointType): boolean => type.name === 'double' || type.name === 'float';

/**
 * What statements that contradict leave open: one kind of float, at one place in each word, beside integers and pointers. `elsewhere`:
 * those about other elements that count.
 */
export function mixedOf(
  active: readonly Candidate[],
  elsewhere: readonly Candidate[],
): { mixed: MixedKind; phase: number } | undefined {
  let type: FloatingPointType | undefined;
  let pointers = false;
  const starts: { size: number; phase: number }[] = [];
  // As for a verdict, what is inferred from other elements does not count against what is said of these bytes.
  const isStated = active.some((c) => c.rank >= Rank.llvm && !c.somewhere);
  for (const c of active) {
    if (isStated && c.rank < Rank.llvm && !elsewhere.includes(c)) continue;
    const kinds = c.scalar ? [c.scalar] : (c.kinds ?? c.alternatives ?? []);
    if (c.somewhere || (c.alternatives && kinds.length === 0)) return undefined;
    for (const kind of kinds) {
      if (kind.kind === 'integer') continue;
      if (kind.kind === 'float') {
        if ((type && kind.type !== type) || !isSimple(kind.type)) return undefined;
        type = kind.type;
        starts.push({ size: kind.type.bits / 8, phase: c.phase });
      } else {
        pointers = true;
        starts.push({ size: 8, phase: c.phase });
      }
    }
  }
  const [first] = starts;
  if (!first || (pointers && type && type.bits !== 64)) return undefined;
  const phase = first.phase % first.size;
  return starts.every((s) => s.phase % first.size === phase)
    ? { mixed: { type, pointers }, phase }
    : undefined;
}

/** Joins the segments of each word that is mixed somewhere. What is no whole such word is not mixed. */
export function joinMixed(segments: readonly Segment[], size: number): Segment[] {
  const words = segments.some((s) => s.mixed) ? [...wordsOf(segments)] : [];
  const result: Segment[] = [];
  let next = 0;
  for (const { mixed: _, ...segment } of segments) {
    let { from } = segment;
    while (next > 0 && words[next - 1]!.to > from) next--;
    for (; next < words.length && words[next]!.from < segment.to; next++) {
      const word = words[next]!;
      if (word.from > from) result.push({ ...segment, from, to: word.from });
      if (word.from >= segment.from || result.at(-1) !== word) result.push(word);
      from = Math.max(from, word.to);
    }
    if (from < segment.to) result.push({ ...segment, from });
  }
  return [...new Set(result)].map((s) => (s.to > size ? { ...s, to: size } : s));
}

/** The words, in order and without overlaps, that the mixed segments lie in. */
function* wordsOf(segments: readonly Segment[]): IterableIterator<Segment> {
  let end = -Infinity;
  let first = 0;
  for (const segment of segments) {
    const { mixed, phase } = segment;
    if (!mixed) continue;
    const unit = wordOf(mixed);
    for (let start = startOfWord(segment.from, phase, mixed); start < segment.to; start += unit) {
      if (start + unit <= end) continue;
      while (segments[first]!.to <= start) first++;
      const word = start >= end ? joinWord(segments, first, start, segment) : undefined;
      if (word) yield word;
      end = start + unit;
    }
  }
}

/** The word, if nothing in it is unknown but for what is mixed in the same way. */
function joinWord(
  segments: readonly Segment[],
  first: number,
  start: number,
  { mixed, phase, reason }: Segment,
): Segment | undefined {
  const unit = wordOf(mixed!);
  let { type, pointers } = mixed!;
  let at = start;
  for (let i = first; i < segments.length && segments[i]!.from < start + unit; i++) {
    const s = segments[i]!;
    const other = s.mixed ?? mixedOfScalar(s.scalar);
    if (!other || (type && other.type && other.type !== type)) return undefined;
    const isPlaced = s.scalar?.kind === 'integer' || s.phase % unit === phase % unit;
    if (!isPlaced) return undefined;
    type ??= other.type;
    pointers ||= other.pointers;
    at = s.to;
  }
  if (wordOf({ type, pointers }) !== unit || at < start) return undefined;
  return { from: Math.max(0, start), to: start + unit, scalar: undefined, phase: phase % unit, rank: 0, reason, mixed: { type, pointers } };
} // prettier-ignore

function mixedOfScalar(scalar: ScalarKind | undefined): MixedKind | undefined {
  if (!scalar) return undefined;
  return { type: scalar.kind === 'float' ? scalar.type : undefined, pointers: scalar.kind === 'pointer' };
}

export const sameMixed = (a: MixedKind, b: MixedKind): boolean =>
  a.type === b.type && a.pointers === b.pointers;

/** Whether the bytes may be that. */
export function allows({ type, pointers }: MixedKind, scalar: ScalarKind): boolean {
  if (scalar.kind === 'float') return scalar.type === type;
  return scalar.kind === 'integer' || pointers;
}

/** Where the word begins that has a byte at an offset. */
export function startOfWord(offset: number, phase: number, mixed: MixedKind): number {
  const unit = wordOf(mixed);
  return offset - ((((offset - phase) % unit) + unit) % unit);
}

/** The words as what a reverse sweep moves: floats, or as pointers those that are pointers at times. */
export function floatsOf(words: readonly MixedField[]): Field[] {
  return words.map(({ offset, size, mixed: { type, pointers } }) => {
    const scalar = type && !pointers ? floatKind(type) : pointerKind;
    return { offset, size, scalar };
  });
}
