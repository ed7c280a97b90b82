import type { FloatingPointType } from '../ir/index.ts';

/** Bits of precision of the kinds that a double holds exactly. */
const precision: Partial<
  Record<string, { readonly bits: number; readonly smallest: number; readonly largest: number }>
> = {
  half: { bits: 11, smallest: 2 ** -24, largest: 65504 },
  bfloat: { bits: 8, smallest: 2 ** -133, largest: (2 - 2 ** -7) * 2 ** 127 },
};

/** Whether a decimal number is exactly a value of the type, as LLVM demands. A double takes the nearest one. */
export function checkDecimal(text: string, type: FloatingPointType): boolean {
  const value = Number(text);
  // Larger than every double: LLVM rounds it to infinity for double, and calls it inexact for others.
  if (type.name === 'double') return true;
  if (type.name === 'float') return Math.fround(value) === value;
  const kind = precision[type.name];
  if (!kind) return false;
  if (value === 0) return true;
  const magnitude = Math.abs(value);
  if (!(magnitude <= kind.largest)) return false;
  const exponent = Math.max(Math.floor(Math.log2(magnitude)) - kind.bits + 1, Math.log2(kind.smallest));
  const steps = magnitude / 2 ** exponent;
  return Number.isInteger(steps);
}
