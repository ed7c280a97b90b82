/**
 * Adjoints of SSA values: one slot each, a local variable that LLVM turns into registers.
 *
 * Invariant: outside of the reverse of its definition's block and the blocks after it, a slot is zero. The reverse of a
 * definition takes the adjoint, that is reads and zeroes the slot.
 */
import type { AllocaInst, IRBuilder, Instruction, Type, Value } from '../ir/index.ts';
import { mergeInMemory } from './byte-adjoint.ts';
import { Flag, constantInt, i32, isFloatingPoint, poison, scalarOf, zeroOf } from '../ir/index.ts';

export class AdjointSlots {
  readonly #slots = new Map<Value, AllocaInst>();
  readonly #entry: IRBuilder;
  readonly #typeOf: (value: Value) => Type | undefined;

  /** `entry`: where the slots are made and zeroed; it dominates the reverse sweep. */
  constructor(entry: IRBuilder, typeOf: (value: Value) => Type | undefined) {
    this.#entry = entry;
    this.#typeOf = typeOf;
  }

  /** The slot of a value that carries floats. */
  slot(value: Value): AllocaInst {
    let slot = this.#slots.get(value);
    if (!slot) {
      const type = this.type(value);
      slot = this.#entry.alloca(type, value.name === undefined ? undefined : `${value.name}.adjoint`);
      this.#entry.store(zeroOf(type), slot);
      this.#slots.set(value, slot);
    }
    return slot;
  }

  type(value: Value): Type {
    const type = this.#typeOf(value);
    if (!type) throw new Error('a value without floats has no adjoint');
    return type;
  }

  read(b: IRBuilder, value: Value): Value {
    return b.load(this.type(value), this.slot(value), 'adjoint');
  }

  /** Reads and zeroes. */
  take(b: IRBuilder, value: Value): Value {
    const adjoint = this.read(b, value);
    b.store(zeroOf(adjoint.type), this.slot(value));
    return adjoint;
  }

  /** adjoint(value) += amount, converted between float kinds where they differ. */
  add(b: IRBuilder, value: Value, amount: Value): void {
    const type = this.type(value);
    const converted = hasSameShape(amount.type, type)
      ? convertFloat(b, amount, type)
      : recast(b, amount, type);
    addInMemory(b, this.slot(value), converted);
  }

  /** As `take`, as bits of the type that the value itself has: an integer that carries floats is moved as such. */
  takeBits(b: IRBuilder, value: Value): Value {
    return recast(b, this.take(b, value), value.type);
  }

  /** As `add`, for an amount in the type of the value itself, which may be integers that carry floats. */
  addBits(b: IRBuilder, value: Value, amount: Value): void {
    this.add(b, value, recast(b, amount, this.type(value)));
  }

  /** Adds to a member of an aggregate. */
  addMember(b: IRBuilder, value: Value, path: readonly Value[], amount: Value): void {
    addInMemory(b, b.gep(this.type(value), this.slot(value), path), amount);
  }
}

/** memory += amount, leaf by leaf; integers in aggregates are left alone, others are bytes of adjoints. */
export function addInMemory(
  b: IRBuilder,
  pointer: Value,
  amount: Value,
  align?: number,
  mark?: (access: Instruction) => void,
): void {
  if (amount.type.kind === 'integer') mergeInMemory(b, pointer, amount);
  else addLeaves(b, pointer, amount, align, mark);
}

function addLeaves(
  b: IRBuilder,
  pointer: Value,
  amount: Value,
  align?: number,
  mark?: (access: Instruction) => void,
): void {
  const type = amount.type;
  if (isFloatingPoint(scalarOf(type))) {
    const before = b.load(type, pointer, undefined, align);
    const sum = b.fadd(before, amount);
    // 0 + x may become x: the sign of a zero adjoint carries no meaning.
    sum.flags |= Flag.nsz | Flag.reassoc | Flag.contract;
    const store = b.store(sum, pointer, align);
    mark?.(before);
    mark?.(store);
    return;
  }
  if (type.kind !== 'struct' && type.kind !== 'array') return;
  const count = type.kind === 'struct' ? (type.elements?.length ?? 0) : type.length;
  for (let i = 0; i < count; i++) {
    addLeaves(b, b.gep(type, pointer, [zeroIndex, index(i)]), b.extractValue(amount, [i]), undefined, mark);
  }
}

export function convertFloat(b: IRBuilder, value: Value, type: Type): Value {
  const [from, to] = [scalarOf(value.type), scalarOf(type)];
  if (from === to || !isFloatingPoint(from) || !isFloatingPoint(to)) return value;
  return b.cast(from.bits < to.bits ? 'fpext' : 'fptrunc', value, type);
}

/** Floats, or vectors of as many floats: one can be converted to the other. */
function hasSameShape(a: Type, b: Type): boolean {
  const length = (type: Type): number => (type.kind === 'vector' ? type.length : 1);
  return isFloatingPoint(scalarOf(a)) && isFloatingPoint(scalarOf(b)) && length(a) === length(b);
}

/** The same bits as another type; of structs, member by member. */
export function recast(b: IRBuilder, value: Value, type: Type): Value {
  if (value.type === type) return value;
  if (type.kind !== 'struct' && type.kind !== 'array') return b.cast('bitcast', value, type);
  const members =
    type.kind === 'struct' ? (type.elements ?? []) : new Array<Type>(type.length).fill(type.element);
  let whole: Value = poison(type);
  members.forEach((member, i) => {
    whole = b.insertValue(whole, recast(b, b.extractValue(value, [i]), member), [i]);
  });
  return whole;
}

export const index = (i: number): Value => constantInt(i32, i);
export const zeroIndex = index(0);
