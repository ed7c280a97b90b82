/** What `grad`, `check` and `build` share: reading the sources, compiling with the cache and the spinner. */
import path from 'node:path';
import yoctoSpinner from 'yocto-spinner';
import { bindProgram, linkProgram, type LinkedProgram } from '../bindings/pipeline.ts';
import type { ProgramOptions } from '../bindings/program.ts';
import { sourceReader, type SourceReader } from '../bindings/source-lines.ts';
import type { CompiledFunction } from '../bindings/runtime/types.ts';
import { fail } from '../diagnostics/index.ts';
import {
  createToolchain,
  type CompileOptions,
  type OptimisationLevel,
  type Toolchain,
} from '../toolchain/index.ts';
import { fileCache } from '../toolchain/node/file-cache.ts';
import { loadSources } from '../toolchain/node/include-loader.ts';
import type { ParsedArguments } from './arguments.ts';
import type { Io } from './io.ts';
import { reportCompilerMessages, reportOutput } from './report.ts';

function readCompileOptions({ options }: ParsedArguments): CompileOptions {
  const level = options.get('O')?.at(-1) ?? '2';
  if (!/^[0-3]$/.test(level)) fail('FX5001', `-O takes 0, 1, 2 or 3, not ${level}`);
  return {
    level: Number(level) as OptimisationLevel,
    includes: options.get('I'),
    defines: options.get('D'),
    std: options.get('std')?.at(-1),
  };
}

/** Compiles, differentiates and links the files. Warnings of clang go to standard error. */
export async function linkFiles(
  files: readonly string[],
  args: ParsedArguments,
  io: Io,
  options: ProgramOptions,
): Promise<LinkedProgram> {
  const how = readCompileOptions(args);
  const sources = await loadSources(files, { includes: how.includes, workingDirectory: io.folder });
  const program = await linkProgram(makeToolchain(args, io), sources, how, options);
  reportCompilerMessages(program.warnings, 'FX4009', io);
  return program;
}

/** Compiles a file to textual IR. */
export async function compileFile(
  file: string,
  args: ParsedArguments,
  io: Io,
): Promise<{ ir: string; read: SourceReader }> {
  const how = readCompileOptions(args);
  const sources = await loadSources([file], { includes: how.includes, workingDirectory: io.folder });
  const { ir, warnings } = await makeToolchain(args, io).compileToIR(sources, how);
  reportCompilerMessages(warnings, 'FX4009', io);
  const read = sourceReader([...sources.headers, ...sources.sources], sources.workingDirectory);
  return { ir: [...ir.values()][0]!, read };
}

/** One function of a file, with its gradient. */
export async function loadFunction(
  file: string,
  name: string,
  args: ParsedArguments,
  io: Io,
): Promise<CompiledFunction> {
  const wrt = readNames(args);
  const program = await linkFiles([file], args, io, {
    functions: [name],
    ...(wrt && { wrt: { [name]: wrt } }),
  });
  // Standard output is for results; what the program prints is none.
  const module = await WebAssembly.compile(program.wasm);
  const functions = bindProgram(program, module, (line) => reportOutput(line, io));
  return functions[name]!;
}

export function readNames({ options }: ParsedArguments): string[] | undefined {
  const names = options
    .get('wrt')
    ?.flatMap((list) => list.split(','))
    .map((name) => name.trim());
  if (names?.some((name) => name === ''))
    fail('FX5001', '--wrt takes names of parameters with commas between');
  return names;
}

function makeToolchain({ options }: ParsedArguments, io: Io): Toolchain {
  const spinner = io.terminal ? yoctoSpinner() : undefined;
  const withCache = !options.has('no-cache') && io.cacheFolder !== undefined;
  return createToolchain({
    ...(withCache && { cache: fileCache(path.resolve(io.folder, io.cacheFolder!)) }),
    ...(spinner && {
      onProgress: (message: string) => {
        if (spinner.isSpinning) spinner.text = message;
        else spinner.start(message);
      },
      onDone: () => void spinner.stop(),
    }),
  });
}
