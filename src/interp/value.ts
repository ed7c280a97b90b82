import type { Dual } from './dual.ts';

/**
 * What a value of the IR is while it is interpreted:
 * - integers of up to 32 bits: numbers; wider ones: bigints. Both in signed (two's complement) form, so a true i1 is -1;
 * - pointers: addresses, as numbers;
 * - float and double: numbers, or dual numbers when the interpreter computes tangents;
 * - arrays, structs and vectors: arrays of these, never changed in place.
 */
export type RuntimeValue = number | bigint | Dual | undefined | readonly RuntimeValue[];

/** The values of a function's arguments, instructions and constants, by slot. */
export type Frame = RuntimeValue[];

/** The widest integer that is kept as a number. */
export const maxNumberBits = 32;

/** A number, cut to the width (at most 32) and read as signed. */
export function wrapNumber(bits: number, value: number): number {
  const unused = 32 - bits;
  return (value << unused) >> unused;
}

/** An integer of any width in the form in which the interpreter keeps it. */
export function wrapInteger(bits: number, value: bigint): number | bigint {
  const wrapped = BigInt.asIntN(bits, value);
  return bits <= maxNumberBits ? Number(wrapped) : wrapped;
}

/** The bits of an integer, read as an unsigned number. */
export function unsignedOf(bits: number, value: number | bigint): bigint {
  return BigInt.asUintN(bits, BigInt(value));
}
