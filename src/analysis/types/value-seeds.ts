import type { BinaryInst, CallBase, CastInst, ICmpInst, Instruction, Type, Value } from '../../ir/index.ts';
import { ConstantExpr, ConstantInt, hasAttribute, i32, isInstruction } from '../../ir/index.ts';
import { knownBits } from '../known-bits.ts';
import type { TypeGraph } from './graph.ts';
import { integerAttribute } from './integer-attribute.ts';
import type { ScalarKind } from './kinds.ts';
import { floatKind, integerKind, pointerKind, Rank } from './kinds.ts';
import type { CalleeView } from './pointer-flow.ts';
import { calleeRule, directCallee } from './pointer-flow.ts';
import type { Slot } from './slot.ts';
import { isLocal, leafRange, leavesOf } from './value-leaf.ts';

/** Address arithmetic is integer arithmetic too; the address wins. */
const addressRank = Rank.proof + 1;

/** Records what an instruction shows of the integers that it uses and defines. */
export class ValueSeeds {
  readonly #graph: TypeGraph;
  constructor(graph: TypeGraph) {
    this.#graph = graph;
  }

  /** The slot of a value of integer type; undefined for constants, which are whatever they are used as. */
  #slot(value: Value, leaf = 0): Slot | undefined {
    if (!isLocal(value)) return undefined;
    return this.#graph.slot(value, leaf);
  }

  #mark(value: Value, scalar: ScalarKind, rank: number, reason: string, leaf = 0): void {
    this.#slot(value, leaf)?.add({ scalar, rank, reason });
  }

  #integer(value: Value, reason: string, leaf = 0): void {
    this.#mark(value, integerKind, Rank.proof, reason, leaf);
  }

  #unify(a: Value, b: Value): void {
    for (const i of leavesOf(this.#graph.layout, a.type).keys()) this.#unifyLeaf(a, i, b, i);
  }

  #unifyLeaf(a: Value, aLeaf: number, b: Value, bLeaf: number): void {
    const [x, y] = [this.#slot(a, aLeaf), this.#slot(b, bLeaf)];
    if (x && y) x.unify(y);
  }

  /** Parameters that are marked as integers. */
  visitParameters(): void {
    for (const arg of this.#graph.fn.args)
      if (hasAttribute(arg.attributes, integerAttribute)) this.#integer(arg, 'it is passed as an int');
  }

  visit(inst: Instruction, view: CalleeView | undefined): void {
    switch (inst.opcode) {
      case 'add':
      case 'sub':
      case 'mul':
      case 'udiv':
      case 'sdiv':
      case 'urem':
      case 'srem':
        return this.#arithmetic(inst);
      case 'shl':
      case 'lshr':
      case 'ashr':
      case 'or':
      case 'and':
        return this.#bits(inst);
      case 'icmp':
        return this.#comparison(inst);
      case 'trunc':
      case 'zext':
      case 'sext':
      case 'sitofp':
      case 'uitofp':
      case 'fptosi':
      case 'fptoui':
      case 'bitcast':
      case 'ptrtoint':
      case 'inttoptr':
        return this.#cast(inst);
      case 'freeze':
        return this.#unify(inst, inst.operand(0));
      case 'select':
        this.#unify(inst, inst.ifTrue);
        return this.#unify(inst, inst.ifFalse);
      case 'phi':
        for (const [value] of inst.incoming()) this.#unify(inst, value);
        return;
      case 'getelementptr':
        for (const index of inst.indices) this.#integer(index, 'it is an index');
        return;
      case 'alloca':
        return this.#integer(inst.count, 'it is a number of elements');
      case 'switch':
        return this.#integer(inst.condition, 'a switch tests it');
      case 'extractelement':
        this.#integer(inst.operand(1), 'it is an index');
        return this.#unifyLeaf(inst, 0, inst.operand(0), 0);
      case 'insertelement':
        this.#integer(inst.operand(2), 'it is an index');
        this.#unifyLeaf(inst, 0, inst.operand(0), 0);
        return this.#unifyLeaf(inst, 0, inst.operand(1), 0);
      case 'shufflevector':
        this.#unifyLeaf(inst, 0, inst.operand(0), 0);
        return this.#unifyLeaf(inst, 0, inst.operand(1), 0);
      case 'landingpad':
        return this.#integer(inst, 'it selects a handler', 1);
      case 'extractvalue':
        return this.#extractValue(inst, inst.operand(0), inst.path);
      case 'insertvalue':
        return this.#insertValue(inst, inst.operand(0), inst.operand(1), inst.path);
      case 'cmpxchg':
        this.#unifyLeaf(inst, 0, inst.operand(1), 0);
        return this.#unifyLeaf(inst, 0, inst.operand(2), 0);
      case 'atomicrmw':
        if (inst.operation === 'xchg') this.#unify(inst, inst.value);
        if (/^(add|sub|max|min|umax|umin|uinc|udec|usub)/.test(inst.operation)) {
          this.#integer(inst.value, 'it is added to memory as an integer');
          this.#integer(inst, 'it is an integer that is updated');
        }
        return;
      case 'call':
      case 'invoke':
      case 'callbr':
        return this.#call(inst, view);
      case 'ret':
        for (const [i, slot] of this.#graph.returned.slots.entries()) {
          if (inst.value) this.#slot(inst.value, i)?.unify(slot);
        }
        return;
      default:
    }
  }

  /** Order among integers is a hint. Equality, and the sign, are also tested on the bits of floating-point values. */
  #comparison(inst: ICmpInst): void {
    if (inst.predicate === 'eq' || inst.predicate === 'ne') {
      const [value, other] = [inst.operand(0), inst.operand(1)];
      if (isSmallNumber(other))
        this.#mark(value, integerKind, Rank.llvm, 'it is compared with a small number');
      return;
    }
    if (inst.operands.some((v) => v instanceof ConstantInt && (v.value === 0n || v.value === -1n))) return;
    for (const value of inst.operands)
      this.#mark(value, integerKind, Rank.weak, 'it is compared as an integer');
  }

  #arithmetic(inst: BinaryInst): void {
    if (inst.opcode === 'add' || inst.opcode === 'sub') {
      const counted = inst.operands.findIndex((o) => mayCountInExponent(o));
      const other = counted < 0 ? undefined : inst.operand(1 - counted);
      if (other && !mayCountInExponent(other)) return this.#rescaled(inst, other, inst.operand(counted));
    }
    this.#integer(inst, `it is computed by ${inst.opcode}`);
    for (const value of inst.operands) {
      if (!isAddress(value)) this.#integer(value, `it is an operand of ${inst.opcode}`);
    }
  }

  /** Bit operations prove nothing, since they serve to take floating-point values apart; but they may move whole lanes. */
  #bits(inst: BinaryInst): void {
    const [left, right] = [inst.operand(0), inst.operand(1)];
    const width = inst.type.kind === 'integer' ? inst.type.bits : 0;
    if (inst.opcode === 'or' || inst.opcode === 'and') {
      for (const [i, value] of inst.operands.entries()) {
        this.#lane(inst, value, width >> 1);
        if (inst.opcode === 'and') this.#masked(value, inst, inst.operand(1 - i));
      }
      return;
    }
    this.#integer(right, 'bits are shifted by it');
    if (!(right instanceof ConstantInt) || inst.opcode === 'ashr') return;
    const shift = Number(right.unsigned);
    if (shift % 16 === 0 && shift < width) this.#lane(left, inst, shift);
  }

  /** An integer that is added above the fraction of a float: the sum is one, if the other operand is. */
  #rescaled(inst: BinaryInst, value: Value, exponent: Value): void {
    this.#integer(exponent, 'it is an exponent');
    for (const v of [value, inst]) this.#mark(v, integerKind, Rank.weak, `it is part of ${inst.opcode}`);
    const [from, to] = [this.#slot(value), this.#slot(inst)];
    if (from && to) this.#graph.masked.push({ from, to, mask: -1n });
  }

  #masked(value: Value, result: Value, mask: Value): void {
    const [from, to] = [this.#slot(value), this.#slot(result)];
    if (from && to && mask instanceof ConstantInt) this.#graph.masked.push({ from, to, mask: mask.unsigned });
  }

  #lane(whole: Value, part: Value, bits: number): void {
    const [a, b] = [this.#slot(whole), this.#slot(part)];
    if (a && b && bits >= 16) this.#graph.lanes.push({ whole: a, part: b, bits });
  }

  #cast(inst: CastInst): void {
    const from = inst.operand(0);
    switch (inst.opcode) {
      case 'trunc':
        if (bitsOf(inst.type) === 1)
          return this.#mark(from, integerKind, Rank.weak, 'its lowest bit is tested');
        return this.#lane(from, inst, bitsOf(inst.type));
      case 'zext':
        if (bitsOf(from.type) === 1) return this.#integer(inst, 'it is a truth value');
        return this.#lane(inst, from, bitsOf(from.type));
      case 'sext':
        this.#integer(from, 'it is extended by its sign');
        return this.#integer(inst, 'it is extended by its sign');
      case 'sitofp':
      case 'uitofp':
        return this.#integer(from, 'it is converted to floating point');
      case 'fptosi':
      case 'fptoui':
        return this.#integer(inst, 'it is converted from floating point');
      case 'ptrtoint':
        return this.#mark(inst, pointerKind, addressRank, 'it is the bits of a pointer');
      case 'inttoptr':
        return this.#mark(from, pointerKind, addressRank, 'it becomes a pointer');
      case 'bitcast':
        return this.#bitcast(inst, from);
      default:
    }
  }

  #bitcast(inst: CastInst, from: Value): void {
    const [target, source] = [elementType(inst.type), elementType(from.type)];
    if (target.kind === 'floating-point') {
      if (source.kind === 'integer') {
        this.#mark(from, floatKind(target), Rank.proof, `its bits are used as ${target}`);
      }
    } else if (source.kind === 'floating-point') {
      this.#mark(inst, floatKind(source), Rank.proof, `it is the bits of a ${source}`);
    } else this.#unifyLeaf(inst, 0, from, 0);
  }

  #extractValue(inst: Instruction, aggregate: Value, path: readonly number[]): void {
    const range = leafRange(this.#graph.layout, aggregate.type, path);
    for (let i = range?.first ?? 0; i < (range?.end ?? 0); i++) {
      this.#unifyLeaf(inst, i - range!.first, aggregate, i);
    }
  }

  #insertValue(inst: Instruction, aggregate: Value, element: Value, path: readonly number[]): void {
    const range = leafRange(this.#graph.layout, inst.type, path);
    if (!range) return;
    for (const i of leavesOf(this.#graph.layout, inst.type).keys()) {
      if (i < range.first || i >= range.end) this.#unifyLeaf(inst, i, aggregate, i);
      else this.#unifyLeaf(inst, i, element, i - range.first);
    }
  }

  #call(call: CallBase & Instruction, view: CalleeView | undefined): void {
    if (view) return this.#callView(call, view);
    const name = directCallee(call)?.name ?? '';
    if (/^llvm\.(ctpop|ctlz|cttz|vscale)\b/.test(name))
      return this.#integer(call, `it is computed by ${name}`);
    if (/^llvm\.[su](max|min|cmp)\b|^llvm\.abs\.|^llvm\.[su](add|sub|mul)\./.test(name)) {
      this.#integer(call, `it is computed by ${name}`);
      for (const arg of call.args) this.#integer(arg, `it is an operand of ${name}`);
      return;
    }
    const rule = calleeRule(call);
    if (!rule || rule.kind === 'identity' || (rule.kind === 'inactive' && rule.onlyForIntegers)) return;
    for (const arg of call.args) this.#integer(arg, `${name} takes it as an integer`);
    for (const [i, leaf] of leavesOf(this.#graph.layout, call.type).entries()) {
      if (leaf.type.kind === 'integer') this.#integer(call, `${name} returns it as an integer`, i);
    }
  }

  #callView(call: CallBase, view: CalleeView): void {
    for (const [i, slots] of view.slots.entries()) {
      const arg = call.args[i];
      if (!arg) break;
      for (const [leaf, slot] of slots.entries()) this.#slot(arg, leaf)?.unify(slot);
    }
    for (const [leaf, slot] of view.returnSlots.entries()) this.#slot(call, leaf)?.unify(slot);
  }
}

function elementType(type: Type): Type {
  return type.kind === 'vector' ? type.element : type;
}

function bitsOf(type: Type): number {
  return type.kind === 'integer' ? type.bits : 0;
}

/** Whether an integer has nothing but zeros where a float of its size has its fraction. */
function mayCountInExponent(value: Value): boolean {
  const fraction = { 32: 23n, 64: 52n, 128: 112n }[bitsOf(value.type)];
  if (fraction === undefined || value.type.kind !== 'integer') return false;
  const mask = (1n << fraction) - 1n;
  return (knownBits(value).zero & mask) === mask;
}

function isAddress(value: Value): boolean {
  if (value instanceof ConstantExpr) return true;
  return isInstruction(value) && value.opcode === 'ptrtoint';
}

/** As the bits of a `float`, one so small that nobody tests for it: the states of a lock, the members of an enumeration. */
const isSmallNumber = (value: Value): boolean =>
  value instanceof ConstantInt && value.type === i32 && value.value > 0n && value.value < 1n << 16n;
