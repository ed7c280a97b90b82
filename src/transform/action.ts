/**
 * What the reverse sweep does for each instruction: decided here as plain data, from activity, types and the rules.
 * What cannot be differentiated is reported here, all of it, before anything is emitted.
 */
import type { Field } from '../analysis/types/index.ts';
import type { CallBase, FloatingPointType, Fn, Instruction, Type, Value } from '../ir/index.ts';
import type { BitShare } from './bits.ts';
import type { Expr } from '../rules/expr.ts';
import type { DeallocationArgument } from '../rules/index.ts';
import type { ArgumentActivity } from './spec.ts';

/** One operand of an operation and the partial derivative of the result with respect to it. */
export interface PartialTerm {
  readonly operand: Value;
  readonly partial: Expr;
  /** The partial derivative may be infinite or NaN where the result is not used. */
  readonly singular: boolean;
}

/** Where floats and pointers lie in a range of memory; `period` when the pattern repeats. */
export interface MemoryPattern {
  readonly floats: readonly Field[];
  readonly pointers: readonly Field[];
  readonly period: number | undefined;
}

/** A word of a union, at a distance from a pointer. */
export interface UnionWord {
  readonly offset: number;
  readonly type: FloatingPointType;
  /** It may hold the shadow of a pointer, which is to go. */
  readonly pointers: boolean;
}

/** An integer that may be the bits of a float. One of no more binary digits is none. */
export interface BitSource {
  readonly value: Value;
  readonly digits: number;
}

export interface UpdateAction {
  readonly kind: 'update';
  readonly pointer: Value;
  readonly type: Type;
  /** What memory holds afterwards: old + value, old - value, value, or the larger or the smaller of the two. */
  readonly operation: 'fadd' | 'fsub' | 'xchg' | 'fmax' | 'fmin';
  readonly value: Value;
  /** Whether the value takes an adjoint. */
  readonly active: boolean;
  /** What memory held, if that is active. */
  readonly old: Instruction | undefined;
  /** Whether memory was written at all; undefined for always. */
  readonly success: Value | undefined;
}

/** How the memory of an allocation is freed: the function, and what it is passed. */
export interface Release {
  readonly free: Fn;
  readonly args: readonly DeallocationArgument[];
}

export type Action =
  /** adjoint(operand) += adjoint(output) · partial, for each term of each output */
  | {
      readonly kind: 'partials';
      readonly operands: readonly Value[];
      /** The result, or the members of a struct result. */
      readonly results: readonly {
        readonly member: number | undefined;
        readonly terms: readonly PartialTerm[];
      }[];
      /** What is written through active pointers; without terms the memory is overwritten by something inactive. */
      readonly outputs: readonly {
        readonly pointer: Value;
        readonly type: Type;
        readonly terms: readonly PartialTerm[];
      }[];
    }
  /** Conversion between float kinds: the adjoint is converted back. */
  | { readonly kind: 'convert'; readonly operand: Value }
  /** The bits pass unchanged (freeze, bitcast between a float and an integer of its size). */
  | { readonly kind: 'move'; readonly operand: Value }
  | { readonly kind: 'select' }
  | { readonly kind: 'phi' }
  /** `aligned`: the type is that of a byte, and all floats in the memory are of this kind, each at a multiple of its size. */
  | { readonly kind: 'load'; readonly type: Type; readonly aligned?: FloatingPointType }
  /**
   * `active` tells whether the stored value takes the adjoint; the shadow is zeroed in any case, but for a sum that is accumulated
   * there (accumulations.ts).
   */
  | {
      readonly kind: 'store';
      readonly type: Type;
      readonly active: boolean;
      readonly accumulates?: true;
      readonly union?: true;
      readonly fromUnion?: true;
    }
  /** Memory is read and written at once, by an atomic update or a compare-and-exchange. */
  | UpdateAction
  /**
   * A pointer is stored in active memory: the forward sweep stores its shadow. With `union`, here and above: memory that holds
   * a float at some times, and a pointer at others. With `fromUnion`, the float comes from such memory itself: the forward sweep stops the
   * program if it is an address.
   */
  | { readonly kind: 'store-pointer'; readonly union?: true }
  | {
      readonly kind: 'copy';
      readonly dest: Value;
      readonly source: Value;
      readonly size: Value;
      readonly overlap: boolean;
      readonly pattern: MemoryPattern;
      readonly sourceActive: boolean;
      /** The range may reach beyond the memory of the source's shadow: zero adjoints are not added to it. */
      readonly generous: boolean;
    }
  | {
      readonly kind: 'fill';
      readonly dest: Value;
      readonly size: Value;
      readonly pattern: MemoryPattern;
      /**
       * Of some bytes it is not known what they are: the shadow of all of them becomes zero. That is right for floats, means
       * nothing for integers, and a pointer that was overwritten has no shadow any more.
       */
      readonly all: boolean;
      /** The integer that is stored: the forward sweep stops the program if it is an address. */
      readonly noAddress?: Value;
    }
  /**
   * An integer is written to a union that holds floats at other times. What is read there until the next float is written
   * is no float, so the words have no adjoint by then; a program for which that is not so is stopped.
   */
  | { readonly kind: 'no-adjoint'; readonly pointer: Value; readonly words: readonly UnionWord[] }
  /**
   * Text, or an integer, is written where, as far as is known, there may be floats, and with `pointers` addresses: a program that reads floats from it is stopped.
   * With `source`, it may be the bytes of floats itself, whose adjoints go back there byte by byte.
   */
  | {
      readonly kind: 'text';
      readonly dest: Value;
      readonly size: Value;
      readonly pointers: boolean;
      readonly source?: Value;
      /** All floats at the source are of this kind, each at a multiple of its size. */
      readonly aligned?: FloatingPointType | undefined;
    }
  /**
   * An integer is stored where there are pointers at other times, or chosen in place of one: it has no shadow, and the forward
   * sweep stops the program if it is an address.
   */
  | { readonly kind: 'no-address'; readonly value: Value }
  /**
   * Memory with a shadow: an alloca, or a call to an allocation function. With `release` the reverse sweep frees both; else
   * the shadow is released with the memory, or not at all.
   */
  | { readonly kind: 'allocation'; readonly release: Release | undefined }
  /** Frees memory that has a shadow: put off until the gradient is complete. `pointer`: the operand with the memory. */
  | { readonly kind: 'release'; readonly pointer: number }
  | {
      readonly kind: 'call';
      readonly call: CallBase;
      readonly callee: Fn;
      /** How each argument is differentiated. */
      readonly parameters: readonly ArgumentActivity[];
    }
  | { readonly kind: 'extract-value' | 'insert-value' | 'extract-element' | 'insert-element' }
  /** The bits of floats are moved, or their signs changed, by integer operations. */
  | { readonly kind: 'bits'; readonly shares: readonly BitShare[]; readonly amount: Value | undefined }
  /**
   * An integer that may be the bits of a float, read from a union, becomes a number, or another integer. Neither has a derivative, so the
   * program is stopped if it has an adjoint while one of the values is the bits of a float: any, where `sources` is undefined.
   */
  | { readonly kind: 'number'; readonly sources: readonly BitSource[] | undefined }
  /** `shufflevector`: for each lane of the result the lane of the operands, in turn, that it comes from. */
  | { readonly kind: 'shuffle'; readonly mask: readonly (number | undefined)[] }
  /** The sum of the elements of a vector and of a start value. */
  | { readonly kind: 'sum'; readonly start: Value; readonly vector: Value };

/** All terms of an operation, whatever they flow from. */
export function termsOf(action: Action & { kind: 'partials' }): PartialTerm[] {
  return [...action.results, ...action.outputs].flatMap((part) => part.terms);
}
