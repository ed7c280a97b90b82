/** Words of memory that hold a float at some times and something else at others (see "Unions" in ARCHITECTURE.md). */
import type { Field, MemoryLayout, MixedField, TypeInfo } from './types/index.ts';
import { floatKind, mixedWord, pointerKind } from './types/kinds.ts';
import type { FloatingPointType, Instruction, LoadInst, Value } from '../ir/index.ts';
import {
  doubleType,
  floatType,
  i32,
  isFloatingPoint,
  isInstruction,
  isInteger,
  scalarOf,
} from '../ir/index.ts';

type ByteRange = MemoryLayout['unknown'][number];

/** The layout with words that hold one kind of float or integers counted as that float. What else is unknown stays so. */
export function withUnions(layout: MemoryLayout): MemoryLayout {
  const words = (layout.mixed ?? []).filter(({ mixed }) => mixed.type && !mixed.pointers);
  if (words.length === 0) return layout;
  const floats = words.map(({ offset, size, mixed }): Field => ({
    offset,
    size,
    scalar: floatKind(mixed.type!),
  }));
  const fields = [...layout.fields, ...floats].sort((a, b) => a.offset - b.offset);
  return { ...layout, fields, unknown: subtract(layout.unknown, words) };
}

/**
 * What is moved: also words that hold a double at some times and a pointer at others, each whole, since the shadow tells which it
 * is. Where there are but pointers and integers, they move as pointers.
 */
export function withMovableWords(given: MemoryLayout): MemoryLayout {
  const layout = withUnions(given);
  const words = (layout.mixed ?? []).filter(
    ({ size, mixed }) => mixed.pointers && size === 8 && (!mixed.type || mixed.type === doubleType),
  );
  if (words.length === 0) return layout;
  const moved = words.map(({ offset, size, mixed }): Field => ({ offset, size, scalar: mixed.type ? mixedWord : pointerKind })); // prettier-ignore
  const fields = [...layout.fields, ...moved].sort((a, b) => a.offset - b.offset);
  return { ...layout, fields, unknown: subtract(layout.unknown, words) };
}

/** The words that may hold floats, if the range holds nothing else but (parts of) them. */
export function onlyUnions(layout: MemoryLayout): readonly FloatWord[] {
  const { unknown, fields } = withUnions(layout);
  const words = (layout.mixed ?? []).filter((w): w is FloatWord => w.mixed.type !== undefined);
  const covers = (f: Field): boolean =>
    words.some((w) => w.offset <= f.offset && f.offset + f.size <= w.offset + w.size);
  return subtract(unknown, words).length === 0 && fields.every(covers) ? words : [];
}

/** What an integer that is read from memory has of the fraction of a float that may be there. */
export interface FractionRead {
  /** The bits that a number follows. Those below, by themselves, jump a million times before a number has doubled: noise. */
  readonly leading: bigint;
  /** So many digits an integer may have that is certainly no (part of a) float, but zero and the tiniest. */
  readonly digits: number;
  /** There may be something else than a float. */
  readonly isUnion: boolean;
}

const leadingCount = 20n;

/** The leading bits of the fraction of a float. */
export const leadingBits = ({ fractionMask }: FloatingPointType): bigint =>
  fractionMask & ~(fractionMask >> leadingCount);

/** How many digits an integer with as many bits as a float may have that is certainly no float. */
export const digitsOf = (bits: number): number => (bits === 64 ? 52 : 23);

/** Whether a load reads the fraction of a float, or the upper half of a `double`. */
export function fractionRead(types: TypeInfo, load: LoadInst): FractionRead | undefined {
  const scalar = scalarOf(load.type);
  if (!isInteger(scalar) && !isFloatingPoint(scalar)) return undefined;
  const { dataLayout } = types.fn.parent!;
  const layout = types.memoryAt(load.pointer, dataLayout.storeSize(load.type), load);
  const words = onlyUnions(layout);
  const [word] = words;
  if (word) {
    if (words.every(({ mixed }) => mixed.type.bits === scalar.bits))
      return wholeFraction(word.mixed.type, true);
    const isUpper = words.length === 1 && word.offset - word.start === 4;
    return isUpper && load.type === i32 && word.mixed.type === doubleType ? upperHalf(true) : undefined;
  }
  const [field] = layout.fields;
  if (layout.fields.length !== 1 || field!.scalar.kind !== 'float') {
    const type = [floatType, doubleType].find((t) => t.bits === scalar.bits);
    return layout.fields.length === 0 && layout.unknown.length > 0 && type
      ? wholeFraction(type, false)
      : undefined;
  }
  const { type } = field!.scalar;
  if (type.bits === scalar.bits) return wholeFraction(type, false);
  if (type !== doubleType || load.type !== i32) return undefined;
  // The lower half has a whole double behind it, the upper one but the rest of it.
  const [whole] = types.memoryAt(load.pointer, 8, load).fields;
  return whole?.size === 8 ? undefined : upperHalf(false);
}

const wholeFraction = (type: FloatingPointType, isUnion: boolean): FractionRead => ({
  leading: leadingBits(type),
  digits: digitsOf(type.bits),
  isUnion,
});

const upperHalf = (isUnion: boolean): FractionRead => ({
  leading: leadingBits(doubleType) >> 32n,
  digits: 20,
  isUnion,
});

/** Values that are followed back from one integer. */
const maxValues = 64;

/** The loads of words of unions that an integer is made of, as it becomes a float. */
export function unionReads(conversion: Instruction, types: TypeInfo): LoadInst[] {
  const seen = new Set<Value>([conversion.operand(0)]);
  const reads: LoadInst[] = [];
  for (const value of seen) {
    const scalar = scalarOf(value.type);
    if (!isInstruction(value) || seen.size > maxValues || !isInteger(scalar) || scalar.bits === 1) continue;
    if (value.opcode === 'load') {
      if (fractionRead(types, value)?.isUnion) reads.push(value);
    } else if (value.opcode !== 'call') for (const operand of value.operands) seen.add(operand);
  }
  return reads;
}

export type FloatWord = MixedField & { readonly mixed: { readonly type: FloatingPointType } };

function subtract(ranges: readonly ByteRange[], words: readonly ByteRange[]): ByteRange[] {
  const sorted = [...words].sort((a, b) => a.offset - b.offset);
  return ranges.flatMap((range) => {
    const rest: ByteRange[] = [];
    const end = range.offset + range.size;
    let at = range.offset;
    for (const word of sorted) {
      if (word.offset + word.size <= at || word.offset >= end) continue;
      if (word.offset > at) rest.push({ offset: at, size: word.offset - at });
      at = word.offset + word.size;
    }
    if (at < end) rest.push({ offset: at, size: end - at });
    return rest;
  });
}
