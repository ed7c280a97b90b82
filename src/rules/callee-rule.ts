import type { Type } from '../ir/index.ts';
import type { Expr } from './expr.ts';

/**
 * What is known about a function without a body: its derivative, or that it has none, or what it does to memory. Rules are
 * plain data; the transform gives them their meaning.
 */
export type CalleeRule =
  | MathRule
  | InactiveRule
  | IdentityRule
  | SumRule
  | AllocationRule
  | ReallocationRule
  | FreeRule
  | CopyRule
  | FillRule
  | NoReturnRule;

/** One partial derivative for each operand; undefined for an operand without one: an integer, a pointer. */
export type Partials = readonly (Expr | undefined)[];

/**
 * A mathematical function: it reads its operands, and memory at most through `outputs`. It may set errno and
 * floating-point exception flags, which the derivative ignores.
 */
export interface MathRule {
  readonly kind: 'math';
  /** The function's name for double (`sin`), or the intrinsic's without its types. */
  readonly name: string;
  /** The type of the floating-point operands: double, float, …, or a vector. */
  readonly type: Type;
  /** Of the result by each operand. All undefined when the result is void or a struct. */
  readonly partials: Partials;
  /** For a struct result: the partials of each member; undefined for an integer member. */
  readonly members: readonly (Partials | undefined)[] | undefined;
  /** What is written through pointer operands. */
  readonly outputs: readonly MathOutput[];
  readonly memory: MemoryEffects & { readonly writes: readonly number[] };
}

export interface MathOutput {
  /** The index of the pointer operand. */
  readonly pointer: number;
  /**
   * Of the value written, by each operand; undefined when an integer is written. The value written has the type of the
   * floating-point operands. Where all partials are 0, the memory is overwritten with a value without derivative.
   */
  readonly partials: Partials | undefined;
}

/** Which operands memory is read and written through. Hidden state (errno, streams, locale) is not counted. */
export interface MemoryEffects {
  /** Indices of pointer operands; `'arguments'`: any pointer operand, variadic ones too. */
  readonly reads: readonly number[] | 'arguments';
  /** `'anything'`: what the operands lead to, by way of pointers in memory too. */
  readonly writes: readonly number[] | 'anything';
  /** Pointer operands from this index on are written through, too. */
  readonly writesFrom?: number;
}

/** What a returned pointer points to. */
export type ReturnedPointer =
  | { readonly to: 'fresh-memory' }
  /** The operand itself. */
  | { readonly to: 'operand'; readonly index: number }
  /** The object that the operand points to, at any place in it. */
  | { readonly to: 'object'; readonly index: number }
  /** Memory of the library that holds nothing that can be differentiated: `errno`. */
  | { readonly to: 'inactive-memory' };

/** No derivative flows through the call: it is executed in the primal, and has no reverse. */
export interface InactiveRule {
  readonly kind: 'inactive';
  readonly reason: string;
  readonly memory: MemoryEffects;
  readonly returns: ReturnedPointer | undefined;
  /** The reason holds only if the operands are integers, and not the bits of floating-point values. */
  readonly onlyForIntegers: boolean;
  /** Bytes behind its operands come out again elsewhere: they must not be those of active floats. */
  readonly takesText?: boolean;
  /** What it writes is the state of an object of the library, of which no derivative is a part. */
  readonly ownState?: boolean;
}

/** The result is the operand: value, adjoint and shadow pass through. */
export interface IdentityRule {
  readonly kind: 'identity';
  readonly operand: number;
}

/** The sum of the elements of a vector operand and of a start value. */
export interface SumRule {
  readonly kind: 'sum';
  readonly start: number;
  readonly vector: number;
}

export interface AllocationRule {
  readonly kind: 'allocation';
  /** The size in bytes is the product of these operands; empty when it is not known from them. */
  readonly sizeOperands: readonly number[];
  readonly alignOperand: number | undefined;
  /** Whether the memory is all zero bits. */
  readonly zeroed: boolean;
  /** The pointer operand through which the address is stored (posix_memalign); undefined when it is returned. */
  readonly storedThrough: number | undefined;
  /** The function that releases the memory, and what it is passed. */
  readonly deallocation: { readonly name: string; readonly args: readonly DeallocationArgument[] };
}

/** The memory itself, or an operand of the allocation by its index. */
export type DeallocationArgument = 'memory' | number;

export interface ReallocationRule {
  readonly kind: 'reallocation';
  readonly pointer: number;
  /** The new size in bytes is the product of these operands. */
  readonly sizeOperands: readonly number[];
  /** The operand with the size that the memory has had; undefined when the allocator must be asked for it. */
  readonly oldSize: number | undefined;
  /** The function that allocates anew, and the operands that it is passed. */
  readonly allocation: { readonly name: string; readonly args: readonly number[] };
  /** The function that releases the old memory, and what of the operands it is passed besides. */
  readonly deallocation: { readonly name: string; readonly args: readonly DeallocationArgument[] };
  /** Whether a size of zero frees the memory and gives null. */
  readonly zeroFrees: boolean;
}

export interface FreeRule {
  readonly kind: 'free';
  readonly pointer: number;
}

/** `size` bytes from `source` to `destination`. */
export interface CopyRule {
  readonly kind: 'copy';
  readonly destination: number;
  readonly source: number;
  readonly size: number;
  /** Whether the two may overlap (memmove). */
  readonly mayOverlap: boolean;
  /** The operand that says whether the access is volatile; undefined for the C functions. */
  readonly volatile: number | undefined;
  readonly returns: ReturnedPointer | undefined;
}

/** `size` bytes at `destination` set to the low byte of `value`. */
export interface FillRule {
  readonly kind: 'fill';
  readonly destination: number;
  /** The operand; undefined for zero (bzero). */
  readonly value: number | undefined;
  readonly size: number;
  readonly volatile: number | undefined;
  readonly returns: ReturnedPointer | undefined;
}

/** Control does not come back, so no derivative does. */
export interface NoReturnRule {
  readonly kind: 'noreturn';
  readonly reason: string;
  /** Whether it may leave by an exception. */
  readonly unwinds: boolean;
}

export const noMemory: MathRule['memory'] = { reads: [], writes: [] };
