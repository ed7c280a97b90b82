import { gepSteps } from '../../src/analysis/linear-form.ts';
import type {
  BasicBlock,
  Fn,
  GetElementPtrInst,
  ICmpPredicate,
  Instruction,
  StoreInst,
  Value,
} from '../../src/ir/index.ts';
import { ConstantInt, Flag } from '../../src/ir/index.ts';
import { Undefined } from './alias-interpreter.ts';

/** Bytes that a load or store touched. */
export interface LoopTouch {
  readonly inst: Instruction;
  readonly address: bigint;
  readonly size: number;
  readonly value: bigint;
}

/** Control that goes from block to block. */
export interface LoopEdge {
  readonly from: BasicBlock;
  readonly to: BasicBlock;
  /** How many touches there had been. */
  readonly touches: number;
}

/** A result that is not a number: an error where a branch or an access depends on it, and else none. */
const poison = undefined;
type Result = bigint | typeof poison;

/** Executes loops over integers of any width, in memory of any size, and knows what is poison. */
export class LoopInterpreter {
  readonly touches: LoopTouch[] = [];
  readonly edges: LoopEdge[] = [];
  readonly #memory = new Map<bigint, bigint>();
  readonly #fn: Fn;
  readonly addressBits: number;
  readonly #values = new Map<Value, Result>();
  readonly #maxSteps: number;
  readonly #atEnd: ((block: BasicBlock, from: BasicBlock | undefined) => void) | undefined;

  /** @param atEnd is called at the end of each block, before it is left */
  constructor(fn: Fn, maxSteps: number, atEnd?: (block: BasicBlock, from: BasicBlock | undefined) => void) {
    this.#atEnd = atEnd;
    this.#fn = fn;
    this.addressBits = fn.parent!.dataLayout.indexType(0).bits;
    this.#maxSteps = maxSteps;
  }

  run(args: readonly bigint[]): void {
    this.#fn.args.forEach((arg, i) => this.#values.set(arg, args[i]!));
    let block: BasicBlock | undefined = this.#fn.entry;
    let from: BasicBlock | undefined;
    let steps = 0;
    while (block) {
      const phis = [...block.phis()].map((phi) => [phi, this.#value(phi.valueFor(from!)!)] as const);
      for (const [phi, value] of phis) this.#values.set(phi, value);
      if (from) this.edges.push({ from, to: block, touches: this.touches.length });
      let next: BasicBlock | undefined;
      for (const inst of block) {
        if (++steps > this.#maxSteps) throw new Undefined('too long');
        if (inst.opcode === 'phi' || inst.opcode === 'ret') continue;
        if (inst.opcode === 'unreachable') throw new Undefined('unreachable');
        if (inst.opcode === 'br')
          next = block.successors[inst.condition && this.#defined(inst.condition) === 0n ? 1 : 0];
        else this.#values.set(inst, this.#execute(inst));
      }
      this.#atEnd?.(block, from);
      from = block;
      block = next;
    }
  }

  /** The last value; undefined if it is poison or has not been computed. */
  valueOf(value: Value): bigint | undefined {
    return this.#value(value);
  }

  #value(value: Value): Result {
    return value instanceof ConstantInt ? value.value : this.#values.get(value);
  }

  #defined(value: Value): bigint {
    const result = this.#value(value);
    if (result === poison) throw new Undefined('poison');
    return result;
  }

  #execute(inst: Instruction): Result {
    if (inst.opcode === 'load')
      return this.#read(inst, BigInt.asUintN(this.addressBits, this.#defined(inst.pointer)));
    if (inst.opcode === 'store') {
      this.#write(
        inst,
        BigInt.asUintN(this.addressBits, this.#defined(inst.pointer)),
        this.#value(inst.value) ?? 0n,
      );
      return 0n;
    }
    const operands = inst.operands.map((o) => this.#value(o));
    return operands.includes(poison) ? poison : this.#operate(inst, operands as bigint[]);
  }

  #operate(inst: Instruction, operands: readonly bigint[]): Result {
    const [a, b] = operands as [bigint, bigint];
    const unsigned = (i: number): bigint => BigInt.asUintN(bitsOf(inst.operand(i)), operands[i]!);
    switch (inst.opcode) {
      case 'getelementptr':
        return this.#address(inst, a);
      case 'icmp':
        return compare(inst.predicate, a, b, bitsOf(inst.operand(0))) ? 1n : 0n;
      case 'add':
        return wrapped(inst, a + b, unsigned(0) + unsigned(1));
      case 'sub':
        return wrapped(inst, a - b, unsigned(0) - unsigned(1));
      case 'mul':
        return wrapped(inst, a * b, unsigned(0) * unsigned(1));
      case 'shl':
        return unsigned(1) < bitsOf(inst) ? wrapped(inst, a << b, unsigned(0) << b) : poison;
      case 'or':
        return inst.flags & Flag.disjoint && a & b ? poison : a | b;
      case 'trunc':
        return wrapped(inst, a, unsigned(0));
      case 'sext':
        return a;
      case 'zext':
        return inst.flags & Flag.nneg && a < 0n ? poison : unsigned(0);
      default:
        throw new Error(`the interpreter does not know ${inst.opcode}`);
    }
  }

  #address(gep: GetElementPtrInst, base: bigint): Result {
    const { constant, terms } = gepSteps(gep, this.#fn.parent!.dataLayout)!;
    const steps = terms.reduce((sum, t) => sum + this.#value(t.value)! * t.scale, constant);
    const bits = this.addressBits;
    const sum = BigInt.asUintN(bits, base) + steps;
    const isExact = (gep.flags & (Flag.inbounds | Flag.nusw)) !== 0;
    // The offset is a signed number, and adding it to the address does not wrap around.
    if (isExact && (sum !== BigInt.asUintN(bits, sum) || steps !== BigInt.asIntN(bits, steps))) return poison;
    return BigInt.asUintN(bits, sum);
  }

  #read(inst: Instruction, address: bigint): bigint {
    const size = bitsOf(inst) / 8;
    let bits = 0n;
    for (let i = size - 1; i >= 0; i--) bits = bits * 256n + (this.#memory.get(address + BigInt(i)) ?? 0n);
    const value = BigInt.asIntN(8 * size, bits);
    this.touches.push({ inst, address, size, value });
    return value;
  }

  #write(inst: StoreInst, address: bigint, value: bigint): void {
    const size = bitsOf(inst.value) / 8;
    this.touches.push({ inst, address, size, value });
    for (let i = 0; i < size; i++) this.#memory.set(address + BigInt(i), (value >> BigInt(8 * i)) & 255n);
  }
}

const bitsOf = (value: Value): number => (value.type.kind === 'integer' ? value.type.bits : 64);

/** A result of the type's width, given as it would be with and without signs. */
function wrapped(inst: Instruction & { flags: number }, signed: bigint, unsigned: bigint): Result {
  const bits = bitsOf(inst);
  const result = BigInt.asIntN(bits, signed);
  if (inst.flags & Flag.nsw && result !== signed) return poison;
  if (inst.flags & Flag.nuw && BigInt.asUintN(bits, unsigned) !== unsigned) return poison;
  return result;
}

function compare(predicate: ICmpPredicate, a: bigint, b: bigint, bits: number): boolean {
  const [left, right] = predicate.startsWith('u')
    ? [BigInt.asUintN(bits, a), BigInt.asUintN(bits, b)]
    : [a, b];
  switch (predicate.replace(/^[su]/, '')) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    case 'gt':
      return left > right;
    default:
      return left >= right;
  }
}
