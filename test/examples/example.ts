/** One argument of an example: a number for a scalar parameter, an array for a pointer. */
export type Argument = number | number[];

/** A C function of `examples/` and a point at which to evaluate and differentiate it. */
export interface Example {
  /** What sets this point apart from others of the same function. */
  readonly label: string;
  /** The C file, relative to `examples/`. */
  readonly file: string;
  readonly function: string;
  /**
   * One entry per parameter, in order. A pointer to structures of doubles is the flat array of their
   * members; an output array has its length and is filled with zeros.
   */
  readonly args: Argument[];
  /** The output array of a `void` function. */
  readonly output?: string;
  /** The adjoint of `output`, of its length: the function differentiated is the sum of seed[i] output[i]. */
  readonly seed?: number[];
  /** The parameters to differentiate by; all that are floating-point and not the output, if absent. */
  readonly wrt?: readonly string[];
}

/** The scalar in argument `index`. */
export function scalarAt(args: readonly Argument[], index: number): number {
  const value = args[index];
  if (typeof value !== 'number') throw new TypeError(`argument ${index} is not a number`);
  return value;
}

/** The array in argument `index`. */
export function arrayAt(args: readonly Argument[], index: number): number[] {
  const value = args[index];
  if (!Array.isArray(value)) throw new TypeError(`argument ${index} is not an array`);
  return value;
}
