/** Builds kernels natively, with clang before and after the differentiation, and runs them through the driver in C. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { allowUnrolling } from '../src/toolchain/index.ts';
import { kernelFolder } from './kernels.ts';
import { countTape, lowerKernel } from './lowering.ts';
import type { Check, Times } from './measurement.ts';

const run = promisify(execFile);

/** How much clang optimises before the differentiation: a level, or nothing at all, with what clang notes for optimisation. */
export type Before = 'O0' | 'O1' | 'O2' | 'O3' | 'unoptimised';

const target = ['-march=native', '-fno-math-errno'];
const frontEnd: Readonly<Record<Before, readonly string[]>> = {
  O0: ['-O0', '-Xclang', '-disable-O0-optnone'],
  O1: ['-O1'],
  O2: ['-O2'],
  O3: ['-O3'],
  unoptimised: ['-O2', '-Xclang', '-disable-llvm-passes'],
};
const keepScalar = ['-fno-vectorize', '-fno-slp-vectorize', '-fno-unroll-loops'];

export interface NativeKernel {
  readonly transformMilliseconds: number;
  time(sizes: readonly number[], rounds: number): Promise<Times>;
  check(sizes: readonly number[]): Promise<Check>;
  /** The most bytes on the tape, at most a sixty-fourth too large. */
  tapeBytes(sizes: readonly number[]): Promise<number>;
}

/**
 * @param clang path of the compiler
 * @param folder for what is built
 */
export async function buildNative(
  clang: string,
  name: string,
  before: Before,
  folder: string,
): Promise<NativeKernel> {
  const source = path.join(kernelFolder, `${name}.c`);
  const first = ['-g', ...frontEnd[before], ...keepScalar, ...target, '-S', '-emit-llvm', '-o', '-', source];
  const { stdout: ir } = await run(clang, first, { maxBuffer: 1 << 28 });
  const { ir: lowered, milliseconds } = lowerKernel(ir, `${name}.c`, 'i64');
  const driver = path.join(kernelFolder, 'driver.c');
  const link = async (text: string, suffix: string): Promise<string> => {
    const base = path.join(folder, `${name}-${before}${suffix}`);
    await writeFile(`${base}.ll`, allowUnrolling(text));
    const more = ['-Wno-override-module', '-o', base, '-x', 'ir', `${base}.ll`, '-x', 'c', driver, '-lm'];
    await run(clang, ['-O3', ...target, ...more]);
    return base;
  };
  const executable = await link(lowered, '');
  const call = async <T>(file: string, ...args: (string | number)[]): Promise<T> =>
    JSON.parse((await run(file, args.map(String))).stdout) as T;
  return {
    transformMilliseconds: milliseconds,
    async time(sizes, rounds) {
      const { primal, gradient, hand } = await call<Record<string, number[]>>(
        executable,
        'time',
        rounds,
        ...sizes,
      );
      return {
        primal: toMilliseconds(primal!),
        gradient: toMilliseconds(gradient!),
        hand: hand && toMilliseconds(hand),
      };
    },
    check: (sizes) => call<Check>(executable, 'check', ...sizes),
    async tapeBytes(sizes) {
      const counting = await link(countTape(lowered, 'i64'), '-tape');
      return (await call<{ tape: number }>(counting, 'tape', ...sizes)).tape;
    },
  };
}

const toMilliseconds = (nanoseconds: readonly number[]): number[] => nanoseconds.map((t) => t / 1e6);
