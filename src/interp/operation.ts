/** The operators of LLVM as functions of runtime values, for a type; on vectors they work lane by lane. */
import type { BinaryOpcode, CastOpcode, FCmpPredicate, ICmpPredicate, Type } from '../ir/index.ts';
import { scalarOf } from '../ir/index.ts';
import type { Environment } from './environment.ts';
import { unsupported } from './error.ts';
import type { FloatOpcode } from './float.ts';
import { floatComparison, readFloat, roundingOf, writeFloat } from './float.ts';
import type { IntegerOpcode } from './integer.ts';
import { addressComparison, integerComparison, integerOperation } from './integer.ts';
import type { RuntimeValue } from './value.ts';
import { maxNumberBits, unsignedOf, wrapInteger } from './value.ts';

export type Unary = (a: RuntimeValue) => RuntimeValue;
export type Binary = (a: RuntimeValue, b: RuntimeValue) => RuntimeValue;

type Lanes = readonly RuntimeValue[];

function unaryLanes(type: Type, scalar: Unary): Unary {
  return type.kind === 'vector' ? (a) => (a as Lanes).map(scalar) : scalar;
}

function binaryLanes(type: Type, scalar: Binary): Binary {
  return type.kind === 'vector' ? (a, b) => (a as Lanes).map((x, i) => scalar(x, (b as Lanes)[i])) : scalar;
}

export function binaryOperator(env: Environment, opcode: BinaryOpcode, type: Type): Binary {
  const scalar = scalarOf(type);
  if (scalar.kind === 'floating-point') {
    return binaryLanes(type, env.domain.binary(opcode as FloatOpcode, roundingOf(scalar)));
  }
  if (scalar.kind !== 'integer') throw unsupported(`${opcode} of ${type}`);
  return binaryLanes(type, integerOperation(opcode as IntegerOpcode, scalar.bits) as Binary);
}

export function negation(env: Environment, type: Type): Unary {
  return unaryLanes(type, (a) => env.domain.negate(a));
}

export function integerPredicate(predicate: ICmpPredicate, type: Type): Binary {
  const scalar = scalarOf(type);
  const compare = (
    scalar.kind === 'integer' ? integerComparison(predicate, scalar.bits) : addressComparison(predicate)
  ) as (a: RuntimeValue, b: RuntimeValue) => boolean;
  return binaryLanes(type, (a, b) => (compare(a, b) ? -1 : 0));
}

export function floatPredicate(env: Environment, predicate: FCmpPredicate, type: Type): Binary {
  const { domain } = env;
  const compare = floatComparison(predicate);
  return binaryLanes(type, (a, b) => (compare(domain.primal(a), domain.primal(b)) ? -1 : 0));
}

export function castOperator(env: Environment, opcode: CastOpcode, from: Type, to: Type): Unary {
  if (opcode === 'bitcast') return bitcast(env, from, to);
  return unaryLanes(from, scalarCast(env, opcode, scalarOf(from), scalarOf(to)));
}

const bitsOfInteger = (type: Type): number => {
  if (type.kind !== 'integer') throw unsupported(`a conversion of ${type}`);
  return type.bits;
};

function scalarCast(env: Environment, opcode: CastOpcode, from: Type, to: Type): Unary {
  const { domain } = env;
  switch (opcode) {
    case 'trunc':
    case 'sext': {
      const bits = bitsOfInteger(to);
      return (a) => wrapInteger(bits, BigInt(a as number));
    }
    case 'zext': {
      const [width, bits] = [bitsOfInteger(from), bitsOfInteger(to)];
      return (a) => wrapInteger(bits, unsignedOf(width, a as number));
    }
    case 'fptrunc':
    case 'fpext':
      if (to.kind !== 'floating-point') throw unsupported(`${opcode} to ${to}`);
      return domain.convert(roundingOf(to));
    case 'fptosi':
    case 'fptoui': {
      const bits = bitsOfInteger(to);
      // What does not fit is poison in LLVM, and 0 here.
      return (a) => {
        const whole = Math.trunc(domain.primal(a));
        return wrapInteger(bits, Number.isFinite(whole) ? BigInt(whole) : 0n);
      };
    }
    case 'sitofp':
    case 'uitofp': {
      if (to.kind !== 'floating-point') throw unsupported(`${opcode} to ${to}`);
      const [bits, round] = [bitsOfInteger(from), roundingOf(to)];
      if (opcode === 'sitofp') return (a) => domain.constant(round(Number(a as number)));
      return (a) => domain.constant(round(Number(unsignedOf(bits, a as number))));
    }
    case 'ptrtoint':
    case 'ptrtoaddr': {
      const bits = bitsOfInteger(to);
      return (a) => wrapInteger(bits, BigInt(a as number));
    }
    case 'inttoptr': {
      const bits = Math.min(bitsOfInteger(from), env.layout.pointerBits());
      return (a) => Number(unsignedOf(bits, a as number));
    }
    case 'addrspacecast':
      return (a) => a;
    case 'bitcast':
      return bitcast(env, from, to);
  }
}

/** Between floats and integers of one width: through their bytes. */
function bitcast(env: Environment, from: Type, to: Type): Unary {
  if (from === to) return (a) => a;
  const { domain } = env;
  const scratch = new DataView(new ArrayBuffer(8));
  if (from.kind === 'floating-point' && to.kind === 'integer') {
    roundingOf(from);
    return (a) => {
      if (domain.hasTangent(a)) throw unsupported('tangents of floats that are used as integers');
      writeFloat(scratch, 0, from.bits, domain.primal(a), true);
      return to.bits === 64 ? scratch.getBigInt64(0, true) : scratch.getInt32(0, true);
    };
  }
  if (from.kind === 'integer' && to.kind === 'floating-point') {
    roundingOf(to);
    return (a) => {
      if (from.bits > maxNumberBits) scratch.setBigInt64(0, a as bigint, true);
      else scratch.setInt32(0, a as number, true);
      return domain.constant(readFloat(scratch, 0, to.bits, true));
    };
  }
  throw unsupported(`a bitcast of ${from} to ${to}`);
}
