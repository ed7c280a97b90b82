/** Loads, stores and atomic updates. */
import { directCallee } from '../../analysis/activity.ts';
import { movesText } from '../../analysis/text-copies.ts';
import type { Field, MemoryLayout } from '../../analysis/types/index.ts';
import { onlyUnions, withUnions } from '../../analysis/unions.ts';
import type { Instruction, LoadInst, StoreInst, Type, Value } from '../../ir/index.ts';
import { CallBase, ConstantInt, doubleType, i64, isFloatingPoint, isInstruction, scalarOf } from '../../ir/index.ts'; // prettier-ignore
import { holdsPointer } from '../../analysis/memory/pointer-type.ts';
import type { Action, MemoryPattern, UnionWord } from '../action.ts';
import { beginsObject } from '../fresh-memory.ts';
import { integerLeaves } from '../integer-leaves.ts';
import { onlySelects } from '../lost-bits.ts';
import { isPart, nothing, sizeConstant } from '../memory-pattern.ts';
import { mayComeFromUnion } from '../union-copies.ts';
import type { DecisionContext } from './context.ts';
import { bytesAsText, decideText, partOfFloat, reportLostStore, wholeFloats } from './memory.ts';

/** Decides what becomes of each access to memory: undefined where there is nothing to do, or where the reason why not has been reported. */
export class AccessDecisions {
  readonly #in: DecisionContext;

  constructor(context: DecisionContext) {
    this.#in = context;
  }

  load(inst: LoadInst): Action | undefined {
    if (!this.#in.activity.pointers.has(inst.pointer) || inst.type.kind === 'pointer') return undefined;
    const isInteger = inst.type.kind === 'integer';
    if (!isInteger && this.#movesFloatsAsIntegers(inst, inst.type, inst.pointer)) return undefined;
    // A vector of integers may be the bits of floats, too.
    if (scalarOf(inst.type).kind === 'integer') this.#checkIntegerLoad(inst);
    if (!isInteger && !this.#in.activity.adjointType(inst)) return undefined;
    if (!this.#in.activity.values.has(inst)) return undefined;
    if (holdsPointer(inst.type)) return this.#in.unsupported(inst, 'a structure that is loaded whole');
    const type = this.#in.activity.adjointType(inst)!;
    const aligned = type.kind === 'integer' ? wholeFloats(this.#in, inst.pointer) : undefined;
    return { kind: 'load', type, ...(aligned && { aligned }) };
  }

  /** Reports an aggregate one of whose integers is a float, or may be one, in the memory that is accessed. */
  #movesFloatsAsIntegers(inst: Instruction, type: Type, pointer: Value): boolean {
    const leaves = [...integerLeaves(type, this.#in.fn.parent!.dataLayout)];
    if (leaves.length === 0 || this.#carriesInIntegers(inst.opcode === 'store' ? inst.value : inst))
      return false;
    const size = this.#in.fn.parent!.dataLayout.storeSize(type);
    const { fields } = this.#in.types.memoryAt(pointer, size, inst);
    const covers = (f: Field): boolean =>
      f.scalar.kind === 'float' &&
      leaves.some((l) => l.offset < f.offset + f.size && f.offset < l.offset + l.size);
    if (!fields.some(covers)) return false;
    this.#in.unsupported(inst, 'a structure whose floating-point numbers are moved as integers');
    return true;
  }

  /** Whether some integers in a value are known to carry floats, and tracked as such. */
  #carriesInIntegers(value: Value): boolean {
    const adjoint = this.#in.activity.adjointType(value);
    return adjoint !== undefined && adjoint !== value.type;
  }

  /** An integer that is read from active memory must be known to be an integer, or to carry a whole float. */
  #checkIntegerLoad(inst: LoadInst): void {
    if (this.#in.activity.adjointType(inst) || onlySelects(inst)) return;
    const unclear = this.#in.unclearWords.get(inst);
    if (unclear !== undefined) return this.#reportWord(inst, unclear);
    const scalar = scalarOf(inst.type);
    const isKnown =
      this.#in.types.valueKind(inst)?.kind === 'integer' && scalar.kind === 'integer' && scalar.bits > 8;
    if (isKnown && (this.#in.types.isProvenInteger(inst) || !isPassed(inst))) return;
    const size = this.#in.fn.parent!.dataLayout.storeSize(inst.type);
    const layout = this.#in.types.memoryAt(inst.pointer, size, inst);
    if (isKnown) {
      // That one callee takes it for an integer does not make it one where what is in memory is contradictory.
      if (layout.unknown.length > 0) this.#in.reportUnknownType(inst, layout, size);
      return;
    }
    const float = layout.fields.find((f) => f.scalar.kind === 'float');
    if (!this.#in.lostBits.mayGoOn(inst) || (movesText(inst) && [...inst.users()].every(storesText))) return;
    // A part of a union is an integer; one that goes back into such a union is looked at there.
    if (onlyUnions(layout).length > 0 && !this.#in.lostBits.mayBecomeFloat(inst)) return;
    if (float) this.#in.unsupported(inst, 'reading a part of a floating-point number as an integer');
    else if (layout.unknown.length > 0 && !movesText(inst)) this.#in.reportUnknownType(inst, layout, size);
  }

  #reportWord(inst: LoadInst, reason: string): undefined {
    const size = this.#in.fn.parent!.dataLayout.storeSize(inst.type);
    this.#in.reportUnknownType(inst, { fields: [], unknown: [{ offset: 0, size }], reasons: [reason] }, size);
  }

  store(inst: StoreInst): Action | undefined {
    const { value, pointer } = inst;
    const activeValue = this.#in.activity.values.has(value) || this.#in.activity.pointers.has(value);
    if (!this.#in.activity.pointers.has(pointer)) {
      return activeValue || this.#in.activity.varied.has(value)
        ? reportLostStore(this.#in, inst, pointer)
        : undefined;
    }
    if (scalarOf(value.type).kind === 'integer' && !activeValue && movesText(inst)) {
      const size = this.#in.fn.parent!.dataLayout.storeSize(value.type);
      if (this.#in.activity.varied.has(value) && isInstruction(value) && value.opcode === 'bitcast') return this.#in.unsupported(inst, bytesAsText); // prettier-ignore
      return decideText(this.#in, inst, pointer, sizeConstant(this.#in.fn, size));
    }
    const union = this.#isUnion(inst);
    if (value.type.kind === 'pointer') return { kind: 'store-pointer', ...(union && { union }) };
    if (scalarOf(value.type).kind === 'integer') return this.#decideIntegerStore(inst, value.type);
    if (holdsPointer(value.type)) return this.#in.unsupported(inst, 'a structure that is stored whole');
    if (this.#movesFloatsAsIntegers(inst, value.type, pointer)) return undefined;
    const type = this.#in.activity.adjointType(value);
    if (union && type && type !== doubleType) return this.#in.unsupported(inst, 'numbers that are stored to unions as a vector'); // prettier-ignore
    if (!union || !type) return type && { kind: 'store', type, active: activeValue };
    // What is read from a union as a number, and goes to another one, may be a pointer.
    const fromUnion = mayComeFromUnion(value, this.#in.types);
    return { kind: 'store', type, active: activeValue, union, ...(fromUnion && { fromUnion }) };
  }

  /** Whether a float or pointer is written where there is the other at other times. */
  #isUnion({ value, pointer }: StoreInst): true | undefined {
    const size = this.#in.fn.parent!.dataLayout.storeSize(value.type);
    return size >= 8 && this.#in.types.unionAt(pointer, size) ? true : undefined;
  }

  #decideIntegerStore(inst: StoreInst, type: Type): Action | undefined {
    const carried = this.#in.activity.adjointType(inst.value);
    const active = this.#in.activity.values.has(inst.value);
    // The bits of a computed integer are no float that happens to be inactive.
    const isComputed =
      !active && !(inst.value instanceof ConstantInt) && this.#in.types.mayBeInteger(inst.value);
    if (carried && isComputed && isFloatingPoint(carried))
      return {
        kind: 'no-adjoint',
        pointer: inst.pointer,
        words: [{ offset: 0, type: carried, pointers: false }],
      };
    if (carried) return { kind: 'store', type: carried, active };
    const size = this.#in.fn.parent!.dataLayout.storeSize(type);
    const given = this.#in.types.memoryAt(inst.pointer, size, inst);
    const words = this.#wordsOverwritten(inst, given);
    if (words.length > 0) return { kind: 'no-adjoint', pointer: inst.pointer, words };
    const layout = withUnions(given);
    const floats = layout.fields.filter((f) => f.scalar.kind === 'float');
    if (floats.some(isPart)) return beginsObject(inst) ? undefined : this.#decidePart(inst, size);
    if (floats.length > 0) {
      // Bits of a constant, or of an inactive float, replace what was there.
      const pattern: MemoryPattern = { floats, pointers: [], period: undefined };
      return { kind: 'fill', dest: inst.pointer, size: sizeConstant(this.#in.fn, size), pattern, all: false };
    }
    if (layout.unknown.length === 0) {
      const isPointer = layout.fields.some((f) => f.scalar.kind === 'pointer' && !isPart(f));
      if (!isPointer || this.#in.types.isProvenInteger(inst.value)) return undefined;
      if (this.#mayBeChecked(inst.value)) return { kind: 'no-address', value: inst.value };
      return this.#in.unsupported(inst, 'a pointer that is stored as an integer');
    }
    // What the bits of a byte come from has been looked at where they were loaded.
    const isNumber =
      inst.value instanceof ConstantInt ||
      this.#in.types.valueKind(inst.value)?.kind === 'integer' ||
      (type.kind === 'integer' && type.bits <= 8);
    const isChecked = !isNumber && this.#mayBeChecked(inst.value) && this.#in.types.isNumberOrAddress(inst.value); // prettier-ignore
    if (!isNumber && !isChecked) return this.#in.reportUnknownType(inst, layout, size);
    return {
      kind: 'fill',
      ...(isChecked && { noAddress: inst.value }),
      dest: inst.pointer,
      size: sizeConstant(this.#in.fn, size),
      pattern: nothing,
      all: true,
    };
  }

  /** An integer that is written over a part of what may be a float. */
  #decidePart(inst: StoreInst, size: number): Action | undefined {
    const { value, pointer } = inst;
    const isConstant =
      value instanceof ConstantInt ||
      (!this.#in.activity.varied.has(value) && this.#in.types.valueKind(value)?.kind === 'integer');
    if (!isConstant) return this.#in.unsupported(inst, partOfFloat);
    return decideText(this.#in, inst, pointer, sizeConstant(this.#in.fn, size));
  }

  /** Whether a number that is none of the program's addresses can be told from one, and it is not one for sure. */
  #mayBeChecked(value: Value): boolean {
    const is64 = this.#in.fn.parent!.dataLayout.pointerBits() === 64;
    return is64 && value.type === i64 && !(isInstruction(value) && value.opcode === 'ptrtoint');
  }

  /** The words of a union that an integer is written to, or into. (All bits of a word may be those of a constant float.) */
  #wordsOverwritten({ value }: StoreInst, layout: MemoryLayout): UnionWord[] {
    const words = onlyUnions(layout);
    const isPartial = words.some(({ size, mixed }) => size * 8 < mixed.type.bits);
    const isNumber = !(value instanceof ConstantInt) && this.#in.types.valueKind(value)?.kind === 'integer';
    if (!isPartial && !isNumber) return [];
    return words.map(({ start, mixed }) => ({ offset: start, ...mixed }));
  }

  /** `old`: what memory held. `success`: whether a compare-and-exchange wrote. */
  update(
    inst: Instruction,
    value: Value,
    old: Instruction | undefined,
    operation: string,
    success: Instruction | undefined,
  ): Action | undefined {
    const { pointers, values, varied } = this.#in.activity;
    const pointer = inst.operand(0);
    const active = values.has(value) || pointers.has(value);
    if (!pointers.has(pointer))
      return active || varied.has(value) ? reportLostStore(this.#in, inst, pointer) : undefined;
    if (!old || value.type.kind === 'pointer')
      return this.#in.unsupported(inst, 'an atomic update of pointers');
    const type = this.#in.activity.adjointType(old) ?? this.#in.activity.adjointType(value);
    if (!type) return integerUpdates.test(operation) ? undefined : this.#checkIntegerUpdate(inst, value);
    const known = updateOperations.find((o) => o === operation);
    if (!known) return this.#in.unsupported(inst, 'this atomic update of a floating-point number'); // prettier-ignore
    return {
      kind: 'update',
      pointer,
      type,
      operation: known,
      value,
      active,
      old: values.has(old) ? old : undefined,
      success,
    };
  }

  /** Integers in active memory may be updated, if they are known to be integers: by what is computed of them, or by the memory. */
  #checkIntegerUpdate(inst: Instruction, value: Value): undefined {
    if (isIntegerArithmetic(value) && this.#in.types.isProvenInteger(value)) return undefined;
    const size = this.#in.fn.parent!.dataLayout.storeSize(value.type);
    const layout = this.#in.types.memoryAt(inst.operand(0), size, inst);
    if (layout.fields.some((f) => f.scalar.kind !== 'integer')) {
      return this.#in.unsupported(
        inst,
        'an atomic update of the bits of a floating-point number or a pointer',
      );
    }
    return layout.unknown.length > 0 ? this.#in.reportUnknownType(inst, layout, size) : undefined;
  }
}

/** Whether a value is an argument of a function with a body. */
const isPassed = (value: Instruction): boolean =>
  [...value.users()].some((user) => user instanceof CallBase && directCallee(user)?.isDeclaration !== true);

/** The assignment of a character, which is looked at itself. */
const storesText = (user: Value | Instruction): boolean =>
  isInstruction(user as Value) && (user as Instruction).opcode === 'store' && movesText(user as Instruction);

/** A sum or difference of integers: no bits of a float. */
const isIntegerArithmetic = (value: Value): boolean =>
  isInstruction(value) && (value.opcode === 'add' || value.opcode === 'sub');

/** Arithmetic on integers: what memory holds can be nothing else. */
const integerUpdates = /^(?:add|sub|u(?:inc|dec)_wrap|usub_(?:cond|sat))$/;
const updateOperations = ['fadd', 'fsub', 'xchg', 'fmax', 'fmin'] as const;
