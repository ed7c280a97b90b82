/** Calls of mathematical functions: C's by their names with suffixes, LLVM's intrinsics by what they stand for. */
import type { Fn, Type } from '../ir/index.ts';
import { scalarOf } from '../ir/index.ts';
import { accessOf } from './access.ts';
import type { Environment } from './environment.ts';
import type { Round } from './float.ts';
import { roundingOf } from './float.ts';
import type { Builtin } from './intrinsic.ts';
import { baseName } from './intrinsic.ts';
import type { RuntimeValue } from './value.ts';
import { wrapInteger } from './value.ts';

/** Intrinsics that have another name in <math.h>. */
const cNames: Readonly<Record<string, string>> = {
  maxnum: 'fmax',
  minnum: 'fmin',
  maximumnum: 'fmax',
  minimumnum: 'fmin',
  maximum: 'fmaximum',
  minimum: 'fminimum',
  fmuladd: 'fma',
};

export function mathCall(env: Environment, fn: Fn): Builtin | undefined {
  const { parameters, returnType } = fn.valueType;
  const type = parameters.map(scalarOf).find((t) => t.kind === 'floating-point');
  if (type?.kind !== 'floating-point') return undefined;
  const isIntrinsic = fn.name!.startsWith('llvm.');
  const base = isIntrinsic
    ? baseName(fn.name!)
    : type.name === 'float'
      ? fn.name!.replace(/f$/, '')
      : fn.name!;
  const name = cNames[base] ?? base;
  const round = roundingOf(type);
  const isFloat = (t: Type): boolean => t === type;
  if (isFloat(returnType) && parameters.every(isFloat)) return env.domain.math(name, round);
  if (returnType.kind === 'vector' && parameters.every((t) => t === returnType)) {
    const scalar = env.domain.math(name, round);
    return scalar && ((args) => (args[0] as RuntimeValue[]).map((_, i) => scalar(args.map((a) => (a as RuntimeValue[])[i])))); // prettier-ignore
  }
  if (returnType.kind === 'integer') return integerResult(env, name, returnType.bits);
  return mixedCall(env, name, type, round);
}

/** Functions from a float to an integer. */
function integerResult(env: Environment, name: string, bits: number): Builtin | undefined {
  const { domain } = env;
  const rounding = domain.math(name.replace(/^l{1,2}r/, 'r'), (x) => x);
  const toInteger = (x: number): RuntimeValue => wrapInteger(bits, Number.isFinite(x) ? BigInt(x) : 0n);
  switch (name) {
    case 'lrint':
    case 'llrint':
    case 'lround':
    case 'llround':
      return (args) => toInteger(domain.primal(rounding!(args)));
    case 'ilogb':
      return ([x]) => toInteger(exponentOf(domain.primal(x)) - 1);
    case 'is.fpclass':
      return ([x, mask]) => ((classOf(domain.primal(x)) & (mask as number)) !== 0 ? -1 : 0);
    case 'fptosi.sat':
    case 'fptoui.sat': {
      const isSigned = name === 'fptosi.sat';
      const [least, most] = isSigned ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
      return ([x]) => {
        const value = Math.trunc(domain.primal(x));
        if (value >= most) return wrapInteger(bits, (1n << BigInt(isSigned ? bits - 1 : bits)) - 1n);
        return toInteger(Math.max(value, least));
      };
    }
    default:
      return undefined;
  }
}

/** Functions with pointer or integer operands. */
function mixedCall(env: Environment, name: string, type: Type, round: Round): Builtin | undefined {
  const { domain, memory } = env;
  const scale = domain.binary('fmul', round);
  const subtract = domain.binary('fsub', round);
  const storeInt = (address: RuntimeValue, value: number): void => {
    memory.checkWrite(address as number, 4);
    memory.view.setInt32(address as number, value, memory.littleEndian);
  };
  const scaled = (x: RuntimeValue, exponent: number): RuntimeValue => {
    // In two steps: 2^exponent alone may overflow where the result does not.
    const half = Math.trunc(exponent / 2);
    return scale(scale(x, domain.constant(2 ** half)), domain.constant(2 ** (exponent - half)));
  };
  switch (name) {
    case 'ldexp':
    case 'scalbn':
    case 'scalbln':
      return ([x, n]) => scaled(x, Math.max(-4000, Math.min(4000, Number(n))));
    case 'powi': {
      const pow = domain.math('pow', round);
      return ([x, n]) => pow!([x, domain.constant(Number(n))]);
    }
    case 'frexp':
      return ([x, pointer]) => {
        const exponent = exponentOf(domain.primal(x));
        const mantissa = scaled(x, -exponent);
        if (pointer === undefined) return [mantissa, exponent];
        storeInt(pointer, exponent);
        return mantissa;
      };
    case 'modf': {
      const trunc = domain.math('trunc', round)!;
      return ([x, pointer]) => {
        const whole = trunc([x]);
        const part = subtract(x, whole);
        if (pointer === undefined) return [part, whole];
        accessOf(env, type).store(pointer as number, whole);
        return part;
      };
    }
    case 'sincos': {
      const [sin, cos] = [domain.math('sin', round)!, domain.math('cos', round)!];
      return ([x, first, second]) => {
        if (first === undefined) return [sin([x]), cos([x])];
        accessOf(env, type).store(first as number, sin([x]));
        accessOf(env, type).store(second as number, cos([x]));
        return undefined;
      };
    }
    default:
      return undefined;
  }
}

/** n such that |x| is in [2^(n-1), 2^n); 0 for zeros, infinities and NaN. */
function exponentOf(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return 0;
  let n = Math.floor(Math.log2(Math.abs(x))) + 1;
  while (Math.abs(x) >= 2 ** n) n++;
  while (Math.abs(x) < 2 ** (n - 1)) n--;
  return n;
}

/** The bit of `llvm.is.fpclass` that stands for the value (quiet NaN for all NaN). */
function classOf(x: number): number {
  if (x !== x) return 1 << 1;
  const negative = x < 0 || Object.is(x, -0);
  if (Math.abs(x) === Infinity) return negative ? 1 << 2 : 1 << 9;
  if (x === 0) return negative ? 1 << 5 : 1 << 6;
  if (Math.abs(x) < 2 ** -1022) return negative ? 1 << 4 : 1 << 7;
  return negative ? 1 << 3 : 1 << 8;
}
