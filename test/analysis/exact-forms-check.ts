/** Holds what is said of numbers, addresses and loop counters in a function against what they are when it is executed. */
import { computeDominators } from '../../src/analysis/dominators.ts';
import type { Loop } from '../../src/analysis/loops.ts';
import { computeLoops } from '../../src/analysis/loops.ts';
import { ExactForms } from '../../src/analysis/range/exact-forms.ts';
import { factsAt } from '../../src/analysis/range/facts.ts';
import type { Polynomial } from '../../src/analysis/range/polynomial.ts';
import type { Quotient } from '../../src/analysis/range/prover.ts';
import type { BasicBlock, Fn, Instruction } from '../../src/ir/index.ts';
import { isInstruction } from '../../src/ir/index.ts';
import { Undefined } from './alias-interpreter.ts';
import { LoopInterpreter } from './loop-interpreter.ts';

/** What is said of a block, of each time that control is in it. */
interface Said {
  readonly forms: readonly (readonly [Instruction, Polynomial])[];
  readonly bounds: readonly (readonly [Loop, readonly Quotient[]])[];
  readonly facts: readonly Polynomial[];
  /** The least and the greatest of a variable. */
  readonly ranges: readonly (readonly [
    variable: number,
    least: bigint | undefined,
    most: bigint | undefined,
  ])[];
}

export class FormsCheck {
  readonly #fn: Fn;
  readonly #forms: ExactForms;
  readonly #said = new Map<BasicBlock, Said>();
  /** How many numbers and addresses are known as more than themselves. */
  known = 0;

  constructor(fn: Fn) {
    this.#fn = fn;
    const dominators = computeDominators(fn);
    this.#forms = new ExactForms(fn.parent!.dataLayout, computeLoops(fn, dominators), dominators);
    const forms = this.#forms;
    // What addresses are made of is asked first, as the analysis does.
    for (const inst of fn.instructions())
      if (inst.opcode === 'load' || inst.opcode === 'store') forms.of(inst.pointer);
    for (const block of fn.blocks) this.#said.set(block, this.#sayOf(block));
  }

  #sayOf(block: BasicBlock): Said {
    const forms = this.#forms;
    const known = [...block].flatMap((inst): [Instruction, Polynomial][] => {
      if (inst.type.kind !== 'integer' && inst.type.kind !== 'pointer') return [];
      const form = forms.of(inst);
      return forms.asVariable(inst).minus(form).isConstant ? [] : [[inst, form]];
    });
    this.known += known.length;
    const around = [...forms.loops.loopsAround(block)];
    const variables = new Set(known.flatMap(([, form]) => [...form.variables]));
    return {
      forms: known,
      bounds: around.flatMap((loop) => {
        const at = forms.boundOf(loop)?.at(block);
        return at ? [[loop, at] as const] : [];
      }),
      facts: factsAt(forms, block),
      ranges: [...variables].filter((v) => this.#isCurrent(v, block)).map((v) => {
        const { least, most } = forms.rangeAt(v, block);
        return [v, least, most] as const;
      }),
    };
  } // prettier-ignore

  /** Whether a variable's last value is the one that is meant in a block. */
  #isCurrent(number: number, block: BasicBlock): boolean {
    const variable = this.#forms.variable(number);
    if (variable.kind === 'counter') return variable.loop.blocks.has(block);
    const { value } = variable;
    return !isInstruction(value) || this.#forms.dominators.dominates(value.parent!, block);
  }

  /** What a run shows to be wrong; undefined if the run is undefined, or does not end. */
  run(args: readonly bigint[], maxSteps: number): Set<string> | undefined {
    const wrong = new Set<string>();
    const run = follow(this.#fn, this.#forms, args, maxSteps, (block, interpreter, counters) =>
      this.#compare(block, interpreter, counters, wrong),
    );
    return run && wrong;
  }

  #compare(block: BasicBlock, run: LoopInterpreter, counters: Counters, wrong: Set<string>): void {
    const { forms, bounds, facts, ranges } = this.#said.get(block)!;
    const valueOf = (number: number): bigint | undefined => {
      const variable = this.#forms.variable(number);
      if (variable.kind === 'counter') return counters.get(variable.loop);
      const value = run.valueOf(variable.value);
      return variable.value.type.kind === 'pointer' && value !== undefined
        ? BigInt.asUintN(64, value)
        : value;
    };
    const evaluate = (form: Polynomial): bigint | undefined => evaluated(form, valueOf);
    for (const [inst, form] of forms) {
      const value = run.valueOf(inst);
      const said = evaluate(form);
      if (value === undefined || said === undefined) continue;
      const meant = inst.type.kind === 'pointer' ? BigInt.asUintN(64, value) : value;
      if (said !== meant) wrong.add(`%${inst.name} is not what is said of it`);
    }
    for (const [loop, uppers] of bounds) {
      const counter = counters.get(loop)!;
      const most = uppers.map(({ polynomial, divisor }) => [evaluate(polynomial), divisor] as const);
      if (most.every(([p, divisor]) => p !== undefined && counter * divisor > p))
        wrong.add(`the counter of %${loop.header.name} goes further in %${block.name}`);
    }
    for (const fact of facts) {
      const value = evaluate(fact);
      if (value !== undefined && value < 0n) wrong.add(`a fact does not hold in %${block.name}`);
    }
    for (const [number, least, most] of ranges) {
      const value = valueOf(number);
      if (value === undefined) continue;
      if ((least !== undefined && value < least) || (most !== undefined && value > most))
        wrong.add(`a variable is out of its range in %${block.name}`);
    }
  }
}

export type Counters = ReadonlyMap<Loop, bigint>;

/** Executes a function; undefined if that is undefined, or does not end. */
export function follow(
  fn: Fn,
  forms: ExactForms,
  args: readonly bigint[],
  maxSteps: number,
  atEnd: (block: BasicBlock, run: LoopInterpreter, counters: Counters) => void,
): LoopInterpreter | undefined {
  const counters = new Map<Loop, bigint>();
  const interpreter = new LoopInterpreter(fn, maxSteps, (block, from) => {
    const loop = forms.loops.loopFor(block);
    if (loop?.header === block)
      counters.set(loop, from && loop.blocks.has(from) ? counters.get(loop)! + 1n : 0n);
    atEnd(block, interpreter, counters);
  });
  try {
    interpreter.run(args);
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
  return interpreter;
}

/** What variables are at present. */
export const valuesIn =
  (forms: ExactForms, run: LoopInterpreter, counters: Counters) =>
  (number: number): bigint | undefined => {
    const variable = forms.variable(number);
    if (variable.kind === 'counter') return counters.get(variable.loop);
    const value = run.valueOf(variable.value);
    return variable.value.type.kind === 'pointer' && value !== undefined ? BigInt.asUintN(64, value) : value;
  };

/** A form's value; undefined if a variable has none. */
export function evaluated(
  form: Polynomial,
  valueOf: (variable: number) => bigint | undefined,
): bigint | undefined {
  let sum = 0n;
  for (const { variables, factor } of form.terms) {
    let product = factor;
    for (const v of variables) {
      const value = valueOf(v);
      if (value === undefined) return undefined;
      product *= value;
    }
    sum += product;
  }
  return sum;
}
