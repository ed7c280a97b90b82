/** What the functions of a compiled program take and give, as TypeScript sees them. */
import type { FunctionLayout } from '../layout.ts';

export type RuntimeErrorCode = 'FX5005' | 'FX5006' | 'FX5008' | 'FX5009' | 'FX5010';

/** What the surroundings provide. */
export interface RuntimeHost {
  /** Throws the error of this code. */
  fail(code: RuntimeErrorCode, message: string): never;
  /** Throws what there is to say about a function without a gradient. */
  failWithoutGradient(layout: FunctionLayout): never;
  /** Takes a line that the program printed to its standard output (1) or standard error (2). */
  print(line: string, stream: 1 | 2): void;
}

export type TypedArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

export type NestedNumbers = readonly (number | bigint | boolean | null | NestedNumbers)[];

/** An argument: a number for a scalar parameter; for a pointer a typed array, an array, or null for the null pointer. */
export type Argument = number | bigint | boolean | TypedArray | NestedNumbers | null;

/** One entry of a gradient, in the shape of the argument; null for what has no derivative. */
export type GradientEntry = number | TypedArray | NestedNumbers | null;

export type Seed = number | ArrayLike<number> | NestedNumbers;

export interface GradientOptions {
  /**
   * The adjoints of what the function gives: a number for the result (1 unless given), an array for the only output array,
   * or an object with an entry `return` for the result and one for each output array by name. What is not named counts 0
   * if it is an array.
   */
  readonly seed?: Seed | Readonly<Record<string, Seed>> | undefined;
}

export interface ValueAndGradient<Value = number, Gradient = readonly GradientEntry[]> {
  /** The result; of a function that returns nothing, the output array that has a seed (an object of them if several have). */
  readonly value: Value;
  /** One entry per parameter, in order. The derivatives are taken at the arguments' values before the call. */
  readonly gradient: Gradient;
}

/**
 * A function of the compiled program. Arrays that it writes to are written back into the arguments when it is called;
 * `valueAndGrad` and `grad` leave the arguments as they are.
 */
export interface CompiledFunction {
  (...args: Argument[]): number;
  valueAndGrad(...args: (Argument | GradientOptions)[]): ValueAndGradient;
  grad(...args: (Argument | GradientOptions)[]): readonly GradientEntry[];
  /** What the function takes, as data. */
  readonly layout: FunctionLayout;
}
