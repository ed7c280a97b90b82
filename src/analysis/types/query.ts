import type {
  DataLayout,
  FloatingPointType,
  Instruction,
  LoadInst,
  StoreInst,
  Value,
} from '../../ir/index.ts';
import { extent } from './bounds.ts';
import { collectSame } from './candidates.ts';
import type { CopiedWord } from './copied-words.ts';
import type { Candidate } from './findings.ts';
import { Findings, withoutPointers } from './findings.ts';
import { fineKey } from './fine-place.ts';
import { folded } from './fold.ts';
import type { TypeGraph } from './graph.ts';
import type { ByteRange, Field, MemoryLayout, ScalarKind } from './kinds.ts';
import { floatKind, kindName, pointerKind, Rank, sameKind } from './kinds.ts';
import type { MixedField } from './mixed.ts';
import { allows, floatsOf, sameMixed, startOfWord } from './mixed.ts';
import { InstructionLayouts, withoutPadding } from './instruction-layouts.ts';
import { LookedAt } from './looked-at.ts';
import type { Question } from './question.ts';
import { versionOf } from './question.ts';
import { RegionIndex } from './region-index.ts';
import type { Place, Region } from './region.ts';
import { advance, finest, gcd, place, resolve } from './region.ts';
import type { PartialWindow } from './copied-windows.ts';
import type { Segment } from './segments.ts';
import { segmentsOf, unknownRanges } from './segments.ts';
import type { Slot } from './slot.ts';
import { SlotGroup } from './slot.ts';
import { scalarSize } from './statements.ts';
import { TransferIndex } from './transfers.ts';
import { Windows } from './windows.ts';
import { connectedByCopies, uniformScalar } from './uniform.ts';

/** Most fields of an answer. */
export const maxFields = 4096;
/** Longer runs of equal scalars are answered with a period. */
const longRun = 64;
const maxPeriod = 4096;
/** How many bytes at definite offsets are compared with the pattern of an array. */
const maxCheck = 1 << 16;

const nothing = (size: number, reason: string): MemoryLayout => ({
  fields: [],
  unknown: [{ offset: 0, size }],
  reasons: [reason],
});

/** Answers questions about memory from a finished graph. */
export class MemoryQueries {
  readonly #graph: TypeGraph;
  readonly #layout: DataLayout;
  readonly #indexes = new Map<Region, RegionIndex>();
  readonly #questions = new Map<string, Question>();
  readonly #lookedAts = new Map<string, LookedAt>();
  #followsCopies = true;
  readonly #transfers: TransferIndex;
  readonly #instructions: InstructionLayouts;
  readonly #copies: Windows;

  constructor(graph: TypeGraph) {
    this.#graph = graph;
    this.#layout = graph.layout;
    this.#transfers = new TransferIndex(graph.transfers);
    this.#copies = new Windows(this.#transfers, (region) => this.#index(region));
    this.#instructions = new InstructionLayouts(
      graph,
      (segments) => this.#fields(segments),
      (at, size) => this.#isUsedAsFloat(at, size),
    );
  }

  layoutAt(pointer: Value, size: number | undefined, at: Instruction): MemoryLayout {
    const told = this.#instructions.layout(pointer, size, at);
    if (told) return told;
    const found = this.#graph.place(pointer);
    if (!found) return nothing(size ?? 1, 'nothing is known about where the pointer points');
    if (size === 0) return { fields: [], unknown: [], reasons: [] };
    const place = resolve(found);
    const layout = size === undefined ? this.#periodic(place) : this.#sized(place, size);
    const isKnown = layout.unknown.length === 0 && (size !== undefined || layout.fields.length > 0);
    return isKnown ? layout : (this.#uniform(place, size) ?? withoutPadding(this.#layout, layout, pointer));
  }

  /** As `layoutAt`, by what is known of the memory itself: not by what is copied from it and to it. */
  ownLayoutAt(pointer: Value, size: number | undefined): MemoryLayout {
    const found = this.#graph.place(pointer);
    if (!found || size === 0) return nothing(size ?? 1, 'nothing is known about where the pointer points');
    this.#followsCopies = false;
    const layout = size === undefined ? this.#periodic(resolve(found)) : this.#sized(resolve(found), size);
    this.#followsCopies = true;
    return layout;
  }

  /** See `TypeInfo`. */
  isKnownItself(access: LoadInst | StoreInst): boolean {
    const type = access.opcode === 'load' ? access.type : access.value.type;
    return this.#instructions.layout(access.pointer, this.#layout.storeSize(type), access) !== undefined;
  }

  /**
   * What says that some of so many bytes may be those of floats where a pointer goes on in steps that are no multiple of their size, even if they
   * are accessed as something else there; undefined when nothing does.
   */
  mayTouchFloats(pointer: Value, size: number): string | undefined {
    const found = this.#graph.place(pointer);
    if (!found) return undefined;
    const at = resolve(found);
    const goesThrough = (scalar: ScalarKind | undefined): boolean =>
      scalar?.kind === 'float' && at.stride % scalarSize(this.#layout, scalar) !== 0;
    const question = this.question(at, size);
    // Where it is known which array the pointer goes over, what is taken to go on from elsewhere does not reach it.
    const isPlaced = question.windows.every(({ part }) => part.stride === 0);
    const counts = ({ rank }: Candidate): boolean => (isPlaced ? rank >= Rank.llvm : rank > Rank.weak);
    const { candidates } = this.#findings(question, undefined);
    const float = candidates.find(
      (c) => counts(c) && (goesThrough(c.scalar) || c.alternatives?.some(goesThrough)),
    );
    return float?.reason;
  }

  /** The layout of memory in which nothing but scalars of one kind has been seen. */
  #uniform(at: Place, total: number | undefined): MemoryLayout | undefined {
    const regions = connectedByCopies(at.region, this.#transfers);
    // What values tell of their memory is gathered by its index.
    for (const region of regions ?? []) this.#index(region);
    const scalar = regions && uniformScalar(this.#layout, at, regions);
    const size = scalar && scalarSize(this.#layout, scalar);
    if (!size || (total ?? 0) % size !== 0) return undefined;
    // Of so many bytes at a known offset, those of which nothing has been seen are something else.
    if (total !== undefined && at.stride % size === 0) return undefined;
    const reason = `all that is known to be there is of the kind ${kindName(scalar)}`;
    return { fields: [{ offset: 0, size, scalar }], unknown: [], period: size, reasons: [reason] };
  }

  #sized(found: Place, size: number): MemoryLayout {
    const findings = size > 1 << 24 ? undefined : this.#findingsAt(found, size);
    if (findings && !findings.truncated) {
      const segments = segmentsOf(this.#plausible(findings, size), size);
      const layout = this.#assemble(this.#unionParts(found, segments, size) ?? segments, size);
      if (layout) return layout;
    }
    const periodic = this.#periodic(found);
    return periodic.unknown.length === 0 ? periodic : nothing(size, `it has more than ${maxFields} fields`);
  }

  /**
   * What is but a part of a float may be a part of a union: the rest of the word tells. Undefined where it does not, or where there is no
   * such part.
   */
  #unionParts(found: Place, segments: readonly Segment[], size: number): Segment[] | undefined {
    const [first, last] = [segments[0], segments[segments.length - 1]];
    const before = first ? this.#cutOff(first, first.from, 0) : 0;
    const after = last ? this.#cutOff(last, last.to, size) : 0;
    if (before === 0 && after === 0) return undefined;
    const whole = before + size + after;
    const findings = this.#findingsAt(advance(found, -before, 0), whole);
    const wide = segmentsOf(findings, whole);
    if (!wide.some((s) => s.mixed)) return undefined;
    const clip = (n: number): number => Math.min(size, Math.max(0, n - before));
    return wide.flatMap(({ from, to, phase, ...rest }) => {
      const segment = { ...rest, from: clip(from), to: clip(to), phase: phase - before };
      return segment.from < segment.to ? [segment] : [];
    });
  }

  /** How many bytes of a float lie beyond a border of the window, where a segment ends there. */
  #cutOff({ scalar, phase }: Segment, end: number, border: number): number {
    if (scalar?.kind !== 'float' || end !== border) return 0;
    const one = scalarSize(this.#layout, scalar);
    const within = (((border - phase) % one) + one) % one;
    return border === 0 || within === 0 ? within : one - within;
  }

  /** Whether the program uses so many bytes as a float, but for uses by a tag: those are of other objects. */
  #isUsedAsFloat(at: Place, size: number): boolean {
    const isFloat = (s: ScalarKind | undefined): boolean =>
      s?.kind === 'float' && scalarSize(this.#layout, s) === size;
    const { candidates } = this.#findingsAt(at, size);
    return candidates.some(
      (c) => c.rank >= Rank.proof && !c.isTag && (isFloat(c.scalar) || c.alternatives?.some(isFloat)),
    );
  }

  /** Prepares the question what so many bytes at a place are. */
  question(found: Place, size: number): Question {
    const at = resolve(found);
    const index = this.#index(at.region);
    const fine = finest(at);
    const key = `${index.id}/${at.offset}/${at.stride}/${fineKey(fine)}/${size}${this.#followsCopies ? '' : '/own'}`;
    let question = this.#questions.get(key);
    if (!question) {
      const { offset, stride, inner } = index.bounded(fine, size);
      const whole = extent(inner) + size;
      const start = place(at.region, offset, stride);
      const followed = this.#windows(start, whole);
      const windows = (followed ?? [{ at: start, from: 0, to: whole }]).map((w) => this.#lookedAt(w));
      const declared = new Findings();
      declared.truncated = !followed;
      for (const window of windows) declared.addAll(window.declared(this.#layout));
      const steps = at.fine && stride > 0 ? at.fine : undefined;
      question = { index, size, inner, whole, steps, windows, declared, shared: undefined };
      this.#questions.set(key, question);
    }
    return question;
  }

  /** The verdict about so many bytes at a place without what a slot itself says; undefined unless it is one scalar. */
  scalarAt(question: Question, ignore: Slot): Segment | undefined {
    const { size } = question;
    const segments = this.#segments(question, ignore);
    const [first] = segments;
    if (!first?.scalar || segments[segments.length - 1]!.to !== size || first.from !== 0) return undefined;
    let rank = Infinity;
    for (const s of segments) {
      if (!s.scalar || !sameKind(s.scalar, first.scalar) || s.phase !== first.phase) return undefined;
      rank = Math.min(rank, s.rank);
    }
    return { ...first, to: size, rank };
  }

  /** The kind of the floats in so many bytes that hold floats of one kind, each at a multiple of its size, and integers. */
  rowOfFloats(question: Question, ignore: Slot): FloatingPointType | undefined {
    const segments = this.#segments(question, ignore);
    const { fields, broken } = this.#fields(segments);
    if (broken.length > 0 || segments.some((s) => !s.scalar && !s.mixed)) return undefined;
    let kind: FloatingPointType | undefined;
    for (const { offset, size: bytes, scalar } of [
      ...fields,
      ...floatsOf(this.#mixed(segments).mixed ?? []),
    ]) {
      if (scalar.kind === 'pointer' || scalar.kind === 'mixed') return undefined;
      if (scalar.kind === 'integer') continue;
      const { type } = scalar;
      if ((kind && kind !== type) || bytes * 8 !== type.bits || offset % bytes !== 0) return undefined;
      kind = type;
    }
    return kind;
  }

  #segments(question: Question, ignore: Slot): readonly Segment[] {
    const matters = question.windows.some((window) => window.dependsOn(ignore));
    const find = (without: Slot | undefined): Segment[] => {
      const findings = this.#findings(question, without);
      return findings.truncated ? [] : segmentsOf(this.#plausible(findings, question.size), question.size);
    };
    if (matters) return find(ignore);
    const version = versionOf(question);
    if (question.shared?.version !== version) question.shared = { version, segments: find(undefined) };
    return question.shared.segments;
  }

  /** Gives back the memory of what is quickly found again: many functions' answers are kept at once. */
  forgetQuestions(): void {
    this.#questions.clear();
    this.#lookedAts.clear();
    for (const index of this.#indexes.values()) index.forgetTables();
  }

  #lookedAt({ at, from, to }: PartialWindow): LookedAt {
    const index = this.#index(at.region);
    const key = `${index.id}/${at.offset}/${at.stride}/${from}/${to}`;
    let window = this.#lookedAts.get(key);
    if (!window) {
      const { offset, stride } = at;
      window = new LookedAt(index, { offset, stride, size: to - from, base: from });
      this.#lookedAts.set(key, window);
    }
    return window;
  }

  #index(region: Region): RegionIndex {
    let index = this.#indexes.get(region);
    if (!index) {
      index = new RegionIndex(this.#layout, region, this.#indexes.size);
      this.#indexes.set(region, index);
    }
    return index;
  }

  #findingsAt(at: Place, size: number): Findings {
    return this.#findings(this.question(at, size), undefined);
  }

  /** What the region of a place and, through copies, others know of a window. */
  #findings(question: Question, ignore: Slot | undefined): Findings {
    const { index, size, inner, whole, steps } = question;
    const findings = this.#findingsOfWindows(question, ignore);
    const result = inner.length > 0 ? folded(this.#layout, findings, inner, whole) : findings;
    if (steps) collectSame(this.#layout, index, size, index.sameObservations(steps), ignore, result);
    return result;
  }

  #findingsOfWindows({ windows, declared }: Question, ignore: Slot | undefined): Findings {
    const findings = new Findings();
    for (const window of windows) findings.addAll(window.findings(this.#layout, ignore));
    findings.addAll(declared);
    return findings;
  }

  /** No program looks at a part of a pointer: what seems to be one lies in another object of the same region. */
  #plausible(findings: Findings, size: number): Findings {
    return size < this.#layout.pointerBits() / 8 ? withoutPointers(findings) : findings;
  }

  /** See `Windows`. */
  #windows(start: Place, size: number, exact = false): readonly PartialWindow[] | undefined {
    if (exact && start.stride !== 0) return [];
    return this.#followsCopies ? this.#copies.of(start, size, exact) : [{ at: start, from: 0, to: size }];
  }

  /** Segments as fields; undefined when there are too many of them. */
  #assemble(segments: readonly Segment[], size: number): MemoryLayout | undefined {
    const reasons = [...new Set(segments.map((s) => s.reason).filter((r) => r !== undefined))];
    const run = wholeRun(segments, size);
    if (run?.scalar && run.scalar.kind !== 'integer') {
      const one = scalarSize(this.#layout, run.scalar);
      if (run.phase === 0 && size % one === 0 && size / one > longRun) {
        return { fields: [{ offset: 0, size: one, scalar: run.scalar }], unknown: [], period: one, reasons };
      }
    }
    const { fields, broken } = this.#fields(segments);
    if (fields.length > maxFields) return undefined;
    const unknown = mergeRanges([...unknownRanges(segments), ...broken]);
    return { fields, unknown, ...this.#mixed(segments), reasons };
  }

  /** Scalars one by one. A float that the end of the window cuts is a partial field; one cut by other bytes is broken. */
  #fields(segments: readonly Segment[]): { fields: Field[]; broken: ByteRange[] } {
    const fields: Field[] = [];
    const broken: ByteRange[] = [];
    const end = segments[segments.length - 1]?.to ?? 0;
    for (const run of runsOf(segments)) {
      const { from, to, scalar, phase } = run;
      if (scalar.kind === 'integer') {
        fields.push({ offset: from, size: to - from, scalar });
        continue;
      }
      const one = scalarSize(this.#layout, scalar);
      let at = from - ((((from - phase) % one) + one) % one);
      for (; at < to; at += one) {
        const [a, b] = [Math.max(at, from), Math.min(at + one, to)];
        const cut = (at < from && from !== 0) || (at + one > to && to !== end);
        if (cut) broken.push({ offset: a, size: b - a });
        else fields.push({ offset: a, size: b - a, scalar });
        if (fields.length > maxFields) return { fields, broken };
      }
    }
    return { fields, broken };
  }

  /** The layout of memory of a size that is known at run time. */
  #periodic(at: Place): MemoryLayout {
    let first = this.#elements(at);
    if (first?.unknown.length === 0) return first;
    for (const period of this.#periodsOf(at)) {
      const layout = this.#withPeriod(at, period);
      if (layout.unknown.length === 0) return layout;
      first ??= layout;
    }
    return first ?? nothing(1, 'nothing is known of the size of its elements');
  }

  /** The same where it is known which array it is in: its elements, which are all looked at. */
  #elements(at: Place): MemoryLayout | undefined {
    const { fine } = at;
    const period = fine?.inner[fine.inner.length - 1]?.stride;
    if (!fine || fine.inner.length !== 1 || period === undefined || at.stride === 0) return undefined;
    const bounded = this.#index(at.region).bounded(fine, period);
    if (bounded.stride !== 0) return undefined;
    const findings = this.#findingsAt(at, period);
    if (findings.truncated) return undefined;
    const { fields, unknown } = this.#assemble(segmentsOf(findings, period), period) ?? {
      fields: [],
      unknown: [],
    };
    const isKnown = fields.length > 0 && unknown.length === 0;
    return isKnown ? { fields, unknown, period, reasons: [] } : undefined;
  }

  #withPeriod(at: Place, period: number): MemoryLayout {
    const start = this.#startOfElement(at, period);
    const findings = this.#findingsAt(start, period);
    const segments = segmentsOf(findings, period);
    const reasons = [...new Set(segments.map((s) => s.reason).filter((r) => r !== undefined))];
    if (findings.truncated) return nothing(period, 'its elements have too many fields');
    const odd = at.stride === 0 ? this.#irregular(at, segments, period) : undefined;
    if (odd) return nothing(period, odd);
    const run = wholeRun(segments, period);
    if (run?.scalar && run.scalar.kind !== 'integer' && run.phase === 0) {
      const one = scalarSize(this.#layout, run.scalar);
      if (period % one === 0) {
        return { fields: [{ offset: 0, size: one, scalar: run.scalar }], unknown: [], period: one, reasons };
      }
    }
    const { fields, broken } = this.#fields(segments);
    const unknown = mergeRanges([...unknownRanges(segments), ...broken]);
    return { fields, unknown, ...this.#mixed(segments), period, reasons };
  }

  /** Whether so many bytes hold words that are pointers at some times, and floats at others. */
  unionAt(pointer: Value, size: number): readonly CopiedWord[] | undefined {
    const found = this.#graph.place(pointer);
    if (!found || this.#layout.pointerBits() !== 64) return undefined;
    const at = resolve(found);
    // Most memory of floats keeps no pointers.
    const windows = this.#windows(at, size) ?? [];
    if (windows.every((w) => w.at.region.cells.size === 0)) return undefined;
    const segments = segmentsOf(this.#findingsAt(at, size), size);
    const isUnion = segments.some(({ mixed }) => mixed?.type !== undefined && mixed.pointers);
    return isUnion ? segments.flatMap(wordsOf) : undefined;
  }

  /** Words that hold one of several things. Pointers and floats are told apart by their bits, of which there must be 64. */
  #mixed(segments: readonly Segment[]): Pick<MemoryLayout, 'mixed' | 'hasNarrowUnion'> {
    if (this.#graph.isIncomplete) return { mixed: [] };
    const isWide = this.#layout.pointerBits() === 64;
    const words = segments.flatMap(({ from, to, phase, mixed }): MixedField[] =>
      mixed ? [{ offset: from, size: to - from, start: startOfWord(from, phase, mixed), mixed }] : [],
    );
    if (isWide || words.every((word) => !word.mixed.pointers)) return { mixed: words };
    return { mixed: words.filter((word) => !word.mixed.pointers), hasNarrowUnion: true };
  }

  /**
   * The elements that a place of an array may be. A pointer at an unknown distance in bytes (`end - (last - first)`) into memory
   * of nothing but scalars of one size is taken to point to one of them, as those do whose distance is known.
   */
  #startOfElement(at: Place, period: number): Place {
    const stride = at.stride === 0 ? period : gcd(at.stride, period);
    const phases = new Set<number>();
    if (stride < period) {
      for (const o of at.region.allObservations()) {
        const scalar = o.what instanceof SlotGroup ? o.what.scalar : o.what;
        if (!scalar) continue;
        if (scalar.kind === 'integer' || scalarSize(this.#layout, scalar) !== period) phases.add(-1);
        else if (o.stride % period === 0) phases.add(o.offset % period);
      }
    }
    const [phase = -1] = phases;
    const isKnown = phases.size === 1 && phase >= 0 && (phase - at.offset) % stride === 0;
    return isKnown ? place(at.region, phase, period) : place(at.region, at.offset, stride);
  }

  /** Why the memory from a place on does not repeat as the segments of one period say; undefined when it does. */
  #irregular(at: Place, pattern: readonly Segment[], period: number): string | undefined {
    let end = 0;
    for (const window of this.#windows(at, maxCheck, true) ?? []) {
      end = Math.max(end, Math.min(window.to, window.from + knownEnd(window.at)));
    }
    if (end <= 0) return undefined;
    let findings = this.#findingsAt(at, end);
    for (; findings.truncated && end > period; findings = this.#findingsAt(at, end)) end = Math.ceil(end / 4);
    if (findings.truncated) return 'it is copied in too many ways';
    const exact = segmentsOf(findings, end);
    for (const segment of exact) {
      if (segment.mixed) {
        const same = pattern.find((s) => s.from <= segment.from % period && segment.from % period < s.to);
        if (!same?.mixed || !sameMixed(same.mixed, segment.mixed)) return segment.reason ?? 'a union';
        continue;
      }
      if (!segment.scalar && segment.reason !== undefined) return segment.reason;
      if (!segment.scalar || segment.rank < Rank.llvm) continue;
      for (let x = segment.from; x < segment.to;) {
        const within = x % period;
        const same = pattern.find((s) => s.from <= within && within < s.to);
        if (same?.mixed && allows(same.mixed, segment.scalar)) {
          x += Math.min(segment.to - x, same.to - within);
          continue;
        }
        // What is a gap elsewhere, as far as is known, has no derivative, as an integer has none.
        if (!same && segment.scalar.kind === 'integer') {
          x += 1;
          continue;
        }
        if (!same?.scalar || !sameKind(same.scalar, segment.scalar)) {
          return `its beginning differs from what follows: ${segment.reason ?? ''}`;
        }
        x += Math.min(segment.to - x, same.to - within);
      }
    }
    return undefined;
  }

  /** Distances at which what is known may repeat: first those at which all of it does, then what is known of the memory itself. */
  #periodsOf(at: Place): Set<number> {
    const everywhere: Sizes = { declared: new Set(), strides: new Set(), scalars: new Set() };
    const here: Sizes = { declared: new Set(), strides: new Set(), scalars: new Set() };
    if (at.stride > 1) for (const { strides } of [everywhere, here]) strides.add(at.stride);
    for (const window of this.#windows(at, 1) ?? []) {
      const { region } = this.#index(window.at.region);
      this.#addSizes(region, everywhere);
      if (region === at.region) this.#addSizes(region, here);
    }
    return new Set([...periodsOf(everywhere), ...periodsOf(here)]);
  }

  #addSizes(region: Region, { declared, strides, scalars }: Sizes): void {
    for (const d of region.declarations) {
      if (d.repeats) declared.add(d.element.size);
    }
    for (const o of region.allObservations()) {
      const scalar = o.what instanceof SlotGroup ? o.what.scalar : o.what;
      if (!scalar) continue;
      const one = scalar.kind === 'integer' ? o.size : scalarSize(this.#layout, scalar);
      scalars.add(one);
      if (o.stride > 0 && o.stride % one === 0) strides.add(o.stride);
    }
  }
}

/** Sizes of declared elements, distances of accesses, and sizes of scalars. */
interface Sizes {
  readonly declared: Set<number>;
  readonly strides: Set<number>;
  readonly scalars: Set<number>;
}

/** The distances at which something may repeat that has such sizes, the likeliest first. */
function periodsOf({ declared, strides, scalars }: Sizes): number[] {
  const all = [...declared, ...strides];
  if (all.length === 0) return scalars.size === 1 ? [...scalars] : [];
  const largest = Math.max(0, ...all.filter((p) => p <= maxPeriod));
  return [commonMultiple(all), commonMultiple([...declared]), commonMultiple([...strides]), largest].filter(
    (p) => p !== undefined && p > 0,
  ) as number[];
}

/** How far from a place on something is known of bytes at definite offsets. */
function knownEnd(at: Place): number {
  let end = 0;
  for (const o of at.region.allObservations()) {
    if (o.stride === 0) end = Math.max(end, o.offset + o.size - at.offset);
  }
  for (const d of at.region.declarations) {
    if (d.stride === 0 && Number.isFinite(d.extent)) end = Math.max(end, d.offset + d.extent - at.offset);
  }
  return end;
}

function commonMultiple(numbers: readonly number[]): number | undefined {
  let product = 1;
  for (const n of numbers) {
    product = (product / gcd(product, n)) * n;
    if (product > maxPeriod) return undefined;
  }
  return numbers.length ? product : undefined;
}

interface Run {
  from: number;
  to: number;
  scalar: ScalarKind;
  phase: number;
}

/** Neighbours of one kind and phase joined, whatever the reasons. */
function runsOf(segments: readonly Segment[]): Run[] {
  const runs: Run[] = [];
  for (const { from, to, scalar, phase } of segments) {
    if (!scalar) continue;
    const last = runs[runs.length - 1];
    if (last && last.to === from && last.phase === phase && sameKind(last.scalar, scalar)) last.to = to;
    else runs.push({ from, to, scalar, phase });
  }
  return runs;
}

function wholeRun(segments: readonly Segment[], size: number): Run | undefined {
  const runs = runsOf(segments);
  const [run] = runs;
  const whole = runs.length === 1 && run?.from === 0 && run.to === size;
  return whole && segments.every((s) => s.scalar) ? run : undefined;
}

function mergeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: { offset: number; size: number }[] = [];
  for (const r of [...ranges].sort((a, b) => a.offset - b.offset)) {
    const last = merged[merged.length - 1];
    if (last && r.offset <= last.offset + last.size) {
      last.size = Math.max(last.size, r.offset + r.size - last.offset);
    } else merged.push({ ...r });
  }
  return merged;
}

/** What a segment is known to be; of those that are cut, nothing. */
function wordsOf({ from, to, scalar, mixed }: Segment): CopiedWord[] {
  const scalars = mixed
    ? [...(mixed.pointers ? [pointerKind] : []), ...(mixed.type ? [floatKind(mixed.type)] : [])]
    : scalar
      ? [scalar]
      : [];
  return scalars.length > 0 ? [{ offset: from, size: to - from, scalars }] : [];
}
