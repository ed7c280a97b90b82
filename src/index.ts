/** Fluxion's API for browsers and all other places: everything here works in memory. `node.ts` adds what needs Node. */
import { bindProgram, linkProgram, type Print } from './bindings/pipeline.ts';
import type { CompiledFunction } from './bindings/runtime/types.ts';
import { fail } from './diagnostics/index.ts';
import {
  createToolchain,
  sourceSetOf,
  type OptimisationLevel,
  type SourceSet,
  type Toolchain,
} from './toolchain/index.ts';

export { lowerText as differentiate, type LoweredText } from './bindings/lower.ts';
export { writeDeclarations } from './bindings/declarations.ts';
export type {
  ArrayParameter,
  ElementLayout,
  FieldLayout,
  FunctionLayout,
  ParameterLayout,
  ScalarKind,
  ScalarParameter,
} from './bindings/layout.ts';
export type { Print } from './bindings/pipeline.ts';
export type {
  Argument,
  CompiledFunction,
  GradientEntry,
  GradientOptions,
  NestedNumbers,
  Seed,
  TypedArray,
  ValueAndGradient,
} from './bindings/runtime/types.ts';
export { diagnosticCodes, FluxionError, plainPalette, renderDiagnostic } from './diagnostics/index.ts';
export type { Diagnostic, DiagnosticCode, Palette, SourceSpan } from './diagnostics/index.ts';
export { CompilerError, createToolchain, warmUp } from './toolchain/index.ts';
export type { OptimisationLevel, ResultStore, Toolchain, ToolchainOptions } from './toolchain/index.ts';

export interface CompileOptions {
  /** How much clang optimises before the differentiation; 2 unless given. */
  readonly level?: OptimisationLevel | undefined;
  /** Folders to look for headers in, first to last. */
  readonly includes?: readonly string[] | undefined;
  /** Macros: `NAME` or `NAME=VALUE`. */
  readonly defines?: readonly string[] | undefined;
  /** Language standard, such as `c17` or `c++20`. */
  readonly std?: string | undefined;
  /** The functions to make; all that are not static unless given. */
  readonly functions?: readonly string[] | undefined;
  /** The parameters to differentiate by, by function; all that have a derivative unless given. */
  readonly wrt?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Takes what the program prints, line by line; the console does unless given. */
  readonly print?: Print | undefined;
  /** Takes what clang has to say about a program that it compiles. */
  readonly onWarning?: ((text: string) => void) | undefined;
  /** Compiles and links; the embedded clang without a cache unless given. */
  readonly toolchain?: Toolchain | undefined;
}

/** The functions of a program by their names in the source. */
export type Program = Record<string, CompiledFunction>;

/**
 * Compiles C and C++ sources, makes the gradients of their functions, and loads both.
 *
 *     const m = await compile({ 'energy.c': source });
 *     m.energy(x, n);
 *     const { value, gradient } = m.energy.valueAndGrad(x, n);
 *
 * A function that cannot be differentiated can still be called; its `valueAndGrad` says why it has no gradient.
 *
 * @typeParam Functions the functions with their types, as the declarations of `fluxion build` write them
 * @param files texts by path; C and C++ sources are compiled, the others are there to be included
 * @throws CompilerError with what clang wrote; FluxionError for a function that is not there
 */
export async function compile<Functions = Program>(
  files: Readonly<Record<string, string>>,
  options: CompileOptions = {},
): Promise<Functions> {
  const toolchain = options.toolchain ?? (embedded ??= createToolchain());
  return compileSources<Functions>(toolchain, sourceSetOf(files), options);
}

/** Kept, so that what the driver was asked once is not asked again. */
let embedded: Toolchain | undefined;

/** As `compile`, for sources that were read by other means. */
export async function compileSources<Functions = Program>(
  toolchain: Toolchain,
  sources: SourceSet,
  options: CompileOptions,
): Promise<Functions> {
  const { level = 2, includes, defines, std, functions, wrt } = options;
  const program = await linkProgram(
    toolchain,
    sources,
    { level, includes, defines, std },
    { functions, wrt },
  );
  if (program.warnings !== '') options.onWarning?.(program.warnings);
  const module = await WebAssembly.compile(program.wasm);
  const bound = bindProgram(program, module, options.print ?? printToConsole);
  // An object with a function `then` is taken for a promise.
  if ('then' in bound) fail('FX5007', 'a C function called then cannot be loaded: name it otherwise');
  return bound as Functions;
}

function printToConsole(line: string, stream: 1 | 2): void {
  if (stream === 1) console.log(line);
  else console.error(line);
}
