import { gepOffset } from '../../src/analysis/gep.ts';
import type { BasicBlock, Instruction, Module, Value } from '../../src/ir/index.ts';
import { Argument, CallBase, ConstantInt, Fn, GlobalVariable } from '../../src/ir/index.ts';

/** Bytes that an instruction of the observed function touched, at one moment. A call touches what its callee does. */
export interface Touch {
  readonly inst: Instruction;
  readonly kind: 'read' | 'write';
  readonly address: number;
  readonly size: number;
  /** What was read. */
  readonly bytes: Uint8Array;
}

interface Block {
  readonly start: number;
  readonly size: number;
  freed: boolean;
  /** The number of touches that there were when it was made. */
  readonly born: number;
}

/** The program did something undefined; what it did until then stands. */
export class Undefined extends Error {}

/** Objects lie this far apart, so that no offset leads from one into the next. */
const spacing = 1 << 12;

/**
 * Executes a small part of LLVM IR (integers of 64 bits and pointers) and records which bytes each instruction of the
 * outermost function touches. Addresses are never used twice.
 */
export class MiniInterpreter {
  readonly touches: Touch[] = [];
  readonly #module: Module;
  readonly #memory = new Map<number, number>();
  readonly #blocks: Block[] = [];
  readonly #globals = new Map<GlobalVariable, number>();
  /** Pointers that unknown functions got hold of. */
  readonly #kept: number[] = [];
  readonly #random: () => number;
  #steps = 0;
  /** The instruction of the outermost function that is being executed. */
  #current: Instruction | undefined;
  #currentStart = 0;

  constructor(module: Module, random: () => number) {
    this.#module = module;
    this.#random = random;
    for (const global of module.globals) {
      const address = this.allocate(64);
      this.#globals.set(global, address);
      if (global.linkage !== 'internal') this.#kept.push(address);
    }
  }

  addressOf(global: string): number {
    return this.#globals.get(this.#module.getGlobal(global)!)!;
  }

  allocate(size: number): number {
    const start = spacing * (this.#blocks.length + 1);
    this.#blocks.push({ start, size, freed: false, born: this.touches.length });
    return start;
  }

  blockOf(address: number): Block | undefined {
    const block = this.#blocks[Math.floor(address / spacing) - 1];
    return block && address >= block.start && address < block.start + block.size ? block : undefined;
  }

  poke(address: number, value: bigint): void {
    for (let i = 0; i < 8; i++) this.#memory.set(address + i, Number((value >> BigInt(8 * i)) & 255n));
  }

  bytesAt(address: number, size: number): Uint8Array {
    return Uint8Array.from({ length: size }, (_, i) => this.#memory.get(address + i) ?? 0);
  }

  /** The memory that an unknown function can name from the beginning. */
  keep(address: number): void {
    this.#kept.push(address);
  }

  #touch(kind: 'read' | 'write', address: number, size: number): void {
    const block = this.blockOf(address);
    if (!block || block.freed || address + size > block.start + block.size)
      throw new Undefined('out of bounds');
    // What a call makes by itself is not memory of its caller.
    const fresh = this.#current instanceof CallBase && block.born >= this.#currentStart && this.#depth > 0;
    if (!this.#current || fresh) return;
    this.touches.push({ inst: this.#current, kind, address, size, bytes: this.bytesAt(address, size) });
  }

  #depth = -1;

  #read(address: number): bigint {
    this.#touch('read', address, 8);
    const bytes = this.bytesAt(address, 8);
    return BigInt.asIntN(64, new DataView(bytes.buffer).getBigUint64(0, true));
  }

  #write(address: number, value: bigint): void {
    this.#touch('write', address, 8);
    this.poke(address, BigInt.asUintN(64, value));
  }

  /** Runs a function; the outermost one is observed. */
  run(fn: Fn, args: readonly bigint[]): bigint {
    const values = new Map<Value, bigint>(fn.args.map((arg, i) => [arg, args[i]!]));
    this.#depth++;
    let block: BasicBlock | undefined = fn.entry;
    let from: BasicBlock | undefined;
    for (;;) {
      const phis: [Value, bigint][] = [];
      for (const phi of block.phis()) phis.push([phi, this.#value(phi.valueFor(from!)!, values)]);
      for (const [phi, value] of phis) values.set(phi, value);
      let next: BasicBlock | undefined;
      for (const inst of block) {
        if (inst.opcode === 'phi') continue;
        if (++this.#steps > 5000) throw new Undefined('too long');
        if (this.#depth === 0) {
          this.#current = inst;
          this.#currentStart = this.touches.length;
        }
        if (inst.opcode === 'ret') {
          this.#depth--;
          return inst.value ? this.#value(inst.value, values) : 0n;
        }
        if (inst.opcode === 'br') {
          const taken = inst.condition === undefined || this.#value(inst.condition, values) !== 0n;
          next = block.successors[taken ? 0 : 1];
          break;
        }
        values.set(inst, this.#execute(inst, values));
      }
      from = block;
      block = next!;
    }
  }

  #value(value: Value, values: Map<Value, bigint>): bigint {
    if (value instanceof ConstantInt) return value.value;
    if (value instanceof GlobalVariable) return BigInt(this.#globals.get(value)!);
    if (value instanceof Argument || values.has(value)) return values.get(value)!;
    return 0n;
  }

  #execute(inst: Instruction, values: Map<Value, bigint>): bigint {
    const at = (i: number): bigint => this.#value(inst.operand(i), values);
    switch (inst.opcode) {
      case 'alloca':
        return BigInt(this.allocate(64));
      case 'load':
        return this.#read(Number(at(0)));
      case 'store':
        this.#write(Number(at(1)), at(0));
        return 0n;
      case 'getelementptr': {
        const bytes = gepOffset(this.#module.dataLayout, inst.sourceType, inst.indices)!;
        let sum = at(0) + BigInt(bytes.offset);
        for (const { index, stride } of bytes.terms) sum += this.#value(index, values) * BigInt(stride);
        return BigInt.asUintN(64, sum);
      }
      case 'select':
        return at(0) !== 0n ? at(1) : at(2);
      case 'icmp':
        return (inst.predicate === 'slt' ? at(0) < at(1) : at(0) === at(1)) ? 1n : 0n;
      case 'add':
        return BigInt.asIntN(64, at(0) + at(1));
      case 'and':
        return at(0) & at(1);
      case 'ptrtoint':
      case 'inttoptr':
      case 'freeze':
        return at(0);
      case 'call':
        return this.#call(
          inst.callee as Fn,
          inst.args.map((a) => this.#value(a, values)),
        );
      default:
        throw new Error(`the interpreter does not know ${inst.opcode}`);
    }
  }

  #call(callee: Fn, args: readonly bigint[]): bigint {
    if (!callee.isDeclaration) return this.run(callee, args);
    switch (callee.name) {
      case 'malloc':
        return BigInt(this.allocate(64));
      case 'free':
        return this.#free(Number(args[0]));
      case 'llvm.memmove.p0.p0.i64':
        return this.#move(Number(args[0]), Number(args[1]), Number(args[2]));
      case 'unknown':
        this.#kept.push(Number(args[0]));
        return this.#meddle();
      case 'unknown_nocapture':
        this.#write(Number(args[0]), 77n);
        return this.#meddle();
      default:
        throw new Error(`no function ${callee.name}`);
    }
  }

  #free(address: number): bigint {
    const block = this.blockOf(address);
    if (!block || block.start !== address || block.freed) throw new Undefined('bad free');
    this.#touch('write', address, block.size);
    block.freed = true;
    return 0n;
  }

  #move(to: number, from: number, size: number): bigint {
    this.#touch('read', from, size);
    this.#touch('write', to, size);
    this.bytesAt(from, size).forEach((byte, i) => this.#memory.set(to + i, byte));
    return 0n;
  }

  /** An unknown function reads and writes what it can reach, and returns a pointer to it. */
  #meddle(): bigint {
    // What it got last is the most interesting.
    const newest = this.#random() < 0.5 ? Math.max(0, this.#kept.length - 2) : 0;
    let pointer = this.#kept[newest + Math.floor(this.#random() * (this.#kept.length - newest))]!;
    for (let hops = Math.floor(this.#random() * 3); hops > 0; hops--) {
      const next = this.#slotsOf(pointer).filter((p) => this.blockOf(p) && !this.blockOf(p)!.freed);
      if (next.length) pointer = next[Math.floor(this.#random() * next.length)]!;
    }
    if (this.#random() < 0.5) {
      const block = this.blockOf(pointer);
      if (block && !block.freed) this.#write(block.start + 8 * Math.floor(this.#random() * 8), 1000n);
    }
    return BigInt(pointer);
  }

  #slotsOf(pointer: number): number[] {
    const block = this.blockOf(pointer);
    if (!block || block.freed) return [];
    return Array.from({ length: 8 }, (_, i) =>
      Number(new DataView(this.bytesAt(block.start + 8 * i, 8).buffer).getBigUint64(0, true)),
    );
  }
}
