import type { FloatingPointType } from '../../ir/index.ts';
import type { MixedField } from './mixed.ts';

/** What the bits of a scalar stand for. */
export type ScalarKind =
  | { readonly kind: 'float'; readonly type: FloatingPointType }
  | { readonly kind: 'integer' }
  | { readonly kind: 'pointer' };

/** A word that is a double at one time and a pointer, or an integer, at another. */
export const mixedWord = { kind: 'mixed' } as const;

/**
 * A scalar in memory. Offsets and sizes in bytes. Floats and pointers have a field each; adjacent integers share one. A
 * float or pointer of which the asked range holds a part only is a field smaller than its type.
 */
export interface Field {
  readonly offset: number;
  readonly size: number;
  readonly scalar: ScalarKind | typeof mixedWord;
}

export interface ByteRange {
  readonly offset: number;
  readonly size: number;
}

/**
 * What is known about a range of memory. Bytes in neither `fields` nor `unknown` are padding, which no program may read
 * a meaning from.
 */
export interface MemoryLayout {
  /** In order of their offsets, without overlaps, within [0, size), or within [0, period) when there is a period. */
  readonly fields: readonly Field[];
  /** Bytes about which nothing is known, or of which contradicting things are. */
  readonly unknown: readonly ByteRange[];
  /** Those of the unknown bytes that hold a float at some times, and something else at others. */
  readonly mixed?: readonly MixedField[];
  /** Some of the unknown bytes hold a pointer at some times and something else at others, and pointers have less than 64 bits. */
  readonly hasNarrowUnion?: true;
  /** When set, `fields` and `unknown` repeat with this stride over the whole range (arrays, sizes known at run time). */
  readonly period?: number;
  /** For messages: `a double is loaded from it`, `TBAA: int`, `debug info: parameter 'x' is const double *`. */
  readonly reasons: readonly string[];
}

/**
 * How much a piece of evidence weighs. What the program does with the bytes weighs more than what was declared; what is
 * inferred for other elements of an array from one element weighs less than any statement about the bytes themselves.
 */
export const Rank = { proof: 5, tbaa: 4, debug: 3, llvm: 2, weak: 1 } as const;

/** The rank of a statement about an element of an array when it is applied to another element: between weak and llvm. */
export const extrapolated = (rank: number): number =>
  rank >= Rank.llvm ? 1 + Math.min(rank, 9) / 10 : rank > Rank.weak ? rank : 0.9;

/** One statement about a scalar. */
export interface Evidence {
  readonly scalar: ScalarKind;
  readonly rank: number;
  readonly reason: string;
  /** Set where a value has it from the memory that it is kept in, and not from its own uses. */
  readonly learnt?: boolean;
}

export const integerKind: ScalarKind = { kind: 'integer' };
export const pointerKind: ScalarKind = { kind: 'pointer' };

const floatKinds = new Map<FloatingPointType, ScalarKind>();

export function floatKind(type: FloatingPointType): ScalarKind {
  let kind = floatKinds.get(type);
  if (!kind) floatKinds.set(type, (kind = { kind: 'float', type }));
  return kind;
}

export function sameKind(a: ScalarKind, b: ScalarKind): boolean {
  return a.kind === 'float' ? b.kind === 'float' && a.type === b.type : a.kind === b.kind;
}

/** `double`, `an integer`, … for messages. */
export function kindName(scalar: Field['scalar']): string {
  if (scalar.kind === 'mixed') return 'double or pointer';
  return scalar.kind === 'float' ? scalar.type.name : scalar.kind;
}

/**
 * Whether two statements about the same bits cannot both stand, `top` having at least the rank of `other`. An integer
 * verdict is the one that can make a derivative silently zero, so it yields to any direct statement to the contrary;
 * a float or pointer verdict stands against weaker statements that say integer, and among declarations against equal
 * ones (a double is copied to a variable of type long and on). A pointer verdict stands against equal ones, too: where a pointer may
 * be, an integer may be instead (the `Result` of Rust's allocations), for the shadow of a pointer is moved with it, and read only for a pointer.
 */
export function contradicts(top: Evidence, other: Evidence): boolean {
  if (sameKind(top.scalar, other.scalar)) return false;
  if (other.rank <= Rank.weak) return false;
  if (top.rank >= Rank.llvm && other.rank < Rank.llvm) return false;
  if (top.scalar.kind === 'integer' || other.scalar.kind !== 'integer') return true;
  return top.scalar.kind === 'float' && top.rank === other.rank && !isDeclared(top.rank);
}

const isDeclared = (rank: number): boolean => rank >= Rank.llvm && rank < Rank.proof;

/** Whether the first statement is to be the verdict before the second: the stronger, or the one that is no integer. */
export function outweighs(a: Evidence, b: Evidence): boolean {
  if (a.rank !== b.rank) return a.rank > b.rank;
  return a.scalar.kind !== 'integer' && b.scalar.kind === 'integer';
}

/** The verdict of several statements about the same bits: the strongest, or the pair that contradicts. */
export function judge(evidence: readonly Evidence[]): {
  readonly verdict: Evidence | undefined;
  readonly conflict?: readonly [Evidence, Evidence];
} {
  let top: Evidence | undefined;
  for (const e of evidence) if (!top || outweighs(e, top)) top = e;
  if (!top) return { verdict: undefined };
  for (const e of evidence) if (contradicts(top, e)) return { verdict: undefined, conflict: [top, e] };
  return { verdict: top };
}
