/**
 * The embedded toolchain: clang and lld as WebAssembly, in memory. Nothing here needs Node; `node/` adds what reads
 * and writes the disk.
 *
 *     sources ──compileToIR──▶ textual IR per source ──mergeIR──▶ one module ── (differentiation) ──▶ linkWasm ──▶ wasm
 *
 * Every step is one or more runs of a tool, and a run is a pure function of its arguments and files
 * (`llvm-runner.ts`). So one cache before the runner (`cache.ts`) serves all steps: when everything was seen before, the
 * compiler is not even loaded. Within a process the compiler is loaded once.
 *
 * Nothing is printed. What clang writes comes back as text: warnings in the result, errors in a `CompilerError`.
 *
 *  - `source-set.ts`   the files and how clang sees them: real paths on an in-memory file system
 *  - `command-line.ts` the driver is asked once per set of flags how to call the compiler proper
 *  - `cache.ts`        content-addressed results; `node/file-cache.ts` keeps them in the user's cache folder
 *  - `node/include-loader.ts` reads sources, and the headers they include, from the disk
 */
import { fail } from '../diagnostics/index.ts';
import { cachedRunner, type ResultStore } from './cache.ts';
import { CommandLines, type Action } from './command-line.ts';
import { CompilerError } from './compiler-error.ts';
import { linkObjects, type LinkOptions, type LinkedWasm } from './linker.ts';
import { decode, llvmRunner, type ToolRunner } from './llvm-runner.ts';
import { toVirtualPath } from './path.ts';
import { failWithoutSource, languageOf, mountSourceSet, overlayPath } from './source-set.ts';
import type { Language, SourceSet } from './source-set.ts';

export type OptimisationLevel = 0 | 1 | 2 | 3;
export type Target = 'wasm32' | 'x86_64';

export interface CompileOptions {
  readonly level: OptimisationLevel;
  /** `-I` folders, first to last. */
  readonly includes?: readonly string[] | undefined;
  /** `-D` macros: `NAME` or `NAME=VALUE`. */
  readonly defines?: readonly string[] | undefined;
  /** `-std=`, for example `c17` or `c++20`. */
  readonly std?: string | undefined;
  /** `x86_64` gives IR only: there is no code generator for it in the package. */
  readonly target?: Target | undefined;
  /** Further flags of clang's driver that concern the compilation, for example `-Wall` or `-msimd128`. */
  readonly extraFlags?: readonly string[] | undefined;
}

export interface CompiledIR {
  /** One textual module per source, by the source's path. */
  readonly ir: ReadonlyMap<string, string>;
  /** What clang wrote although it succeeded; empty when there is nothing to say. */
  readonly warnings: string;
}

export interface ToolchainOptions {
  /** Where results are kept; left out, every call compiles. */
  readonly cache?: ResultStore | undefined;
  /** Runs the tools in place of the embedded compiler. */
  readonly runner?: ToolRunner | undefined;
  /** Called before something that takes time, with what it is; not called for results from the cache. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Called after the last of a call's `onProgress`, also when it failed. */
  readonly onDone?: (() => void) | undefined;
}

export interface Toolchain {
  /**
   * Compiles C and C++ to textual LLVM IR, optimised but neither vectorised nor unrolled, with debug information.
   * @throws CompilerError FX4001 with clang's text; FluxionError FX4007 for a file that is not C or C++.
   */
  compileToIR(sources: SourceSet, options: CompileOptions): Promise<CompiledIR>;
  /**
   * Links textual modules to one, without optimising it; what is internal to two modules is renamed in one of them.
   * @param modules textual IR by name; at least one
   * @throws CompilerError FX4003 with clang's text, for example on two definitions of a function.
   */
  mergeIR(modules: ReadonlyMap<string, string>): Promise<string>;
  /**
   * Optimises textual modules and links them, with what they use of libc, libm and libc++, to a WebAssembly module.
   * @param modules textual IR for wasm32 by name
   * @throws CompilerError FX4003 with the linker's text, for example on a function that is defined nowhere;
   *   FluxionError FX4006 for a module for another target.
   */
  linkWasm(modules: ReadonlyMap<string, string>, options: LinkOptions): Promise<LinkedWasm>;
}

export function createToolchain(options: ToolchainOptions = {}): Toolchain {
  const report = new ProgressReport(options);
  const observed = report.observe(options.runner ?? llvmRunner);
  const runner = options.cache === undefined ? observed : cachedRunner(observed, options.cache);
  const shop: Workshop = { runner, commands: new CommandLines(runner), report };
  return {
    compileToIR: (sources, how) => report.during(() => compileSources(shop, sources, how)),
    mergeIR: (modules) => report.during(() => mergeModules(shop, modules)),
    linkWasm: (modules, how) => report.during(() => buildWasm(shop, modules, how)),
  };
}

/** What the steps work with. */
interface Workshop {
  readonly runner: ToolRunner;
  readonly commands: CommandLines;
  readonly report: ProgressReport;
}

/** Turns tool runs into progress messages: the message is set beforehand and given when a tool really runs. */
class ProgressReport {
  readonly #options: ToolchainOptions;
  #message = '';
  #given = false;

  constructor(options: ToolchainOptions) {
    this.#options = options;
  }

  next(message: string): void {
    this.#message = message;
  }

  observe(runner: ToolRunner): ToolRunner {
    const { onProgress } = this.#options;
    if (onProgress === undefined) return runner;
    return {
      version: () => runner.version(),
      run: async (run) => {
        this.#given = true;
        onProgress(this.#message);
        // The compiler holds the thread while it runs: let the message appear first.
        await new Promise((resolve) => setTimeout(resolve, 0));
        return runner.run(run);
      },
    };
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      if (this.#given) this.#options.onDone?.();
      this.#given = false;
    }
  }
}

const triples: Readonly<Record<Target, string>> = {
  wasm32: 'wasm32-wasip1',
  x86_64: 'x86_64-unknown-linux-gnu',
};

/** The package has the headers of one target; those of libc serve the other one's IR as well. */
const foreignIncludes: Readonly<Record<Language, readonly string[]>> = {
  c: ['/usr/include/wasm32-wasip1'],
  'c++': ['/usr/include/wasm32-wasip1/c++/v1', '/usr/include/c++/v1', '/usr/include/wasm32-wasip1'],
};

function driverFlags(language: Language, how: CompileOptions): string[] {
  const target = how.target ?? 'wasm32';
  return [
    ...(language === 'c++' ? ['--driver-mode=g++'] : []),
    `--target=${triples[target]}`,
    `-O${how.level}`,
    // At -O0 clang marks each function so that no pass may touch it; differentiation and -O3 are still to come.
    ...(how.level === 0 ? ['-Xclang', '-disable-O0-optnone'] : []),
    // Vectors and unrolled loops make derivatives slower, and both are still to come after differentiation.
    ...['-fno-vectorize', '-fno-slp-vectorize', '-fno-unroll-loops'],
    // Key instructions would add two fields to every line of debug information that older LLVMs do not read.
    ...['-g', '-gno-key-instructions', '-fdebug-compilation-dir=.'],
    // The package's C++ library for WebAssembly cannot throw; without this each std::vector would fail to link.
    ...(language === 'c++' && target === 'wasm32' ? ['-fno-exceptions'] : []),
    ...(target === 'wasm32' ? [] : foreignIncludes[language].flatMap((folder) => ['-isystem', folder])),
    ...(how.extraFlags ?? []),
    '-x',
    language,
  ];
}

/** What depends on the program goes past the driver, so that its answer is kept for all programs. */
function compilerFlags(sources: SourceSet, how: CompileOptions): string[] {
  return [
    ...['-ivfsoverlay', overlayPath, '-working-directory', sources.workingDirectory],
    ...(how.std === undefined ? [] : [`-std=${how.std}`]),
    ...(how.includes ?? []).flatMap((folder) => ['-I', toVirtualPath(folder)]),
    ...(how.defines ?? []).flatMap((macro) => ['-D', macro]),
  ];
}

async function compileSources(
  { runner, commands, report }: Workshop,
  sources: SourceSet,
  how: CompileOptions,
): Promise<CompiledIR> {
  const ir = new Map<string, string>();
  let warnings = '';
  // All sources are compiled, so that the errors in all of them are seen in one run.
  const refused: string[] = [];
  const files = mountSourceSet(sources);
  for (const path of sources.sources.keys()) {
    report.next(`Compiling ${path}`);
    const language = languageOf(path) ?? failWithoutSource([path]);
    const more = compilerFlags(sources, how);
    const args = await commands.get('-emit-llvm', driverFlags(language, how), more, toVirtualPath(path));
    const result = await runner.run({ args, files });
    warnings += result.stderr;
    if (result.exitCode !== 0) refused.push(path);
    else ir.set(path, decode(result.stdout));
  }
  if (refused.length > 0)
    throw new CompilerError('FX4001', `clang reports errors in ${refused.join(' and ')}`, warnings);
  return { ir, warnings };
}

/** Folders in the root that are not a module's. */
const reservedNames: ReadonlySet<string> = new Set(['usr', 'bitcode']);

/** Names that clang and the linker give the modules in messages: the caller's, made fit for a path. */
function nameModules(modules: ReadonlyMap<string, string>): { name: string; text: string }[] {
  const taken = new Set<string>();
  return [...modules].map(([given, text], i) => {
    const plain = given.replace(/[^\w.+-]/g, '_').replace(/^[-.]+/, '');
    const name = plain === '' || reservedNames.has(plain) || taken.has(plain) ? `${i}-${plain}` : plain;
    taken.add(name);
    return { name, text };
  });
}

/** Runs passes of the compiler over one textual module; gives what it writes. */
async function compileIR(
  { runner, commands }: Workshop,
  module: { name: string; text: string },
  action: Action,
  flags: readonly string[],
  bitcode: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<Uint8Array> {
  const linked = [...bitcode.keys()].flatMap((name) => ['-mlink-bitcode-file', `/bitcode/${name}`]);
  const args = await commands.get(action, [...flags, '-x', 'ir'], linked, module.name);
  const files = { [module.name]: module.text, bitcode: Object.fromEntries(bitcode) };
  const result = await runner.run({ args, files });
  if (result.exitCode === 0) return result.stdout;
  const code = bitcode.size === 0 ? 'FX4001' : 'FX4003';
  throw new CompilerError(code, `clang reports errors in ${module.name}`, result.stderr);
}

/**
 * There is no llvm-link in the package, but the compiler links bitcode into what it compiles
 * (`-mlink-bitcode-file`) before it runs passes, of which there are none here.
 */
async function mergeModules(shop: Workshop, modules: ReadonlyMap<string, string>): Promise<string> {
  const [first, ...others] = nameModules(modules);
  if (first === undefined) return failWithoutSource([]);
  if (others.length === 0) return first.text;
  const triple = targetTriple(first);
  if (triple === '') failForTarget(first, 'a known one');
  const flags = [`--target=${triple}`, '-Xclang', '-disable-llvm-passes'];
  const bitcode = new Map<string, Uint8Array>();
  for (const module of others) {
    shop.report.next(`Linking ${module.name}`);
    if (targetTriple(module) !== triple) failForTarget(module, triple);
    bitcode.set(module.name, await compileIR(shop, module, '-emit-llvm-bc', flags));
  }
  shop.report.next(`Linking ${first.name}`);
  return decode(await compileIR(shop, first, '-emit-llvm', flags, bitcode));
}

/** The module's `target triple`; empty when it names none. */
function targetTriple({ text }: { text: string }): string {
  return /^target triple = "([^"\n]*)"/m.exec(text)?.[1] ?? '';
}

function failForTarget(module: { name: string; text: string }, wanted: string): never {
  const found = targetTriple(module);
  return fail(
    'FX4006',
    `${module.name} is a module for ${found === '' ? 'no target' : found}, not for ${wanted}`,
  );
}

async function buildWasm(
  shop: Workshop,
  modules: ReadonlyMap<string, string>,
  how: LinkOptions,
): Promise<LinkedWasm> {
  const flags = [`--target=${triples.wasm32}`, `-O${how.level ?? 3}`, ...(how.extraFlags ?? [])];
  const objects = new Map<string, Uint8Array>();
  if (modules.size === 0) failWithoutSource([]);
  for (const { name, text } of nameModules(modules)) {
    shop.report.next(`Optimising ${name}`);
    if (!targetTriple({ text }).startsWith('wasm32')) failForTarget({ name, text }, 'wasm32');
    objects.set(`${name}.o`, await compileIR(shop, { name, text: allowUnrolling(text) }, '-emit-obj', flags));
  }
  shop.report.next('Linking');
  return linkObjects(shop.runner, objects, [...modules.values()], how);
}

/**
 * `-fno-unroll-loops` does not only skip the pass, it also marks every loop for good. The mark has served its purpose
 * before differentiation; under another name it means nothing to LLVM.
 */
export function allowUnrolling(text: string): string {
  return text.replaceAll('!"llvm.loop.unroll.disable"', '!"fluxion.loop.unroll.later"');
}
