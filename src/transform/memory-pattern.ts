/** What lies in a range of memory that is moved or written, as the reverse sweep takes it. */
import type { Field, MemoryLayout } from '../analysis/types/index.ts';
import type { Fn, Value } from '../ir/index.ts';
import { ConstantInt } from '../ir/index.ts';
import type { MemoryPattern } from './action.ts';

/** A number of bytes as a value. */
export function sizeConstant(fn: Fn, size: number): Value {
  return new ConstantInt(fn.parent!.dataLayout.indexType(), BigInt(size));
}

/** The number of bytes when it is known while compiling. */
export function constantSize(size: Value): number | undefined {
  return size instanceof ConstantInt ? Number(size.unsigned) : undefined;
}

export function onlyIntegers(layout: MemoryLayout): boolean {
  return layout.unknown.length === 0 && layout.fields.every((f) => f.scalar.kind === 'integer');
}

export const nothing: MemoryPattern = { floats: [], pointers: [], period: undefined };

/** Whether the field is but a part of a float, cut off at the end of the range. */
export function isPart(field: Field): boolean {
  return field.scalar.kind === 'float' && field.size * 8 < field.scalar.type.bits;
}

/** Fields of one float kind without gaps become an array of it. */
export function patternOf(layout: MemoryLayout): MemoryPattern {
  const isA = (field: Field, kind: string): boolean =>
    field.scalar.kind === kind || field.scalar.kind === 'mixed';
  const floats = layout.fields.filter((f) => isA(f, 'float'));
  const pointers = layout.fields.filter((f) => isA(f, 'pointer'));
  const first = floats[0];
  const dense =
    first &&
    floats.length === layout.fields.length &&
    pointers.length === 0 &&
    floats.every((f, i) => sameScalar(f, first) && f.offset === i * first.size) &&
    (layout.period === undefined || layout.period === floats.length * first.size);
  if (dense) return { floats: [first], pointers, period: first.size };
  return { floats, pointers, period: layout.period };
}

function sameScalar(a: Field, b: Field): boolean {
  return a.scalar.kind === 'float' && b.scalar.kind === 'float' && a.scalar.type === b.scalar.type;
}

/** Nothing but an array of one float kind. */
export function isDense(pattern: MemoryPattern): boolean {
  const [first] = pattern.floats;
  return pattern.floats.length === 1 && pattern.pointers.length === 0 && pattern.period === first!.size;
}
