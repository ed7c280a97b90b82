/** Functions of the IR as lists of closures over the slots of a frame. */
import type { BasicBlock, CallBase, Fn, Instruction, Type, Value } from '../ir/index.ts';
import {
  Argument,
  Fn as FnClass,
  GlobalAlias,
  InlineAsm,
  MetadataAsValue,
  findAttribute,
  isInstruction,
  voidType,
} from '../ir/index.ts';
import { accessOf } from './access.ts';
import { addressOperation } from './address.ts';
import { constantValue, zeroValue } from './constant.ts';
import type { Environment } from './environment.ts';
import { InterpretError, trap, unsupported } from './error.ts';
import type { Builtin } from './intrinsic.ts';
import { binaryOperator, castOperator, floatPredicate, integerPredicate, negation } from './operation.ts';
import type { Frame, RuntimeValue } from './value.ts';

/** What running code asks of the machine. */
export interface Machine extends Environment {
  call(fn: Fn, args: readonly RuntimeValue[]): RuntimeValue;
  /** The function without a body that a call goes to; throws if it is not known. */
  builtin(fn: Fn, call: CallBase): Builtin;
  functionAt(address: number): Fn;
  blockAt(address: number): BasicBlock;
}

export type Step = (frame: Frame) => void;

/** A way from one block to another, with the phis that it sets: slot of the phi, slot of the value. */
export interface Edge {
  readonly to: CompiledBlock;
  readonly phis: readonly number[];
  readonly values: readonly number[];
}

export interface CompiledBlock {
  readonly instructions: Instruction[];
  readonly steps: Step[];
  /** The last instruction: where to go on, undefined at a return. */
  next: (frame: Frame) => Edge | undefined;
}

export interface CompiledFunction {
  readonly entry: CompiledBlock;
  /** A frame with the constants in place; arguments come first. */
  readonly template: Frame;
  readonly resultSlot: number;
}

export function compileFunction(machine: Machine, fn: Fn): CompiledFunction {
  return new FunctionCompiler(machine, fn).compile();
}

class FunctionCompiler {
  readonly #machine: Machine;
  readonly #fn: Fn;
  readonly #slots = new Map<Value, number>();
  readonly #template: Frame = [];
  readonly #blocks = new Map<BasicBlock, CompiledBlock>();
  readonly #resultSlot: number;

  constructor(machine: Machine, fn: Fn) {
    this.#machine = machine;
    this.#fn = fn;
    for (const arg of fn.args) this.#newSlot(arg);
    for (const inst of fn.instructions()) if (inst.type !== voidType) this.#newSlot(inst);
    this.#resultSlot = this.#template.push(undefined) - 1;
    for (const block of fn.blocks) {
      this.#blocks.set(block, { instructions: [], steps: [], next: () => undefined });
    }
  }

  compile(): CompiledFunction {
    for (const [block, compiled] of this.#blocks) {
      for (const inst of block) {
        if (inst.opcode === 'phi') continue;
        compiled.instructions.push(inst);
        if (inst.isTerminator) compiled.next = this.#deferErrors(() => this.#terminator(inst));
        else compiled.steps.push(this.#deferErrors(() => this.#step(inst)));
      }
    }
    return {
      entry: this.#blocks.get(this.#fn.entry)!,
      template: this.#template,
      resultSlot: this.#resultSlot,
    };
  }

  /** What the interpreter does not know is an error where it is executed, if ever. */
  #deferErrors<T>(make: () => (frame: Frame) => T): (frame: Frame) => T {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof InterpretError)) throw error;
      return () => {
        throw new InterpretError(error.diagnostics[0]!.code, error.diagnostics[0]!.message);
      };
    }
  }

  #newSlot(value: Value, initial?: RuntimeValue): number {
    const slot = this.#template.push(initial) - 1;
    this.#slots.set(value, slot);
    return slot;
  }

  #slot(value: Value): number {
    const known = this.#slots.get(value);
    if (known !== undefined) return known;
    if (isInstruction(value) || value instanceof Argument) throw unsupported('values of other functions');
    if (value instanceof MetadataAsValue) return this.#newSlot(value);
    return this.#newSlot(value, constantValue(this.#machine, value));
  }

  #unary(inst: Instruction, operation: (a: RuntimeValue) => RuntimeValue): Step {
    const [to, a] = [this.#slot(inst), this.#slot(inst.operand(0))];
    return (frame) => {
      frame[to] = operation(frame[a]);
    };
  }

  #binary(inst: Instruction, operation: (a: RuntimeValue, b: RuntimeValue) => RuntimeValue): Step {
    const [to, a, b] = [this.#slot(inst), this.#slot(inst.operand(0)), this.#slot(inst.operand(1))];
    return (frame) => {
      frame[to] = operation(frame[a], frame[b]);
    };
  }

  #step(inst: Instruction): Step {
    const env = this.#machine;
    switch (inst.opcode) {
      case 'fneg':
        return this.#unary(inst, negation(env, inst.type));
      case 'icmp':
        return this.#binary(inst, integerPredicate(inst.predicate, inst.operand(0).type));
      case 'fcmp':
        return this.#binary(inst, floatPredicate(env, inst.predicate, inst.operand(0).type));
      case 'freeze':
        return this.#unary(inst, (a) => a);
      case 'select':
        return this.#select(inst);
      case 'alloca': {
        const size = env.layout.allocSize(inst.allocatedType);
        const align = Math.max(inst.align ?? 1, env.layout.alignOf(inst.allocatedType));
        return this.#unary(inst, (count) => env.memory.push(size * Number(count), align));
      }
      case 'load': {
        const access = accessOf(env, inst.type);
        return this.#unary(inst, (address) => access.load(address as number));
      }
      case 'store': {
        const access = accessOf(env, inst.value.type);
        const [value, pointer] = [this.#slot(inst.value), this.#slot(inst.pointer)];
        return (frame) => access.store(frame[pointer] as number, frame[value]);
      }
      case 'getelementptr': {
        const operation = addressOperation(env, inst.sourceType, inst.base.type, inst.indices);
        const [to, base] = [this.#slot(inst), this.#slot(inst.base)];
        const indices = inst.indices.map((index) => this.#slot(index));
        return (frame) => {
          frame[to] = operation(frame[base] as number, indices.map((i) => frame[i])); // prettier-ignore
        };
      }
      case 'extractvalue':
        return this.#unary(inst, (a) => elementAt(a, inst.path));
      case 'insertvalue':
        return this.#binary(inst, (a, b) => withElement(a, inst.path, b));
      case 'extractelement':
        return this.#binary(inst, (vector, i) => (vector as RuntimeValue[])[Number(i)]);
      case 'insertelement': {
        const [to, vector, element, index] = [inst, ...inst.operands].map((v) => this.#slot(v)) as [number, number, number, number]; // prettier-ignore
        return (frame) => {
          frame[to] = withElement(frame[vector], [Number(frame[index])], frame[element]);
        };
      }
      case 'shufflevector': {
        const mask = constantValue(env, inst.operand(2)) as number[];
        const zero = zeroValue(env, (inst.type as Type & { kind: 'vector' }).element);
        return this.#binary(inst, (left, right) => {
          const all = [...(left as RuntimeValue[]), ...(right as RuntimeValue[])];
          return mask.map((i) => all[i] ?? zero);
        });
      }
      case 'call':
        return this.#call(inst);
      case 'fence':
        return () => undefined;
      case 'phi':
      case 'atomicrmw':
      case 'cmpxchg':
      case 'va_arg':
      case 'landingpad':
      case 'catchpad':
      case 'cleanuppad':
        throw unsupported(`the instruction '${inst.opcode}' here`);
      default:
        if (inst.isTerminator) throw unsupported('a terminator within a block');
        if ('sourceType' in inst || !('flags' in inst)) throw unsupported(`'${inst.opcode}'`);
        return this.#arithmetic(inst);
    }
  }

  #arithmetic(inst: Instruction): Step {
    const env = this.#machine;
    switch (inst.opcode) {
      case 'trunc':
      case 'zext':
      case 'sext':
      case 'fptrunc':
      case 'fpext':
      case 'fptoui':
      case 'fptosi':
      case 'uitofp':
      case 'sitofp':
      case 'ptrtoint':
      case 'ptrtoaddr':
      case 'inttoptr':
      case 'bitcast':
      case 'addrspacecast':
        return this.#unary(inst, castOperator(env, inst.opcode, inst.operand(0).type, inst.type)); // prettier-ignore
      case 'add':
      case 'fadd':
      case 'sub':
      case 'fsub':
      case 'mul':
      case 'fmul':
      case 'udiv':
      case 'sdiv':
      case 'fdiv':
      case 'urem':
      case 'srem':
      case 'frem':
      case 'shl':
      case 'lshr':
      case 'ashr':
      case 'and':
      case 'or':
      case 'xor':
        return this.#binary(inst, binaryOperator(env, inst.opcode, inst.type)); // prettier-ignore
      default:
        throw unsupported(`the instruction '${inst.opcode}'`);
    }
  }

  #select(inst: Instruction & { readonly opcode: 'select' }): Step {
    const [to, condition] = [this.#slot(inst), this.#slot(inst.condition)];
    const [ifTrue, ifFalse] = [this.#slot(inst.ifTrue), this.#slot(inst.ifFalse)];
    if (inst.condition.type.kind !== 'vector') {
      return (frame) => {
        frame[to] = frame[condition] === 0 ? frame[ifFalse] : frame[ifTrue];
      };
    }
    return (frame) => {
      const [yes, no] = [frame[ifTrue] as RuntimeValue[], frame[ifFalse] as RuntimeValue[]];
      frame[to] = (frame[condition] as RuntimeValue[]).map((c, i) => (c === 0 ? no[i] : yes[i]));
    };
  }

  #call(inst: Instruction & CallBase): Step {
    const machine = this.#machine;
    const args = inst.args.map((arg) => this.#slot(arg));
    const to = inst.type === voidType ? this.#resultSlot : this.#slot(inst);
    const target = calleeOf(inst);
    if (inst.callee instanceof InlineAsm) throw unsupported('inline assembly');
    if (target && target.isDeclaration) {
      const builtin = machine.builtin(target, inst);
      return (frame) => {
        frame[to] = builtin(args.map((i) => frame[i])); // prettier-ignore
      };
    }
    const copied = copiedArguments(machine, inst);
    const pass = (frame: Frame): RuntimeValue[] => args.map((i, k) => copied[k]?.(frame[i]) ?? frame[i]);
    if (target) {
      return (frame) => {
        frame[to] = machine.call(target, pass(frame));
      };
    }
    const callee = this.#slot(inst.callee);
    return (frame) => {
      const fn = machine.functionAt(frame[callee] as number);
      if (fn.valueType !== inst.functionType) throw trap(`@${fn.name} is called with another type`);
      frame[to] = fn.isDeclaration ? machine.builtin(fn, inst)(pass(frame)) : machine.call(fn, pass(frame));
    };
  }

  #terminator(inst: Instruction): (frame: Frame) => Edge | undefined {
    switch (inst.opcode) {
      case 'ret': {
        if (!inst.value) return () => undefined;
        const [to, value] = [this.#resultSlot, this.#slot(inst.value)];
        return (frame) => {
          frame[to] = frame[value];
          return undefined;
        };
      }
      case 'br': {
        const edges = inst.parent!.successors.map((to) => this.#edge(inst.parent!, to));
        if (!inst.condition) return () => edges[0];
        const condition = this.#slot(inst.condition);
        return (frame) => (frame[condition] === 0 ? edges[1] : edges[0]);
      }
      case 'switch': {
        const condition = this.#slot(inst.condition);
        const otherwise = this.#edge(inst.parent!, inst.defaultBlock);
        const cases = new Map(
          [...inst.cases()].map(([value, to]): [RuntimeValue, Edge] => [
            constantValue(this.#machine, value),
            this.#edge(inst.parent!, to),
          ]),
        );
        return (frame) => cases.get(frame[condition]) ?? otherwise;
      }
      case 'indirectbr': {
        const address = this.#slot(inst.operand(0));
        const edges = new Map(inst.parent!.successors.map((to) => [to, this.#edge(inst.parent!, to)]));
        return (frame) => {
          const edge = edges.get(this.#machine.blockAt(frame[address] as number));
          if (!edge) throw trap('a jump to a block that is not among the destinations');
          return edge;
        };
      }
      case 'invoke': {
        const step = this.#call(inst);
        const edge = this.#edge(inst.parent!, inst.normal);
        return (frame) => {
          step(frame);
          return edge;
        };
      }
      case 'unreachable':
        return () => {
          throw trap('code that is never reached was reached');
        };
      default:
        throw unsupported(`the instruction '${inst.opcode}'`);
    }
  }

  #edge(from: BasicBlock, to: BasicBlock): Edge {
    const phis = [...to.phis()];
    return {
      to: this.#blocks.get(to)!,
      phis: phis.map((phi) => this.#slot(phi)),
      values: phis.map((phi) => this.#slot(phi.valueFor(from)!)),
    };
  }
}

function calleeOf(inst: CallBase): Fn | undefined {
  let callee = inst.callee;
  while (callee instanceof GlobalAlias && callee.kind === 'alias') callee = callee.target;
  return callee instanceof FnClass ? callee : undefined;
}

/** `byval` arguments are passed as pointers to copies, by argument. */
function copiedArguments(
  machine: Machine,
  inst: CallBase,
): (((value: RuntimeValue) => RuntimeValue) | undefined)[] {
  return inst.args.map((_, i) => {
    const attribute = findAttribute(inst.argumentAttributes[i] ?? [], 'byval');
    if (attribute?.kind !== 'type') return undefined;
    const size = machine.layout.allocSize(attribute.type);
    const align = Math.max(machine.layout.alignOf(attribute.type), 16);
    return (address) => {
      const copy = machine.memory.push(size, align);
      machine.memory.copy(copy, address as number, size);
      return copy;
    };
  });
}

function elementAt(value: RuntimeValue, path: readonly number[]): RuntimeValue {
  let at = value;
  for (const index of path) at = (at as readonly RuntimeValue[])[index];
  return at;
}

function withElement(value: RuntimeValue, path: readonly number[], element: RuntimeValue): RuntimeValue {
  const [index, ...rest] = path;
  if (index === undefined) return element;
  const elements = value as readonly RuntimeValue[];
  return elements.with(index, withElement(elements[index], rest, element));
}
