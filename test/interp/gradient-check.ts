/** Compares gradients with directional derivatives by dual numbers, both in the interpreter. */
import { FluxionError } from '../../src/diagnostics/index.ts';
import { Dual, Interpreter, InterpretError } from '../../src/interp/index.ts';
import type { Module } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { createGradient } from '../../src/transform/index.ts';
import { verifyModule } from '../../src/verify/index.ts';
import type { RandomProgram } from './random-ast.ts';
import { arrayLength, programText } from './random-lower.ts';

/** Which elements the two pointer arguments see, in one array. */
interface Layout {
  readonly length: number;
  readonly second: number;
}

function layoutOf(aliasing: RandomProgram['aliasing']): Layout {
  switch (aliasing) {
    case 'same':
      return { length: arrayLength, second: 0 };
    case 'overlapping':
      return { length: arrayLength + 3, second: 3 };
    default:
      return { length: 2 * arrayLength, second: arrayLength };
  }
}

/** Numbers that look random, different for each purpose. */
const noise = (purpose: number, i: number): number => Math.sin(12.9898 * (i + 1) + 78.233 * purpose);

const maxSteps = 200_000;
const depth = 2;

export type Verdict = 'right' | 'too long' | 'refused';

/**
 * @returns 'refused' when the type of some memory is not known: nothing but a copy touches it
 * @throws Error that says what is wrong
 */
export function checkGradient(program: RandomProgram): Verdict {
  const text = programText(program);
  const layout = layoutOf(program.aliasing);
  const values = Array.from({ length: layout.length }, (_, i) => noise(1, i));
  const s = noise(2, 0);
  const weights = Array.from({ length: layout.length }, (_, i) => noise(3, i));
  const seed = program.returnActivity === 'active' ? 0.75 : 0;

  const direction = Array.from({ length: layout.length }, (_, i) => noise(4, i));
  const sDirection = program.parameter === 'out' ? noise(5, 0) : 0;
  let primal: Primal;
  try {
    primal = runPrimal(parseModule(text), program, layout, values.map((v, i) => new Dual(v, direction[i]!)), new Dual(s, sDirection)); // prettier-ignore
  } catch (error) {
    if (error instanceof InterpretError && error.diagnostics[0]!.code === 'FX6003') return 'too long';
    throw error;
  }
  const tangent = primal.memory.reduce((sum, { tangent }, i) => sum + tangent * weights[i]!, seed * primal.result.tangent); // prettier-ignore
  let reverse: Reverse;
  try {
    reverse = runGradient(parseModule(text), program, layout, values, s, weights, seed);
  } catch (error) {
    if (error instanceof FluxionError && error.diagnostics.every((d) => d.code === 'FX3003'))
      return 'refused';
    throw error;
  }
  primal.memory.forEach((dual, i) => {
    if (!Object.is(dual.primal, reverse.memory[i])) throw new Error(`element ${i} ends as ${reverse.memory[i]}, not ${dual.primal}`); // prettier-ignore
  });
  const terms = [...reverse.shadow.map((g, i) => g * direction[i]!), reverse.parameter * sDirection];
  const gradient = terms.reduce((sum, term) => sum + term, 0);
  const scale = terms.reduce((sum, term) => sum + Math.abs(term), Math.abs(tangent));
  if (!(Math.abs(gradient - tangent) <= 1e-7 * scale + 1e-13)) {
    throw new Error(`the derivative is ${tangent}, but by the gradient it is ${gradient}`);
  }
  return 'right';
}

interface Primal {
  readonly result: Dual;
  readonly memory: readonly Dual[];
}

function runPrimal(
  module: Module,
  program: RandomProgram,
  layout: Layout,
  values: readonly Dual[],
  s: Dual,
): Primal {
  const interpreter = new Interpreter(module, { tangents: true, checkInitialized: true, maxSteps });
  const { memory, domain } = interpreter;
  const start = memory.allocateStatic(8 * values.length);
  values.forEach((value, i) => domain.store(memory, start + 8 * i, 64, value));
  const args = [start, start + 8 * layout.second, s, program.integer, depth];
  const result = interpreter.call(module.getFunction('f0')!, args) as Dual;
  return { result, memory: values.map((_, i) => domain.load(memory, start + 8 * i, 64) as Dual) };
}

interface Reverse {
  readonly memory: readonly number[];
  readonly shadow: readonly number[];
  readonly parameter: number;
}

function runGradient(
  module: Module,
  program: RandomProgram,
  layout: Layout,
  values: readonly number[],
  s: number,
  weights: readonly number[],
  seed: number,
): Reverse {
  const active = program.returnActivity === 'active';
  const gradient = createGradient(module, module.getFunction('f0')!, {
    parameters: ['dup', 'dup', program.parameter, 'const', 'const'],
    returnActivity: program.returnActivity,
    primalReturn: false,
    noaliasParameters: program.aliasing === 'promised none',
  });
  const findings = verifyModule(module);
  if (findings.length) throw new Error(`invalid: ${findings.map((d) => d.message).join('; ')}`);
  const interpreter = new Interpreter(module, { checkInitialized: true, maxSteps: 60 * maxSteps });
  const { memory, domain } = interpreter;
  const put = (numbers: readonly number[]): number => {
    const start = memory.allocateStatic(8 * numbers.length);
    numbers.forEach((value, i) => domain.store(memory, start + 8 * i, 64, value));
    return start;
  };
  const [start, shadow] = [put(values), put(weights)];
  const second = 8 * layout.second;
  const args = [start, shadow, start + second, shadow + second, s, program.integer, depth];
  const result = interpreter.call(gradient, active ? [...args, seed] : args);
  checkLeftOvers(interpreter, module);
  const get = (from: number): number[] =>
    values.map((_, i) => domain.load(memory, from + 8 * i, 64) as number);
  return { memory: get(start), shadow: get(shadow), parameter: program.parameter === 'out' ? (result as number) : 0 }; // prettier-ignore
}

/** The tape is empty in the end, and of all that was allocated only the tape is left. */
function checkLeftOvers(interpreter: Interpreter, module: Module): void {
  const { memory } = interpreter;
  const top = module.getGlobal('__fluxion_tape_top');
  if (top && memory.view.getInt32(interpreter.addressOf(top), true) !== 0) {
    throw new Error('something is left on the tape');
  }
  if (memory.liveObjects > (top ? 1 : 0)) throw new Error(`${memory.liveObjects} objects were not freed`);
}
