/** Integer arithmetic: on numbers up to 32 bits, on bigints above. Operands and results are signed; see `value.ts`. */
import type { BinaryOpcode, ICmpPredicate } from '../ir/index.ts';
import { undefinedResult } from './error.ts';
import { maxNumberBits, wrapNumber } from './value.ts';

export type IntegerOpcode = Exclude<BinaryOpcode, 'fadd' | 'fsub' | 'fmul' | 'fdiv' | 'frem'>;
type NumberOperation = (a: number, b: number) => number;
type BigintOperation = (a: bigint, b: bigint) => bigint;

/** The operation at a width. Results that are poison in LLVM (too long shifts) are 0. */
export function integerOperation(opcode: IntegerOpcode, bits: number): NumberOperation | BigintOperation {
  return bits <= maxNumberBits ? numberOperation(opcode, bits) : bigintOperation(opcode, bits);
}

function nonZero<T extends number | bigint>(divisor: T): T {
  if (!divisor) throw undefinedResult('division by zero');
  return divisor;
}

function numberOperation(opcode: IntegerOpcode, bits: number): NumberOperation {
  const wrap = bits === 32 ? (x: number): number => x | 0 : (x: number): number => wrapNumber(bits, x);
  const mask = 2 ** bits - 1;
  const unsigned = bits === 32 ? (x: number): number => x >>> 0 : (x: number): number => x & mask;
  const least = -(2 ** (bits - 1));
  const checkOverflow = (a: number, b: number): void => {
    if (a === least && b === -1) throw undefinedResult('overflow of a signed division');
  };
  switch (opcode) {
    case 'add':
      return (a, b) => wrap(a + b);
    case 'sub':
      return (a, b) => wrap(a - b);
    case 'mul':
      return (a, b) => wrap(Math.imul(a, b));
    case 'udiv':
      return (a, b) => wrap(Math.floor(unsigned(a) / nonZero(unsigned(b))));
    case 'urem':
      return (a, b) => wrap(unsigned(a) % nonZero(unsigned(b)));
    case 'sdiv':
      return (a, b) => (checkOverflow(a, b), wrap(Math.trunc(a / nonZero(b))));
    case 'srem':
      return (a, b) => (checkOverflow(a, b), wrap(a % nonZero(b)));
    case 'shl':
      return (a, b) => (unsigned(b) < bits ? wrap(a << b) : 0);
    case 'lshr':
      return (a, b) => (unsigned(b) < bits ? wrap(unsigned(a) >>> b) : 0);
    case 'ashr':
      return (a, b) => (unsigned(b) < bits ? a >> b : 0);
    case 'and':
      return (a, b) => a & b;
    case 'or':
      return (a, b) => a | b;
    case 'xor':
      return (a, b) => a ^ b;
  }
}

function bigintOperation(opcode: IntegerOpcode, bits: number): BigintOperation {
  const wrap = (x: bigint): bigint => BigInt.asIntN(bits, x);
  const unsigned = (x: bigint): bigint => BigInt.asUintN(bits, x);
  const least = -(1n << BigInt(bits - 1));
  const checkOverflow = (a: bigint, b: bigint): void => {
    if (a === least && b === -1n) throw undefinedResult('overflow of a signed division');
  };
  switch (opcode) {
    case 'add':
      return (a, b) => wrap(a + b);
    case 'sub':
      return (a, b) => wrap(a - b);
    case 'mul':
      return (a, b) => wrap(a * b);
    case 'udiv':
      return (a, b) => wrap(unsigned(a) / nonZero(unsigned(b)));
    case 'urem':
      return (a, b) => wrap(unsigned(a) % nonZero(unsigned(b)));
    case 'sdiv':
      return (a, b) => (checkOverflow(a, b), wrap(a / nonZero(b)));
    case 'srem':
      return (a, b) => (checkOverflow(a, b), wrap(a % nonZero(b)));
    case 'shl':
      return (a, b) => (unsigned(b) < bits ? wrap(a << b) : 0n);
    case 'lshr':
      return (a, b) => (unsigned(b) < bits ? wrap(unsigned(a) >> b) : 0n);
    case 'ashr':
      return (a, b) => (unsigned(b) < bits ? a >> b : 0n);
    case 'and':
      return (a, b) => a & b;
    case 'or':
      return (a, b) => a | b;
    case 'xor':
      return (a, b) => a ^ b;
  }
}

/** The comparison of integers of a width. */
export function integerComparison(
  predicate: ICmpPredicate,
  bits: number,
): (a: number | bigint, b: number | bigint) => boolean {
  // Narrower than 32 bits, sign extension keeps the unsigned order.
  if (bits <= maxNumberBits) return comparison(predicate, (x) => (x as number) >>> 0);
  return comparison(predicate, (x) => BigInt.asUintN(bits, x as bigint));
}

/** The comparison of addresses, which are unsigned as they are. */
export const addressComparison = (predicate: ICmpPredicate): ((a: number, b: number) => boolean) =>
  comparison(predicate, (x) => x);

type Ordered = number | bigint;

function comparison(
  predicate: ICmpPredicate,
  unsigned: (x: Ordered) => Ordered,
): (a: Ordered, b: Ordered) => boolean {
  switch (predicate) {
    case 'eq':
      return (a, b) => a === b;
    case 'ne':
      return (a, b) => a !== b;
    case 'ugt':
      return (a, b) => unsigned(a) > unsigned(b);
    case 'uge':
      return (a, b) => unsigned(a) >= unsigned(b);
    case 'ult':
      return (a, b) => unsigned(a) < unsigned(b);
    case 'ule':
      return (a, b) => unsigned(a) <= unsigned(b);
    case 'sgt':
      return (a, b) => a > b;
    case 'sge':
      return (a, b) => a >= b;
    case 'slt':
      return (a, b) => a < b;
    case 'sle':
      return (a, b) => a <= b;
  }
}
