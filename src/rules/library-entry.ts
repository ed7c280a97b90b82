import type {
  AllocationRule,
  CalleeRule,
  DeallocationArgument,
  InactiveRule,
  MemoryEffects,
  NoReturnRule,
  ReturnedPointer,
} from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';

/**
 * What is known about library functions that are not mathematics: the C library, the C++ run time, and Rust's allocator.
 * Each entry has the signatures (see `signature.ts`) that the function may have. A function that is not here has no rule,
 * and a call of it in an active computation is an error; those that call back
 * are left out on purpose.
 */
export interface LibraryEntry {
  readonly names: readonly string[] | RegExp;
  readonly signatures: readonly string[];
  readonly rule: CalleeRule;
  /** Holds of a definition too: the body is a header's, and need not be looked into. */
  readonly evenWithBody?: boolean;
}

export const argumentsRead: MemoryEffects = { reads: 'arguments', writes: [] };

export function inactive(
  reason: string,
  signatures: string,
  names: string | RegExp,
  memory: MemoryEffects = noMemory,
  returns?: ReturnedPointer,
): LibraryEntry {
  const rule: InactiveRule = { kind: 'inactive', reason, memory, returns, onlyForIntegers: false };
  return { names: namesOf(names), signatures: signatures.split(' '), rule };
}

export function allocation(
  signature: string,
  names: string,
  sizeOperands: readonly number[],
  free: string,
  more: Partial<AllocationRule> & { pass?: readonly DeallocationArgument[] } = {},
): LibraryEntry {
  const { pass, ...rest } = more;
  const rule: AllocationRule = {
    kind: 'allocation',
    sizeOperands,
    alignOperand: undefined,
    zeroed: false,
    storedThrough: undefined,
    deallocation: { name: free, args: pass ?? ['memory'] },
    ...rest,
  };
  return { names: names.split(' '), signatures: [signature], rule };
}

export function free(signatures: string, names: string): LibraryEntry {
  return { names: names.split(' '), signatures: signatures.split(' '), rule: { kind: 'free', pointer: 0 } };
}

export function noReturn(
  reason: string,
  signatures: string,
  names: string | RegExp,
  unwinds = false,
): LibraryEntry {
  const rule: NoReturnRule = { kind: 'noreturn', reason, unwinds };
  return { names: namesOf(names), signatures: signatures.split(' '), rule };
}

const namesOf = (names: string | RegExp): readonly string[] | RegExp =>
  names instanceof RegExp ? names : names.split(' ');

/** Memory of the library that holds nothing that can be differentiated. */
export const hidden: ReturnedPointer = { to: 'inactive-memory' };
