/** The whole way from sources to functions that can be called: compile, differentiate, link, bind. */
import { FluxionError, fail, type Diagnostic } from '../diagnostics/index.ts';
import type { CompileOptions, SourceSet, Toolchain } from '../toolchain/index.ts';
import type { FunctionLayout } from './layout.ts';
import { prepareProgram, type ProgramOptions } from './program.ts';
import { bindFunctions } from './runtime.ts';
import type { CompiledFunction } from './runtime/types.ts';
import { explainWith, sourceReader, withSourceLine } from './source-lines.ts';

export interface LinkedProgram {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly layouts: readonly FunctionLayout[];
  readonly withoutGradient: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly notCallable: ReadonlyMap<string, readonly Diagnostic[]>;
  /** What clang wrote although it succeeded. */
  readonly warnings: string;
}

/**
 * Compiles, differentiates and links.
 * @throws CompilerError with clang's text; FluxionError as `prepareProgram` does, with source lines.
 */
export async function linkProgram(
  toolchain: Toolchain,
  sources: SourceSet,
  compileOptions: CompileOptions,
  options: ProgramOptions = {},
): Promise<LinkedProgram> {
  const { ir, warnings } = await toolchain.compileToIR(sources, compileOptions);
  const merged = ir.size === 1 ? [...ir.values()][0]! : await toolchain.mergeIR(ir);
  const read = sourceReader([...sources.headers, ...sources.sources], sources.workingDirectory);
  const prepared = explainWith(read, () => prepareProgram(merged, options));
  const [first = 'program'] = sources.sources.keys();
  const modules = new Map([[first.slice(first.lastIndexOf('/') + 1), prepared.ir]]);
  const explained = (problems: ReadonlyMap<string, readonly Diagnostic[]>) =>
    new Map([...problems].map(([name, list]) => [name, list.map((d) => withSourceLine(d, read))] as const));
  const withoutGradient = explained(prepared.withoutGradient);
  const { wasm } = await toolchain
    .linkWasm(modules, { exports: prepared.exports })
    .catch((error: unknown) => failWithMissing(error, withoutGradient));
  return {
    wasm,
    layouts: prepared.layouts,
    withoutGradient,
    notCallable: explained(prepared.notCallable),
    warnings,
  };
}

/** A function that is not there fails to link too, but the differentiation knows the line that calls it. */
function failWithMissing(error: unknown, withoutGradient: ReadonlyMap<string, readonly Diagnostic[]>): never {
  const known = [...withoutGradient.values()].flat();
  throw known.some((d) => d.code === 'FX3001') ? new FluxionError(known) : error;
}

/** Takes a line that the program printed to its standard output (1) or standard error (2). */
export type Print = (line: string, stream: 1 | 2) => void;

/**
 * The functions of a program, by name. Those that cannot be called are there too and say why. Not to be returned from
 * an async function as it is: a C function may be called `then`.
 * @param module the program's `wasm`, compiled
 */
export function bindProgram(
  program: LinkedProgram,
  module: WebAssembly.Module,
  print: Print,
): Record<string, CompiledFunction> {
  const functions = bindFunctions(module, program.layouts, {
    fail,
    failWithoutGradient: ({ name }) => {
      const diagnostics = program.withoutGradient.get(name);
      if (diagnostics) throw new FluxionError(diagnostics);
      return fail('FX5009', `no gradient of ${name} was asked for`);
    },
    print,
  });
  for (const [name, diagnostics] of program.notCallable) functions[name] = refusing(name, diagnostics);
  return functions;
}

function refusing(name: string, diagnostics: readonly Diagnostic[]): CompiledFunction {
  const refuse = () => {
    throw new FluxionError(diagnostics);
  };
  const layout: FunctionLayout = {
    name,
    primal: '',
    gradient: null,
    parameters: [],
    result: null,
    resultType: '',
  };
  return Object.assign(() => refuse(), { valueAndGrad: refuse, grad: refuse, layout });
}
