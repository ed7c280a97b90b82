/** Builds kernels as WebAssembly with the embedded toolchain, and runs them in this process. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createToolchain, sourceSetOf } from '../src/toolchain/index.ts';
import { kernelFolder } from './kernels.ts';
import { countTape, lowerKernel } from './lowering.ts';
import type { BuiltKernel } from './measurement.ts';
import type { Before } from './native.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  _initialize(): void;
  bench_setup(sizes: number): void;
  bench_primal(): number;
  bench_gradient(): void;
  bench_hand(): void;
  bench_check_differences(): number;
  bench_check_hand(): number;
  bench_tape_bytes(): number;
  readonly bench_has_hand: WebAssembly.Global<'i32'>;
}

const functions = ['bench_setup', 'bench_primal', 'bench_gradient', 'bench_hand', 'bench_check_differences', 'bench_check_hand', 'bench_tape_bytes', 'bench_has_hand']; // prettier-ignore
const levels = { O0: 0, O1: 1, O2: 2, O3: 3, unoptimised: 2 } as const;
/** A measurement repeats what takes less than this. */
const leastMilliseconds = 5;

/** Kept, so that what the driver was asked once is not asked again. */
const toolchain = createToolchain();

export async function buildWebAssembly(name: string, before: Before): Promise<BuiltKernel> {
  const file = `${name}.c`;
  const read = (of: string): Promise<string> => readFile(path.join(kernelFolder, of), 'utf8');
  const texts = {
    [file]: await read(file),
    'driver.c': await read('driver.c'),
    'bench.h': await read('bench.h'),
  };
  const { ir } = await toolchain.compileToIR(sourceSetOf(texts), {
    level: levels[before],
    defines: ['BENCH_NO_MAIN'],
    extraFlags: ['-fno-math-errno', ...(before === 'unoptimised' ? ['-Xclang', '-disable-llvm-passes'] : [])],
  });
  const { ir: lowered, milliseconds } = lowerKernel(ir.get(file)!, file, 'i32');
  const link = async (text: string): Promise<WebAssembly.Module> => {
    const modules = new Map([
      [file, text],
      ['driver.c', ir.get('driver.c')!],
    ]);
    return WebAssembly.compile((await toolchain.linkWasm(modules, { exports: functions })).wasm);
  };
  const module = await link(lowered);
  return {
    transformMilliseconds: milliseconds,
    async time(sizes, rounds) {
      const kernel = await start(module, sizes);
      const primal = subject(() => kernel.bench_primal());
      const gradient = subject(() => kernel.bench_gradient());
      const hand = hasHand(kernel) ? subject(() => kernel.bench_hand()) : undefined;
      for (let i = 0; i < rounds; i++) for (const s of [primal, gradient, hand]) s?.measure();
      return { primal: primal.times, gradient: gradient.times, hand: hand?.times };
    },
    async check(sizes) {
      const kernel = await start(module, sizes);
      return {
        differences: kernel.bench_check_differences(),
        hand: hasHand(kernel) ? kernel.bench_check_hand() : 0,
      };
    },
    async tapeBytes(sizes) {
      const kernel = await start(await link(countTape(lowered, 'i32')), sizes);
      kernel.bench_gradient();
      return kernel.bench_tape_bytes() >>> 0;
    },
  };
}

async function start(module: WebAssembly.Module, sizes: readonly number[]): Promise<Exports> {
  const kernel = (await WebAssembly.instantiate(module, {})).exports as unknown as Exports;
  kernel._initialize();
  const address = kernel.malloc(4 * sizes.length);
  new Int32Array(kernel.memory.buffer, address, sizes.length).set(sizes);
  kernel.bench_setup(address);
  return kernel;
}

/** A variable is exported as its address. */
function hasHand({ memory, bench_has_hand: address }: Exports): boolean {
  return new Int32Array(memory.buffer, address.value, 1)[0] === 1;
}

/** Processor time of the process, which other processes do not change, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function subject(run: () => unknown): { readonly times: number[]; measure(): void } {
  const times: number[] = [];
  let repetitions = 1;
  const timeOnce = (): number => {
    const begin = processorTime();
    for (let i = 0; i < repetitions; i++) run();
    return processorTime() - begin;
  };
  // The first calls run code that is not yet optimised.
  timeOnce();
  while (timeOnce() < leastMilliseconds) repetitions *= 2;
  timeOnce();
  return { times, measure: () => times.push(timeOnce() / repetitions) };
}
