/** Floating-point arithmetic as the interpreter needs it, over plain numbers or over dual numbers. */
import type { FCmpPredicate, FloatingPointType } from '../ir/index.ts';
import { doubleType, floatType } from '../ir/index.ts';
import { unsupported } from './error.ts';
import { mathFunction } from './math.ts';
import type { Memory } from './memory.ts';
import type { RuntimeValue } from './value.ts';

export type FloatOpcode = 'fadd' | 'fsub' | 'fmul' | 'fdiv' | 'frem';

/** A kind of float. `round` brings a result to the precision of the type: the identity, or `Math.fround`. */
export interface FloatDomain {
  readonly hasTangents: boolean;
  constant(value: number): RuntimeValue;
  primal(value: RuntimeValue): number;
  /** Whether the value has a tangent that is not zero. */
  hasTangent(value: RuntimeValue): boolean;
  negate(value: RuntimeValue): RuntimeValue;
  binary(opcode: FloatOpcode, round: Round): (a: RuntimeValue, b: RuntimeValue) => RuntimeValue;
  /** Conversion between float and double. */
  convert(round: Round): (value: RuntimeValue) => RuntimeValue;
  /** The mathematical function of this name (as for double) of floating-point arguments; undefined if there is none. */
  math(name: string, round: Round): ((args: readonly RuntimeValue[]) => RuntimeValue) | undefined;
  load(memory: Memory, address: number, bits: number): RuntimeValue;
  store(memory: Memory, address: number, bits: number, value: RuntimeValue): void;
}

export type Round = (value: number) => number;
const same: Round = (value) => value;

/** The rounding of a type. Throws for kinds that have no JavaScript number. */
export function roundingOf(type: FloatingPointType): Round {
  if (type === doubleType) return same;
  if (type === floatType) return Math.fround;
  throw unsupported(`the type ${type}`);
}

export function floatOperation(opcode: FloatOpcode): (a: number, b: number) => number {
  switch (opcode) {
    case 'fadd':
      return (a, b) => a + b;
    case 'fsub':
      return (a, b) => a - b;
    case 'fmul':
      return (a, b) => a * b;
    case 'fdiv':
      return (a, b) => a / b;
    case 'frem':
      return (a, b) => a % b;
  }
}

export function readFloat(view: DataView, address: number, bits: number, littleEndian: boolean): number {
  return bits === 64 ? view.getFloat64(address, littleEndian) : view.getFloat32(address, littleEndian);
}

export function writeFloat(
  view: DataView,
  address: number,
  bits: number,
  value: number,
  littleEndian: boolean,
): void {
  if (bits === 64) view.setFloat64(address, value, littleEndian);
  else view.setFloat32(address, value, littleEndian);
}

/** Plain numbers. */
export const numbers: FloatDomain = {
  hasTangents: false,
  constant: (value) => value,
  primal: (value) => value as number,
  hasTangent: () => false,
  negate: (value) => -(value as number),
  binary(opcode, round) {
    const operation = floatOperation(opcode) as (a: RuntimeValue, b: RuntimeValue) => number;
    return round === same ? operation : (a, b) => round(operation(a, b));
  },
  convert: (round) => (value) => round(value as number),
  math(name, round) {
    const f = mathFunction(name);
    return f && ((args) => round(f(...(args as readonly number[]))));
  },
  load(memory, address, bits) {
    memory.checkRead(address, bits / 8);
    return readFloat(memory.view, address, bits, memory.littleEndian);
  },
  store(memory, address, bits, value) {
    memory.checkWrite(address, bits / 8);
    writeFloat(memory.view, address, bits, value as number, memory.littleEndian);
  },
};

/** The comparison of a predicate: `o…` is false and `u…` true when an operand is not a number. */
export function floatComparison(predicate: FCmpPredicate): (a: number, b: number) => boolean {
  const unordered = (a: number, b: number): boolean => a !== a || b !== b;
  switch (predicate) {
    case 'false':
      return () => false;
    case 'true':
      return () => true;
    case 'ord':
      return (a, b) => !unordered(a, b);
    case 'uno':
      return unordered;
    case 'oeq':
      return (a, b) => a === b;
    case 'ogt':
      return (a, b) => a > b;
    case 'oge':
      return (a, b) => a >= b;
    case 'olt':
      return (a, b) => a < b;
    case 'ole':
      return (a, b) => a <= b;
    case 'one':
      return (a, b) => a < b || a > b;
    case 'ueq':
      return (a, b) => !(a < b || a > b);
    case 'ugt':
      return (a, b) => !(a <= b);
    case 'uge':
      return (a, b) => !(a < b);
    case 'ult':
      return (a, b) => !(a >= b);
    case 'ule':
      return (a, b) => !(a > b);
    case 'une':
      return (a, b) => a !== b;
  }
}
