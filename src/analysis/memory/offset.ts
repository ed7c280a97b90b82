/**
 * Byte offsets from the start of an object, as congruences: the numbers `base + k·stride` for every integer k. Stride 0
 * is the one number `base`; stride 1 is any number. A pointer that walks over an array of 24-byte structs has
 * stride 24 (Granger, "Static analysis of arithmetical congruences", 1989).
 *
 * A congruence holds at every moment of the execution, which the difference of two SSA values does not: `p` and `p + 8`
 * overlap when p is a loop's variable, since the one of this iteration is the other of the next.
 *
 * Invariant: with a stride s > 0, 0 <= base < s.
 */
export interface Offset {
  readonly base: number;
  readonly stride: number;
}

export const zeroOffset: Offset = { base: 0, stride: 0 };
export const anyOffset: Offset = { base: 0, stride: 1 };

export function constantOffset(base: number): Offset {
  return base === 0 ? zeroOffset : { base, stride: 0 };
}

export function sameOffset(a: Offset, b: Offset): boolean {
  return a.base === b.base && a.stride === b.stride;
}

/** The smallest congruence that holds both. */
export function joinOffsets(a: Offset, b: Offset): Offset {
  if (sameOffset(a, b)) return a;
  return congruence(a.base, gcd(gcd(a.stride, b.stride), Math.abs(a.base - b.base)));
}

/** The sums of a number of each. */
export function addOffsets(a: Offset, b: Offset): Offset {
  if (b.base === 0 && b.stride === 0) return a;
  return congruence(a.base + b.base, gcd(a.stride, b.stride));
}

export function congruence(base: number, stride: number): Offset {
  if (!Number.isSafeInteger(base) || !Number.isSafeInteger(stride) || stride === 1) return anyOffset;
  if (stride === 0) return constantOffset(base);
  return { base: ((base % stride) + stride) % stride, stride };
}

/**
 * Whether an access of some bytes at one offset may share a byte with one at another offset of the same object. A size
 * of undefined means: from there on.
 */
export function mayOverlap(
  a: Offset,
  sizeA: number | undefined,
  b: Offset,
  sizeB: number | undefined,
): boolean {
  if (sizeA === 0 || sizeB === 0) return false;
  const stride = gcd(a.stride, b.stride);
  if (stride === 0) {
    return (
      (sizeB === undefined || a.base < b.base + sizeB) && (sizeA === undefined || b.base < a.base + sizeA)
    );
  }
  if (sizeA === undefined || sizeB === undefined) return true;
  const distance = (((b.base - a.base) % stride) + stride) % stride;
  return distance < sizeA || distance + sizeB > stride;
}

export function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** The largest power of two that divides a positive number. */
export function powerOfTwoFactor(n: number): number {
  let factor = 1;
  while (n % 2 === 0 && n > 0) {
    n /= 2;
    factor *= 2;
  }
  return factor;
}
