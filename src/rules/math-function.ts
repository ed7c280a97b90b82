/**
 * The functions that derivative expressions may call, and how each becomes IR. An LLVM intrinsic where all of LLVM 17 to
 * 22 have it: LLVM folds, vectorises and hoists intrinsics, and they need no errno. The C library's function otherwise
 * (`llvm.tan`, `llvm.sinh` and their kin came with LLVM 19 and 20, `llvm.exp10` with 18).
 */
export type MathFunctionForm =
  /** `llvm.NAME.<type>`; an integer argument adds its own type to the name. */
  | 'intrinsic'
  /** The C library's function, with the suffix of the type. */
  | 'library'
  /** A function that is emitted into the module; see `digamma.ts`. */
  | 'internal';

/** What an argument is: the floating-point type of the rule, or an integer. */
export type MathArgument = 'float' | 'integer';

export interface MathFunction {
  readonly form: MathFunctionForm;
  readonly args: readonly MathArgument[];
}

const unaryIntrinsic: MathFunction = { form: 'intrinsic', args: ['float'] };
const binaryIntrinsic: MathFunction = { form: 'intrinsic', args: ['float', 'float'] };
const unaryLibrary: MathFunction = { form: 'library', args: ['float'] };
const binaryLibrary: MathFunction = { form: 'library', args: ['float', 'float'] };
const integerFirst: MathFunction = { form: 'library', args: ['integer', 'float'] };
const integerSecond: MathFunction = { form: 'library', args: ['float', 'integer'] };

const mathFunctions: ReadonlyMap<string, MathFunction> = new Map([
  ['sqrt', unaryIntrinsic],
  ['sin', unaryIntrinsic],
  ['cos', unaryIntrinsic],
  ['exp', unaryIntrinsic],
  ['exp2', unaryIntrinsic],
  ['log', unaryIntrinsic],
  ['fabs', unaryIntrinsic],
  ['pow', binaryIntrinsic],
  ['copysign', binaryIntrinsic],
  ['powi', { form: 'intrinsic', args: ['float', 'integer'] }],
  ['ldexp', { form: 'intrinsic', args: ['float', 'integer'] }],
  ['scalbln', integerSecond],
  ['pown', integerSecond],
  ['compoundn', integerSecond],
  ['sinh', unaryLibrary],
  ['cosh', unaryLibrary],
  ['hypot', binaryLibrary],
  ['powr', binaryLibrary],
  ['exp10', unaryLibrary],
  ['sinpi', unaryLibrary],
  ['cospi', unaryLibrary],
  ['j0', unaryLibrary],
  ['j1', unaryLibrary],
  ['jn', integerFirst],
  ['y0', unaryLibrary],
  ['y1', unaryLibrary],
  ['yn', integerFirst],
  ['digamma', { form: 'internal', args: ['float'] }],
]);

export const mathFunction = (name: string): MathFunction | undefined => mathFunctions.get(name);
export const isMathFunction = (name: string): boolean => mathFunctions.has(name);
export const mathFunctionArity = (name: string): number => mathFunctions.get(name)?.args.length ?? 0;
