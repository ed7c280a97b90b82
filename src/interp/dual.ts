/**
 * Dual numbers: a float and its derivative in one direction. The interpreter runs a program on them for exact
 * directional derivatives, independently of the rules and transforms that the rest of Fluxion uses.
 */
import type { FloatDomain, FloatOpcode } from './float.ts';
import { floatOperation, readFloat, writeFloat } from './float.ts';
import { mathFunction } from './math.ts';
import type { RuntimeValue } from './value.ts';

export class Dual {
  readonly primal: number;
  readonly tangent: number;
  constructor(primal: number, tangent: number) {
    this.primal = primal;
    this.tangent = tangent;
  }
}

type Partials = (result: number, ...args: number[]) => number[];

const constantPartial: Partials = () => [0];
/** The one of two arguments that the result is. */
const chosen: Partials = (result, x) => (result === x ? [1, 0] : [0, 1]);

const partials: Readonly<Record<string, Partials>> = {
  fadd: () => [1, 1],
  fsub: () => [1, -1],
  fmul: (_, x, y) => [y!, x!],
  fdiv: (r, _, y) => [1 / y!, -r / y!],
  frem: (_, x, y) => [1, -Math.trunc(x! / y!)],
  fmod: (_, x, y) => [1, -Math.trunc(x! / y!)],
  sqrt: (r) => [1 / (2 * r)],
  cbrt: (r) => [1 / (3 * r ** 2)],
  hypot: (r, x, y) => [x! / r, y! / r],
  pow: (r, x, y) => [y! * x! ** (y! - 1), r * Math.log(x!)],
  exp: (r) => [r],
  exp2: (r) => [r * Math.LN2],
  exp10: (r) => [r * Math.LN10],
  expm1: (r) => [r + 1],
  log: (_, x) => [1 / x!],
  log2: (_, x) => [1 / (x! * Math.LN2)],
  log10: (_, x) => [1 / (x! * Math.LN10)],
  log1p: (_, x) => [1 / (1 + x!)],
  sin: (_, x) => [Math.cos(x!)],
  cos: (_, x) => [-Math.sin(x!)],
  tan: (_, x) => [1 / Math.cos(x!) ** 2],
  asin: (_, x) => [1 / Math.sqrt(1 - x! ** 2)],
  acos: (_, x) => [-1 / Math.sqrt(1 - x! ** 2)],
  atan: (_, x) => [1 / (1 + x! ** 2)],
  atan2: (_, y, x) => [x! / (x! ** 2 + y! ** 2), -y! / (x! ** 2 + y! ** 2)],
  sinh: (_, x) => [Math.cosh(x!)],
  cosh: (_, x) => [Math.sinh(x!)],
  tanh: (_, x) => [1 / Math.cosh(x!) ** 2],
  asinh: (_, x) => [1 / Math.sqrt(x! ** 2 + 1)],
  acosh: (_, x) => [1 / Math.sqrt(x! ** 2 - 1)],
  atanh: (_, x) => [1 / (1 - x! ** 2)],
  erf: (_, x) => [(2 / Math.sqrt(Math.PI)) * Math.exp(-(x! ** 2))],
  erfc: (_, x) => [(-2 / Math.sqrt(Math.PI)) * Math.exp(-(x! ** 2))],
  fabs: (_, x) => [Math.sign(x!)],
  copysign: (r, x) => [Math.sign(r) * Math.sign(x!), 0],
  fmax: chosen,
  fmin: chosen,
  fmaximum: chosen,
  fminimum: chosen,
  fdim: (_, x, y) => (x! > y! ? [1, -1] : [0, 0]),
  fma: (_, x, y) => [y!, x!, 1],
  floor: constantPartial,
  ceil: constantPartial,
  trunc: constantPartial,
  round: constantPartial,
  rint: constantPartial,
  nearbyint: constantPartial,
  roundeven: constantPartial,
};

/** A tangent of zero stays zero, even where the partial derivative is infinite. */
function tangentOf(args: readonly Dual[], derivatives: readonly number[]): number {
  return args.reduce((sum, { tangent }, i) => (tangent === 0 ? sum : sum + derivatives[i]! * tangent), 0);
}

function lift(f: (...args: number[]) => number, derivatives: Partials, round: (x: number) => number) {
  return (args: readonly RuntimeValue[]): Dual => {
    const values = (args as readonly Dual[]).map((x) => x.primal);
    const result = f(...values);
    return new Dual(round(result), tangentOf(args as readonly Dual[], derivatives(result, ...values)));
  };
}

export const duals: FloatDomain = {
  hasTangents: true,
  constant: (value) => new Dual(value, 0),
  primal: (value) => (value as Dual).primal,
  hasTangent: (value) => (value as Dual).tangent !== 0,
  negate(value) {
    const { primal, tangent } = value as Dual;
    return new Dual(-primal, -tangent);
  },
  binary(opcode: FloatOpcode, round) {
    const operation = lift(floatOperation(opcode), partials[opcode]!, round);
    return (a, b) => operation([a, b]);
  },
  convert: (round) => (value) => new Dual(round((value as Dual).primal), (value as Dual).tangent),
  math(name, round) {
    const f = mathFunction(name);
    return f && Object.hasOwn(partials, name) ? lift(f, partials[name]!, round) : undefined;
  },
  load(memory, address, bits) {
    memory.checkRead(address, bits / 8);
    const primal = readFloat(memory.view, address, bits, memory.littleEndian);
    return new Dual(primal, readFloat(memory.tangents!, address, bits, memory.littleEndian));
  },
  store(memory, address, bits, value) {
    const { primal, tangent } = value as Dual;
    memory.checkWrite(address, bits / 8);
    writeFloat(memory.view, address, bits, primal, memory.littleEndian);
    writeFloat(memory.tangents!, address, bits, tangent, memory.littleEndian);
  },
};
