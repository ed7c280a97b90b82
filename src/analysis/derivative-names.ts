import type { Fn } from '../ir/index.ts';

/** What the names of generated functions begin with: a whole gradient, and the two halves of a callee's derivative. */
export const derivativePrefixes = {
  gradient: '__fluxion_gradient_',
  augmented: '__fluxion_augmented_',
  reverse: '__fluxion_reverse_',
} as const;

const prefixes = Object.values(derivativePrefixes);

/** Whether a function has been generated. */
export const isDerivative = (fn: Fn): boolean => prefixes.some((prefix) => fn.name?.startsWith(prefix));
