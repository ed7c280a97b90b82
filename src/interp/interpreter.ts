import type { BasicBlock, CallBase, DataLayout, Fn, Module, Value } from '../ir/index.ts';
import { BlockAddress, Fn as FnClass, GlobalVariable } from '../ir/index.ts';
import { accessOf } from './access.ts';
import type { CompiledFunction, Machine } from './compile.ts';
import { compileFunction } from './compile.ts';
import { constantValue } from './constant.ts';
import { duals } from './dual.ts';
import { InterpretError, badAccess, limitReached, unsupported } from './error.ts';
import type { FloatDomain } from './float.ts';
import { numbers } from './float.ts';
import type { Builtin } from './intrinsic.ts';
import { intrinsicOf } from './intrinsic.ts';
import { libraryFunction } from './library.ts';
import { mathCall } from './math-call.ts';
import { Memory } from './memory.ts';
import type { Frame, RuntimeValue } from './value.ts';

export interface InterpreterOptions {
  /** Instructions that may be executed in all, not counting phis; 100 million unless given. */
  readonly maxSteps?: number;
  /** Calls that may be active at once; 1000 unless given. */
  readonly maxDepth?: number;
  /** Bytes of memory; 256 MiB unless given. */
  readonly memoryLimit?: number;
  /** Bytes of the stack; 1 MiB unless given. */
  readonly stackSize?: number;
  /** Whether reading memory that was never written is an error. A load whose result is not used may do so legally. */
  readonly checkInitialized?: boolean;
  /** Whether floats are dual numbers: arguments and results too, and the floats in memory. */
  readonly tangents?: boolean;
  /** Functions without a body that the program calls, by name; they go before those that the interpreter has. */
  readonly functions?: Readonly<Record<string, Builtin>>;
}

/**
 * A reference interpreter for modules: slow, deterministic, and strict with memory. What LLVM leaves undefined is an error
 * where it is noticed (accesses out of bounds of an object, memory that was freed, division by zero) and else some fixed
 * value (poison, undef).
 *
 * @throws InterpretError from all methods
 */
export class Interpreter implements Machine {
  readonly memory: Memory;
  readonly layout: DataLayout;
  readonly domain: FloatDomain;
  readonly #options: InterpreterOptions;
  readonly #addresses = new Map<Value, number>();
  readonly #functions = new Map<number, Fn>();
  readonly #blocks = new Map<number, BasicBlock>();
  readonly #compiled = new Map<Fn, CompiledFunction>();
  #stepsLeft: number;
  #depth = 0;

  constructor(module: Module, options: InterpreterOptions = {}) {
    this.#options = options;
    this.layout = module.dataLayout;
    this.domain = options.tangents ? duals : numbers;
    this.#stepsLeft = options.maxSteps ?? 1e8;
    this.memory = new Memory({
      limit: options.memoryLimit ?? 1 << 28,
      stackSize: options.stackSize ?? 1 << 20,
      littleEndian: !this.layout.bigEndian,
      checkInitialized: options.checkInitialized ?? false,
      tangents: options.tangents ?? false,
    });
    this.#layOutGlobals(module);
  }

  /** Instructions that were executed so far. */
  get steps(): number {
    return (this.#options.maxSteps ?? 1e8) - this.#stepsLeft;
  }

  #layOutGlobals(module: Module): void {
    const defined = module.globals.filter((g) => g.initializer);
    for (const global of defined) {
      const align = Math.max(global.align ?? 1, this.layout.alignOf(global.valueType));
      this.#addresses.set(global, this.memory.allocateStatic(this.layout.allocSize(global.valueType), align));
    }
    for (const global of defined) this.#initialize(global);
  }

  #initialize(global: GlobalVariable): void {
    const address = this.#addresses.get(global)!;
    const size = this.layout.allocSize(global.valueType);
    this.memory.fill(address, 0, size);
    const initializer = global.initializer!;
    const isZero = 'which' in initializer && initializer.which === 'zeroinitializer';
    if (!isZero) accessOf(this, global.valueType).store(address, constantValue(this, initializer));
    if (global.isConstant) this.memory.makeConstant(address, size);
  }

  addressOf(value: Value): number {
    const known = this.#addresses.get(value);
    if (known !== undefined) return known;
    if (value instanceof BlockAddress) return this.#codeAddress(value.block, value.block, this.#blocks);
    if (value instanceof FnClass) return this.#codeAddress(value, value, this.#functions);
    const what = value instanceof GlobalVariable ? 'variable' : 'symbol';
    throw unsupported(`the ${what} @${value.name ?? ''}, which is defined elsewhere`);
  }

  /** An address that stands for code: it can be compared and jumped to, not read. */
  #codeAddress<T>(value: Value, code: T, table: Map<number, T>): number {
    const known = this.#addresses.get(value);
    if (known !== undefined) return known;
    const address = this.memory.allocateStatic(0);
    this.#addresses.set(value, address);
    table.set(address, code);
    return address;
  }

  functionAt(address: number): Fn {
    const fn = this.#functions.get(address);
    if (!fn) throw badAccess(`there is no function at the address ${address}`);
    return fn;
  }

  blockAt(address: number): BasicBlock {
    const block = this.#blocks.get(address);
    if (!block) throw badAccess(`there is no block at the address ${address}`);
    return block;
  }

  builtin(fn: Fn, call: CallBase): Builtin {
    const given = this.#options.functions;
    const name = fn.name ?? '';
    if (given && Object.hasOwn(given, name)) return given[name]!;
    const own = name.startsWith('llvm.') ? intrinsicOf(this, fn, call) : libraryFunction(this, fn);
    const builtin = own ?? mathCall(this, fn);
    if (!builtin) throw unsupported(`the function @${name}`);
    return builtin;
  }

  /** Runs a function with a body. Values are as `RuntimeValue` says. */
  call(fn: Fn, args: readonly RuntimeValue[]): RuntimeValue {
    if (args.length !== fn.args.length) {
      throw unsupported(`calls of @${fn.name} with ${args.length} arguments`);
    }
    if (this.#depth >= (this.#options.maxDepth ?? 1000)) throw limitReached('too many nested calls');
    let compiled = this.#compiled.get(fn);
    if (!compiled) this.#compiled.set(fn, (compiled = compileFunction(this, fn)));
    const frame = compiled.template.slice();
    for (let i = 0; i < args.length; i++) frame[i] = args[i];
    const stackTop = this.memory.stackTop;
    this.#depth++;
    try {
      this.#run(compiled, frame);
    } finally {
      this.#depth--;
      this.memory.unwind(stackTop);
    }
    return frame[compiled.resultSlot];
  }

  #run({ entry }: CompiledFunction, frame: Frame): void {
    let block = entry;
    let at = 0;
    try {
      for (;;) {
        const { steps } = block;
        at = 0;
        if ((this.#stepsLeft -= steps.length + 1) < 0)
          throw limitReached('too many instructions are executed');
        for (; at < steps.length; at++) steps[at]!(frame);
        const edge = block.next(frame);
        if (!edge) return;
        setPhis(frame, edge.phis, edge.values);
        block = edge.to;
      }
    } catch (error) {
      throw error instanceof InterpretError ? error.at(block.instructions[at]!) : error;
    }
  }
}

/** All phis of a block take their values at once. */
function setPhis(frame: Frame, phis: readonly number[], values: readonly number[]): void {
  if (phis.length === 1) {
    frame[phis[0]!] = frame[values[0]!];
    return;
  }
  if (phis.length === 0) return;
  const taken = values.map((i) => frame[i]);
  for (let i = 0; i < phis.length; i++) frame[phis[i]!] = taken[i];
}
