/** The differentiation: gradients of functions of a module, and the lowering of marker calls. */
import type { Fn, Module } from '../ir/index.ts';
import { restorePointerTables } from '../passes/tables-of-distances.ts';
import { addLibraryBodies } from './add-library-bodies.ts';
import { declareAllocators } from './allocator-attributes.ts';
import type { Hooks } from './differentiate.ts';
import { Differentiation } from './differentiate.ts';
import type { GradientSpec } from './spec.ts';
import { readTextAsBytesIfNeeded } from './numbers-in-text.ts';
import { specializeCalls } from './specialize-calls.ts';

export type { GradientSpec, ParameterActivity } from './spec.ts';

/**
 * Adds to the module a function that computes the gradient of `fn` by reverse mode.
 *
 * Parameters: those of fn, each `dup` one followed by its shadow pointer, then the seed (of the type of fn's result) if
 * the return is active. Result: the primal's result (if asked for) and the adjoint of each `out` parameter, in order;
 * a lone member bare, several as a struct, none as void. Adjoints of `dup` memory are *added* to the shadow memory.
 * Pointers to different memory may overlap unless `noaliasParameters` promises that they do not.
 *
 * @param hooks see what is decided, and what is suspicious
 * @throws FluxionError with all that cannot be differentiated; the module then has no new functions but
 *   bodies of library functions and copies of functions that are called with variable arguments
 */
export function createGradient(module: Module, fn: Fn, spec: GradientSpec, hooks?: Hooks): Fn {
  restorePointerTables(module);
  declareAllocators(module);
  readTextAsBytesIfNeeded(module);
  specializeCalls(module, [fn], addLibraryBodies(module));
  return new Differentiation(module, hooks).gradient(fn, spec);
}

export type { Hooks } from './differentiate.ts';
export { lowerRequests } from './lower-requests.ts';
