/**
 * Runs one LLVM tool of `@yowasp/clang` on files in memory. Browser-safe.
 *
 * The package's own `runClang` first runs the driver to learn the command lines and then runs those. Here one call is
 * one run of one tool, so that the command lines can be kept (see `command-line.ts`) and each run is a pure function
 * of its arguments and files, which is what makes it cacheable (see `cache.ts`).
 */
import { FluxionError } from '../diagnostics/index.ts';

/** Files by name; a nested tree is a folder. */
export interface FileTree {
  [name: string]: FileTree | string | Uint8Array;
}

export interface ToolRun {
  /** The tool's name (`clang`, `wasm-ld`) and its arguments. */
  readonly args: readonly string[];
  /** The root of the file system that the tool sees. `usr` is taken by the package's headers and libraries. */
  readonly files: FileTree;
  /** Paths in the root folder to hand back after a successful run. */
  readonly outputs?: readonly string[];
}

export interface ToolResult {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
  /** What the run wrote, by the names in `outputs`. */
  readonly outputs: ReadonlyMap<string, Uint8Array>;
}

/** Something that runs tools: the compiler itself, or a cache before it. */
export interface ToolRunner {
  /** Identifies the tool's build; part of every cache key. */
  version(): Promise<string>;
  run(run: ToolRun): Promise<ToolResult>;
}

type LlvmPackage = typeof import('@yowasp/clang');

/** The package is loaded once per process: that is what keeps it warm. */
let loading: Promise<LlvmPackage> | undefined;
let warming: Promise<LlvmPackage> | undefined;

function loadPackage(): Promise<LlvmPackage> {
  loading ??= import('@yowasp/clang').catch((error: unknown) => {
    loading = undefined;
    throw notStarted(error);
  });
  return loading;
}

/**
 * Compiles the compiler's WebAssembly and unpacks its headers, about a second. The first run does it when it was not
 * done before; a page or a server may want it to happen earlier.
 */
export async function warmUp(): Promise<void> {
  await warmPackage();
}

function warmPackage(): Promise<LlvmPackage> {
  warming ??= loadPackage()
    .then(async (llvm) => {
      // Without this hook the package writes its progress to the console.
      await llvm.runLLVM(undefined, {}, { fetchProgress: () => {} });
      return llvm;
    })
    .catch((error: unknown) => {
      warming = undefined;
      throw error instanceof FluxionError ? error : notStarted(error);
    });
  return warming;
}

function notStarted(error: unknown): FluxionError {
  return new FluxionError({
    code: 'FX4002',
    severity: 'error',
    message: 'the compiler could not be started',
    notes: [String(error)],
    help: ['install the packages again: npm ci'],
  });
}

/** The compiler in this process. */
export const llvmRunner: ToolRunner = {
  async version() {
    // The package exports its version, but its type declarations do not say so.
    const { version } = (await loadPackage()) as { version?: unknown };
    return `@yowasp/clang ${String(version)}`;
  },

  async run({ args, files, outputs = [] }) {
    const llvm = await warmPackage();
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    const collect = (into: Uint8Array[]) => (bytes: Uint8Array | null) => {
      // The bytes are a view of the tool's memory, which the next write reuses.
      if (bytes !== null) into.push(bytes.slice());
    };
    const finish = (exitCode: number, tree: FileTree): ToolResult => ({
      exitCode,
      stdout: concatenate(stdout),
      stderr: decode(concatenate(stderr)),
      outputs: exitCode === 0 ? pickOutputs(tree, outputs) : new Map<string, Uint8Array>(),
    });
    try {
      const options = { stdout: collect(stdout), stderr: collect(stderr), decodeASCII: false };
      return finish(0, (await llvm.runLLVM([...args], files, options)) ?? {});
    } catch (error) {
      if (error instanceof llvm.Exit) return finish(error.code, {});
      throw crashed(args, error, decode(concatenate(stderr)));
    }
  },
};

function pickOutputs(tree: FileTree, names: readonly string[]): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const name of names) {
    const entry = tree[name];
    if (entry instanceof Uint8Array) found.set(name, entry);
  }
  return found;
}

/** The tool did not exit: it ran into an assertion, a trap, or the limits of the stack or of memory. */
function crashed(args: readonly string[], error: unknown, stderr: string): FluxionError {
  const text = stderr.trimEnd();
  return new FluxionError({
    code: 'FX4005',
    severity: 'error',
    message: `${args[0] ?? 'the tool'} crashed`,
    notes: [String(error), ...(text === '' ? [] : [text])],
    help: [
      'try another optimisation level (-O1, -O0), or compile fewer and smaller files at a time',
      'if the program compiles with another clang, please report it with the program',
    ],
  });
}

export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
