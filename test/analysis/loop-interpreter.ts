import { gepOffset } from '../../src/analysis/gep.ts';
import type { BasicBlock, Fn, ICmpPredicate, Instruction, Value } from '../../src/ir/index.ts';
import { ConstantInt, Flag } from '../../src/ir/index.ts';
import { Undefined } from './alias-interpreter.ts';

/** Bytes that a load or store touched. */
export interface LoopTouch {
  readonly inst: Instruction;
  readonly address: bigint;
  readonly size: number;
  readonly value: bigint;
}

/** Executes loops over integers of any width, in memory of any size. What would be poison ends the run. */
export class LoopInterpreter {
  readonly touches: LoopTouch[] = [];
  readonly #memory = new Map<bigint, bigint>();
  readonly #fn: Fn;
  readonly #values = new Map<Value, bigint>();
  readonly #maxSteps: number;

  constructor(fn: Fn, maxSteps: number) {
    this.#fn = fn;
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
      let next: BasicBlock | undefined;
      for (const inst of block) {
        if (++steps > this.#maxSteps) throw new Undefined('too long');
        if (inst.opcode === 'phi' || inst.opcode === 'ret') continue;
        if (inst.opcode === 'br')
          next = block.successors[inst.condition && this.#value(inst.condition) === 0n ? 1 : 0];
        else this.#values.set(inst, this.#execute(inst));
      }
      from = block;
      block = next;
    }
  }

  #value(value: Value): bigint {
    return value instanceof ConstantInt ? value.value : this.#values.get(value)!;
  }

  #execute(inst: Instruction): bigint {
    const at = (i: number): bigint => this.#value(inst.operand(i));
    switch (inst.opcode) {
      case 'load':
        return this.#read(inst, BigInt.asUintN(64, at(0)));
      case 'store':
        this.#write(inst, BigInt.asUintN(64, at(1)), at(0));
        return 0n;
      case 'getelementptr': {
        const { offset, terms } = gepOffset(this.#fn.parent!.dataLayout, inst.sourceType, inst.indices)!;
        let sum = BigInt.asUintN(64, at(0)) + BigInt(offset);
        for (const { index, stride } of terms) sum += this.#value(index) * BigInt(stride);
        if (inst.flags & Flag.inbounds && sum !== BigInt.asUintN(64, sum))
          throw new Undefined('out of bounds');
        return BigInt.asUintN(64, sum);
      }
      case 'icmp':
        return compare(inst.predicate, at(0), at(1), bitsOf(inst.operand(0))) ? 1n : 0n;
      case 'add':
        return wrapped(
          inst,
          at(0) + at(1),
          this.#unsigned(inst.operand(0)) + this.#unsigned(inst.operand(1)),
        );
      case 'sub':
        return wrapped(
          inst,
          at(0) - at(1),
          this.#unsigned(inst.operand(0)) - this.#unsigned(inst.operand(1)),
        );
      case 'mul':
        return wrapped(
          inst,
          at(0) * at(1),
          this.#unsigned(inst.operand(0)) * this.#unsigned(inst.operand(1)),
        );
      case 'trunc':
        return wrapped(inst, at(0), this.#unsigned(inst.operand(0)));
      case 'sext':
        return at(0);
      case 'zext':
        if (inst.flags & Flag.nneg && at(0) < 0n) throw new Undefined('negative');
        return this.#unsigned(inst.operand(0));
      default:
        throw new Error(`the interpreter does not know ${inst.opcode}`);
    }
  }

  #unsigned(value: Value): bigint {
    return BigInt.asUintN(bitsOf(value), this.#value(value));
  }

  #read(inst: Instruction, address: bigint): bigint {
    let bits = 0n;
    for (let i = 7n; i >= 0n; i--) bits = bits * 256n + (this.#memory.get(address + i) ?? 0n);
    const value = BigInt.asIntN(64, bits);
    this.touches.push({ inst, address, size: 8, value });
    return value;
  }

  #write(inst: Instruction, address: bigint, value: bigint): void {
    this.touches.push({ inst, address, size: 8, value });
    for (let i = 0n; i < 8n; i++) this.#memory.set(address + i, (value >> (8n * i)) & 255n);
  }
}

const bitsOf = (value: Value): number => (value.type.kind === 'integer' ? value.type.bits : 64);

/** A result of the type's width, given as it would be with and without signs. */
function wrapped(inst: Instruction & { flags: number }, signed: bigint, unsigned: bigint): bigint {
  const bits = bitsOf(inst);
  const result = BigInt.asIntN(bits, signed);
  if (inst.flags & Flag.nsw && result !== signed) throw new Undefined('signed wrap');
  if (inst.flags & Flag.nuw && BigInt.asUintN(bits, unsigned) !== unsigned)
    throw new Undefined('unsigned wrap');
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
