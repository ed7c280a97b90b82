import { mathTable } from '../../src/rules/math-table.ts';
import type { MathEntry } from '../../src/rules/math-table.ts';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';
import { instantiate } from '../toolchain/support.ts';
import type { FunctionTable } from './evaluate.ts';

/** What a mathematical function computes: its result (or the members of it), and what it writes through pointers. */
export interface Primal {
  readonly result: number | readonly number[];
  readonly outputs: Readonly<Record<string, number>>;
}

export interface PrimalLibrary {
  /** The primal of the rule `ruleName(entry)`, at operands without the pointers. */
  evaluate(entry: MathEntry, args: readonly number[]): Primal;
  /** The functions that derivatives call. */
  readonly functions: FunctionTable;
}

/** The name by which `ruleCases` calls an entry. */
export const ruleName = (entry: MathEntry): string =>
  (entry.names[0] ?? entry.intrinsics?.[0] ?? '').replace('*', '');

export const isPointerOperand = (name: string): boolean => name === 'p' || name === 'q';
export const isIntegerOperand = (name: string): boolean => name === 'n' || name === 'm';

type Fn = (...args: number[]) => number;

const wasmNames = (entry: MathEntry): boolean =>
  entry.names.length > 0 && !(ruleName(entry) in newerFunctions);

/** Functions that the embedded C library does not have yet, by their definitions. */
const newerFunctions: Readonly<Record<string, Fn>> = {
  exp2m1: (x) => Math.expm1(x * Math.LN2),
  exp10m1: (x) => Math.expm1(x * Math.LN10),
  log2p1: (x) => Math.log1p(x) / Math.LN2,
  log10p1: (x) => Math.log1p(x) / Math.LN10,
  sinpi: (x) => Math.sin(Math.PI * x),
  cospi: (x) => Math.cos(Math.PI * x),
  tanpi: (x) => Math.tan(Math.PI * x),
  asinpi: (x) => Math.asin(x) / Math.PI,
  acospi: (x) => Math.acos(x) / Math.PI,
  atanpi: (x) => Math.atan(x) / Math.PI,
  atan2pi: (x, y) => Math.atan2(x, y) / Math.PI,
  rsqrt: (x) => 1 / Math.sqrt(x),
  powr: (x, y) => (x < 0 || (x === 0 && y === 0) ? NaN : x ** y),
  pown: (x, n) => x ** n,
  compoundn: (x, n) => (1 + x) ** n,
  rootn: (x, n) => Math.sign(x) ** n * Math.abs(x) ** (1 / n),
  fmaximum_num: (x, y) => (x !== x ? y : y !== y ? x : Math.max(x, y)),
  fminimum_num: (x, y) => (x !== x ? y : y !== y ? x : Math.min(x, y)),
  fmaximum: Math.max,
  fminimum: Math.min,
  fmaximum_mag: (x, y) => (Math.abs(x) > Math.abs(y) ? x : Math.abs(y) > Math.abs(x) ? y : Math.max(x, y)),
  fminimum_mag: (x, y) => (Math.abs(x) < Math.abs(y) ? x : Math.abs(y) < Math.abs(x) ? y : Math.min(x, y)),
  fmaximum_mag_num: (x, y) => (x !== x ? y : y !== y ? x : newerFunctions['fmaximum_mag']!(x, y)),
  fminimum_mag_num: (x, y) => (x !== x ? y : y !== y ? x : newerFunctions['fminimum_mag']!(x, y)),
  roundeven: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
  nextup: (x) => x + Number.EPSILON * Math.abs(x),
  nextdown: (x) => x - Number.EPSILON * Math.abs(x),
  fromfp: (x) => Math.ceil(x),
  fromfpx: (x) => Math.ceil(x),
  ufromfp: (x) => Math.ceil(x),
  ufromfpx: (x) => Math.ceil(x),
};

/** Loads the C library of the embedded toolchain. */
export async function loadPrimalLibrary(): Promise<PrimalLibrary> {
  const entries = mathTable.filter(wasmNames);
  const wrappers = entries.flatMap(wrappersOf);
  const toolchain = createToolchain();
  const source = `#define _GNU_SOURCE\n#include <math.h>\n${wrappers.map((w) => w.text).join('\n')}\n`;
  const { ir } = await toolchain.compileToIR(sourceSetOf({ 'primal.c': source }), {
    level: 1,
    extraFlags: ['-fno-builtin', '-Wno-deprecated-declarations'],
  });
  const { call } = await instantiate(await toolchain.linkWasm(ir, { exports: wrappers.map((w) => w.name) }));
  return new Library(call);
}

/** One C function for the result and one for each value written through a pointer. */
function wrappersOf(entry: MathEntry): { name: string; text: string }[] {
  const name = ruleName(entry);
  const parameters = entry.operands
    .filter((o) => !isPointerOperand(o))
    .map((o) => `${isIntegerOperand(o) ? 'int' : 'double'} ${o}`)
    .join(', ');
  const locals = Object.entries(entry.outputs ?? {})
    .map(([o, output]) => `${output === 'integer' ? 'int' : 'double'} ${o};`)
    .join(' ');
  const call = `${name}(${entry.operands.map((o) => (isPointerOperand(o) ? `&${o}` : o)).join(', ')})`;
  const make = (suffix: string, body: string): { name: string; text: string } => ({
    name: `w_${name}${suffix}`,
    text: `double w_${name}${suffix}(${parameters}) { ${locals} ${body} }`,
  });
  return [
    ...(entry.result === 'void' ? [] : [make('', `return ${call};`)]),
    ...Object.keys(entry.outputs ?? {}).map((o) => make(`_${o}`, `${call}; return ${o};`)),
  ];
}

class Library implements PrimalLibrary {
  readonly #wasm: Readonly<Record<string, Fn>>;

  constructor(wasm: Readonly<Record<string, Fn>>) {
    this.#wasm = wasm;
  }

  evaluate(entry: MathEntry, args: readonly number[]): Primal {
    if (entry.members) return { result: this.#members(ruleName(entry), args), outputs: {} };
    const name = ruleName(entry);
    const outputs = Object.keys(entry.outputs ?? {}).map((o): [string, number] => [
      o,
      this.#call(`${name}_${o}`, args),
    ]);
    const result = entry.result === 'void' ? NaN : this.#call(name, args);
    return { result, outputs: Object.fromEntries(outputs) };
  }

  readonly functions: FunctionTable = (name, args) => {
    if (name === 'digamma') return digamma(args[0]!);
    if (name === 'powi') return args[0]! ** args[1]!;
    return this.#call(name, args);
  };

  #members(name: string, args: readonly number[]): readonly number[] {
    const x = args[0]!;
    switch (name) {
      case 'llvm.sincos':
        return [Math.sin(x), Math.cos(x)];
      case 'llvm.sincospi':
        return [Math.sin(Math.PI * x), Math.cos(Math.PI * x)];
      case 'llvm.frexp':
        return [this.#call('frexp', args), this.#call('frexp_p', args)];
      case 'llvm.modf':
        return [this.#call('modf', args), this.#call('modf_p', args)];
      default:
        throw new Error(`no primal for ${name}`);
    }
  }

  #call(name: string, args: readonly number[]): number {
    if (name === 'llvm.powi') return args[0]! ** args[1]!;
    if (name === 'llvm.canonicalize') return args[0]!;
    const fn = newerFunctions[name] ?? this.#wasm[`w_${name}`];
    if (!fn) throw new Error(`no primal for ${name}`);
    return fn(...args);
  }
}

/**
 * The digamma function, for the tests alone: not the method of `src/rules/digamma.ts` but Gauss's series with the
 * tail summed by Euler and Maclaurin: psi(x) = log N' - 1/(2N') - 1/(12N'^2) + 1/(120N'^4) - sum 1/(x + k), N' = x + 1000.
 */
export function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return NaN;
  if (x === Infinity) return x;
  const terms = 1000;
  const n = x + terms;
  // Small terms first.
  let sum = Math.log(n) - 1 / (2 * n) - 1 / (12 * n ** 2) + 1 / (120 * n ** 4);
  let compensation = 0;
  for (let k = terms - 1; k >= 0; k--) {
    const term = -1 / (x + k) - compensation;
    const next = sum + term;
    compensation = next - sum - term;
    sum = next;
  }
  return sum;
}
