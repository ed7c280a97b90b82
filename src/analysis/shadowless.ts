import type { Fn } from '../ir/index.ts';
import { hasAttribute } from '../ir/index.ts';

/** Marks a pointer parameter that nothing is read or written through: a function to call. */
export const shadowlessAttribute = 'fluxion-shadowless';

/**
 * Whether the function stands for calls through a pointer. What its targets do with a `void *` says nothing of what other
 * targets do: types do not pass from one to the other.
 */
export const isDispatcher = (fn: Fn): boolean => isShadowless(fn, fn.args.length - 1);

/** Whether the argument has no need of a shadow, whatever the memory is that the pointer comes from. */
export function isShadowless(callee: Fn | undefined, index: number): boolean {
  const parameter = callee?.args[index];
  return !!parameter && hasAttribute(parameter.attributes, shadowlessAttribute);
}
