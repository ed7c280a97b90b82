/** Compiles the programs of the corpus, and compares their gradients with central differences and with each other. */
import { readFileSync } from 'node:fs';
import { compile, FluxionError, type Argument, type CompiledFunction, type OptimisationLevel } from '../../src/node.ts'; // prettier-ignore
import type { Program, ProgramArgument } from './programs.ts';

export type Compiled = Readonly<Record<string, CompiledFunction>>;

/** All at once: linking takes most of the time. */
export function compilePrograms(programs: readonly Program[], level: OptimisationLevel): Promise<Compiled> {
  const folder = new URL('.', import.meta.url);
  const files = programs.map(({ name }) => [`${name}.c`, readFileSync(new URL(`${name}.c`, folder), 'utf8')]);
  return compile<Compiled>(Object.fromEntries(files) as Record<string, string>, { level, cache: false });
}

/** The value and the gradient at one point, flattened; or the codes of why there is none. */
export interface Outcome {
  readonly numbers: readonly number[];
  readonly refusedWith: readonly string[];
}

/** Evaluates at each point. The problems are sentences; none means that all is right. */
export function checkProgram(
  program: Program,
  compiled: Compiled,
): { outcomes: Outcome[]; problems: string[] } {
  const fn = compiled[program.name];
  if (!fn) return { outcomes: [], problems: ['it was not compiled'] };
  const problems: string[] = [];
  const outcomes = program.points.map((point): Outcome => {
    try {
      return { numbers: checkPoint(program, fn, point, problems), refusedWith: [] };
    } catch (error) {
      if (!(error instanceof FluxionError)) throw error;
      return { numbers: [], refusedWith: error.diagnostics.map((d) => d.code) };
    }
  });
  for (const { refusedWith } of outcomes) checkRefusal(program, refusedWith, problems);
  return { outcomes, problems };
}

function checkRefusal(program: Program, codes: readonly string[], problems: string[]): void {
  const expected = program.refused;
  if (codes.length === 0) {
    if (expected?.always) problems.push('it is not refused');
  } else if (!expected) problems.push(`it is refused with ${codes.join()}`);
  else if (!codes.every((c) => expected.codes.some((e) => e === c))) {
    problems.push(`it is refused with ${codes.join()}, not ${expected.codes.join()}`);
  }
}

function checkPoint(
  program: Program,
  fn: CompiledFunction,
  point: readonly ProgramArgument[],
  problems: string[],
): number[] {
  const { output, active } = program;
  const seed = output && { seed: [...output.seed] };
  const copied = point.map((a) => (typeof a === 'number' ? a : [...a]));
  const { value, gradient } = fn.valueAndGrad(...copied, ...(seed ? [seed] : []));
  const primal = evaluate(program, fn, point);
  if (!output && value !== primal)
    problems.push(`the value is ${String(value)}, that of the function ${primal}`);
  const numbers = [primal];
  for (const parameter of active) {
    const entry = gradient[parameter];
    const length = typeof point[parameter] === 'number' ? 1 : (point[parameter] as number[]).length;
    for (let i = 0; i < length; i++) {
      const given = typeof entry === 'number' ? entry : Number((entry as ArrayLike<number>)[i]);
      const expected = difference(program, fn, point, parameter, i);
      // An element of magnitude below a tenth is held to the absolute error of a tenth.
      const tolerance = (program.single ? 3e-4 : 1e-6) * Math.max(0.1, Math.abs(expected));
      if (!(Math.abs(given - expected) <= tolerance)) {
        problems.push(`argument ${parameter}[${i}]: the derivative is ${given}, by differences ${expected}`);
      }
      numbers.push(given);
    }
  }
  return numbers;
}

function evaluate(program: Program, fn: CompiledFunction, point: readonly ProgramArgument[]): number {
  const args = point.map((a): Argument => (typeof a === 'number' ? a : [...a]));
  const { output } = program;
  if (!output) return fn(...args);
  const array = new Float64Array(output.seed.length);
  args[output.parameter] = array;
  fn(...args);
  return output.seed.reduce((sum, s, i) => sum + s * array[i]!, 0);
}

/** Central differences, extrapolated twice (Richardson): the error is of sixth order in the step. */
function difference(
  program: Program,
  fn: CompiledFunction,
  point: readonly ProgramArgument[],
  parameter: number,
  i: number,
): number {
  const at = point[parameter]!;
  const origin = typeof at === 'number' ? at : at[i]!;
  const moved = (h: number): number => {
    const to = typeof at === 'number' ? at + h : at.map((v, k) => (k === i ? v + h : v));
    return evaluate(
      program,
      fn,
      point.map((a, k) => (k === parameter ? to : a)),
    );
  };
  const central = (h: number): number => (moved(h) - moved(-h)) / (2 * h);
  const h = (program.single ? 2 ** -5 : 2 ** -11) * Math.max(1, Math.abs(origin));
  return (64 * central(h / 4) - 20 * central(h / 2) + central(h)) / 45;
}

/** Where the outcomes at two levels differ by more than rounding. */
export function compareOutcomes(
  program: Program,
  left: readonly Outcome[],
  right: readonly Outcome[],
): string[] {
  return left.flatMap((outcome, k) => {
    const other = right[k]!;
    if (outcome.numbers.length === 0 || other.numbers.length === 0) return [];
    return outcome.numbers.flatMap((number, i) => {
      const tolerance = (program.single ? 1e-5 : 1e-9) * Math.max(1, Math.abs(number));
      const isClose = Math.abs(number - other.numbers[i]!) <= tolerance;
      return isClose ? [] : [`point ${k}, number ${i}: ${number} and ${other.numbers[i]}`];
    });
  });
}
