/** The last step: objects and the libraries they need become one WebAssembly module. Browser-safe. */
import { CompilerError } from './compiler-error.ts';
import type { FileTree, ToolRunner } from './llvm-runner.ts';
import type { OptimisationLevel } from './toolchain.ts';

export interface LinkOptions {
  /** Functions to export, by their name in the IR. */
  readonly exports: readonly string[];
  /** How much clang optimises the IR before; 3 unless given. */
  readonly level?: OptimisationLevel | undefined;
  /** Size of the stack in bytes; 8 MB unless given, as for a native program's main thread. */
  readonly stackSize?: number | undefined;
  /** Keeps DWARF in the module, for a debugger. */
  readonly debug?: boolean | undefined;
  /** Further flags of clang's driver for the optimisation. */
  readonly extraFlags?: readonly string[] | undefined;
}

/** A function that the module expects from its host. */
export interface WasmImport {
  readonly module: string;
  readonly name: string;
  readonly kind: WebAssembly.ImportExportKind;
}

export interface LinkedWasm {
  /**
   * Exports the named functions, `memory`, `malloc`, `free`, `_initialize` (to be called once, before all else: it runs
   * the constructors) and `__stack_pointer` (to be set back when a call trapped).
   */
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** Empty for a program that only computes; functions of WASI when it prints, exits or reads the clock. */
  readonly imports: readonly WasmImport[];
}

const libraryFolder = '/usr/lib/wasm32-wasip1';
const builtinsFolder = '/usr/lib/wasm32-unknown-wasip1';
const defaultStackSize = 8 * 1024 * 1024;
/** All that 32 bits can address. */
const largestMemory = 2 ** 32;

/** @param modules the IR behind the objects, which tells which libraries are worth searching */
export async function linkObjects(
  runner: ToolRunner,
  objects: ReadonlyMap<string, Uint8Array>,
  modules: readonly string[],
  options: LinkOptions,
): Promise<LinkedWasm> {
  const output = 'linked.wasm';
  const args = [
    ...['wasm-ld', '-m', 'wasm32', `-L${libraryFolder}`, `-L${builtinsFolder}`],
    ...[`${libraryFolder}/crt1-reactor.o`, '--entry', '_initialize'],
    ...new Set(['malloc', 'free', '__stack_pointer', ...options.exports].map((name) => `--export=${name}`)),
    // Why a derivative stopped, for the message.
    '--export-if-defined=__fluxion_stop_reason',
    // The stack comes first in memory, so that its overflow traps instead of overwriting data.
    ...['--stack-first', '-z', `stack-size=${options.stackSize ?? defaultStackSize}`],
    `--max-memory=${largestMemory}`,
    ...(options.debug === true ? [] : ['--strip-debug']),
    ...objects.keys(),
    ...libraries(modules),
    ...['-o', output],
  ];
  const files: FileTree = Object.fromEntries(objects);
  const result = await runner.run({ args, files, outputs: [output] });
  const wasm = result.outputs.get(output);
  if (wasm === undefined) throw new CompilerError('FX4003', 'the linker reports errors', result.stderr);
  const bytes = new Uint8Array(wasm);
  return { wasm: bytes, imports: WebAssembly.Module.imports(await WebAssembly.compile(bytes)) };
}

function libraries(modules: readonly string[]): string[] {
  const usesCxx = modules.some((text) => text.includes('@_Z') || text.includes('@__cxa_'));
  const usesLongDouble = modules.some((text) => text.includes('fp128'));
  return [
    // Searching the C++ library takes longer than all else.
    ...(usesCxx ? ['-lc++', '-lc++abi'] : []),
    // Without it, printf of a long double aborts.
    ...(usesLongDouble ? ['-lc-printscan-long-double'] : []),
    ...['-lc', `${builtinsFolder}/libclang_rt.builtins.a`],
  ];
}
