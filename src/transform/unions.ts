/** Words of memory that hold a float at some times and something else at others (see "Unions" in ARCHITECTURE.md). */
import type { Field, MemoryLayout, MixedField } from '../analysis/types/index.ts';
import { floatKind, mixedWord, pointerKind } from '../analysis/types/kinds.ts';
import type { FloatingPointType } from '../ir/index.ts';
import { doubleType } from '../ir/index.ts';

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
