/** Times the examples as WebAssembly: the function, its gradient, and their ratio. */
import path from 'node:path';
import { compileFiles, type CompiledFunction } from '../src/node.ts';
import { medianMilliseconds } from './timing.ts';
import { workloads } from './workloads.ts';

export interface ExampleTiming {
  readonly name: string;
  readonly label: string;
  /** Medians in milliseconds; both include copying the arguments into the program's memory. */
  readonly primal: number;
  readonly gradient: number;
  /** gradient over primal */
  readonly ratio: number;
  /** Compiling, differentiating and linking, in milliseconds, without the cache. */
  readonly build: number;
}

const examplesFolder = path.resolve(import.meta.dirname, '../../examples');

/** @param only names of examples; all if empty */
export async function timeExamples(only: readonly string[]): Promise<ExampleTiming[]> {
  const timings: ExampleTiming[] = [];
  for (const workload of workloads) {
    if (only.length > 0 && !only.includes(workload.function)) continue;
    const start = performance.now();
    const program = await compileFiles([path.join(examplesFolder, workload.file)], {
      level: 2,
      cache: false,
    });
    const build = performance.now() - start;
    const fn = program[workload.function] as CompiledFunction;
    const args = workload.args.map((a, i) => toTyped(fn, a, i));
    const options = workload.seed ? [{ seed: workload.seed }] : [];
    const primal = medianMilliseconds(() => fn(...args));
    const gradient = medianMilliseconds(() => fn.valueAndGrad(...args, ...options));
    timings.push({ name: workload.function, label: workload.label, primal, gradient, ratio: gradient / primal, build }); // prettier-ignore
  }
  return timings;
}

function toTyped(
  fn: CompiledFunction,
  argument: number | number[],
  index: number,
): number | Float64Array | Int32Array {
  if (typeof argument === 'number') return argument;
  const parameter = fn.layout.parameters[index];
  const holdsIntegers = parameter?.form === 'array' && parameter.element.uniform === 'i32';
  return holdsIntegers ? Int32Array.from(argument) : Float64Array.from(argument);
}
