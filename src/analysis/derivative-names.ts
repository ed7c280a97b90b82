import type { Fn } from '../ir/index.ts';

/** What the names of generated functions begin with: a whole gradient, and the two halves of a callee's derivative. */
export const derivativePrefixes = {
  gradient: '__fluxion_gradient_',
  augmented: '__fluxion_augmented_',
  reverse: '__fluxion_reverse_',
} as const;

/** Begins the name of a function that holds the body of another one while that has a shorter one (`unoptimised.ts`). */
export const keptPrefix = '__fluxion_kept_';

/** Whether a function holds a body that is no part of the program meanwhile. */
export const isKeptBody = (fn: Fn): boolean => fn.name?.startsWith(keptPrefix) ?? false;

const prefixes = Object.values(derivativePrefixes);

/** Whether a function has been generated. */
export const isDerivative = (fn: Fn): boolean => prefixes.some((prefix) => fn.name?.startsWith(prefix));
