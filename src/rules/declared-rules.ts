/**
 * What a program declares about its own functions: that one has no derivative, has that of another, allocates or frees memory. It
 * takes the place of what is known of the function's name, and of its body.
 */
import type { Fn } from '../ir/index.ts';
import type { CalleeRule } from './callee-rule.ts';

/** Null: nothing that is known of its name holds, since the program supplies the derivative. */
const declared = new WeakMap<Fn, CalleeRule | null>();

export function declareRule(fn: Fn, rule: CalleeRule | null): void {
  declared.set(fn, rule);
}

/** Undefined when the program declares nothing. */
export function declaredRule(fn: Fn): CalleeRule | null | undefined {
  return declared.get(fn);
}

/** Whether what a function does to memory is known by a rule, if at all: it has no body, or allocates or frees as it is declared. */
export function isKnownByRule(fn: Fn): boolean {
  const kind = declared.get(fn)?.kind;
  return fn.isDeclaration || kind === 'allocation' || kind === 'free';
}
