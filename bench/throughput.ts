/** The speed of the transformation: large modules of many functions with requests, made of the kernels. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { lowerText } from '../src/bindings/lower.ts';
import { FluxionError } from '../src/diagnostics/index.ts';
import { createToolchain, sourceSetOf } from '../src/toolchain/index.ts';
import { kernelFolder } from './kernels.ts';
import { repeatModules } from './text.ts';

export interface Throughput {
  readonly lines: number;
  readonly requests: number;
  /** Processor time in seconds from text to text, both verifications included. */
  readonly seconds: number;
}

/** Modules of so many lines and a few more, the second twice as large as the first, and so on. */
export const moduleLines = [25_000, 50_000, 100_000] as const;

export async function measureThroughput(): Promise<Throughput[]> {
  const modules = await compileKernels();
  const once = repeatModules(modules, modules.join('').length / 2);
  const bytesPerLine = once.length / lineCount(once);
  // The first run is slower, since the code is not yet optimised.
  lowerText(repeatModules(modules, bytesPerLine * moduleLines[0]));
  return moduleLines.map((lines) => {
    const text = repeatModules(modules, bytesPerLine * lines);
    const start = process.cpuUsage();
    const { requests } = lowerText(text);
    const { user, system } = process.cpuUsage(start);
    return { lines: lineCount(text), requests, seconds: (user + system) / 1e6 };
  });
}

/** The transformation of files of LLVM IR, once each, also of those that are refused. */
export async function measureFiles(files: readonly string[]): Promise<Throughput[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.map((text) => {
    const start = process.cpuUsage();
    const requests = requestsIn(text);
    const { user, system } = process.cpuUsage(start);
    return { lines: lineCount(text), requests, seconds: (user + system) / 1e6 };
  });
}

function requestsIn(text: string): number {
  try {
    return lowerText(text).requests;
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return 0;
  }
}

/** What the embedded clang makes of the kernels before the differentiation. */
async function compileKernels(): Promise<string[]> {
  const files: Record<string, string> = {};
  for (const name of await readdir(kernelFolder)) {
    if (name !== 'driver.c') files[name] = await readFile(path.join(kernelFolder, name), 'utf8');
  }
  const { ir } = await createToolchain().compileToIR(sourceSetOf(files), { level: 2 });
  return [...ir.values()];
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
