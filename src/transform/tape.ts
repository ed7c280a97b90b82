/**
 * The tape within one function: pushing and popping records. The offset of the top and the base of the arena are kept
 * in two local variables (which LLVM turns into registers) and written back around calls that use the tape themselves.
 *
 * Invariant: between two pushes or pops, `base + top` is the end of the last record.
 */
import type { AllocaInst, DataLayout, Instruction, IntegerType, Type, Value } from '../ir/index.ts';
import { BasicBlock, ConstantInt, IRBuilder, constantInt, functionType, i8, isInteger } from '../ir/index.ts';
import type { AliasScopes } from './alias-scopes.ts';
import type { Arena } from './arena.ts';

/**
 * The layout of a record: byte offsets and the size. Between records of different layouts nothing is padded, so that a record
 * of one boolean takes one byte; accesses to the tape assume no alignment.
 */
export interface RecordLayout {
  readonly fields: readonly { readonly type: Type; readonly offset: number }[];
  readonly size: number;
}

export function layOutRecord(types: readonly Type[], layout: DataLayout): RecordLayout {
  let at = 0;
  let largest = 1;
  const fields = types.map((type) => {
    const stored = storedType(type);
    const align = Math.min(layout.alignOf(stored), 8);
    largest = Math.max(largest, align);
    at = Math.ceil(at / align) * align;
    const offset = at;
    at += layout.allocSize(stored);
    return { type, offset };
  });
  return { fields, size: Math.ceil(at / largest) * largest };
}

/** Booleans and other odd integers are stored as whole bytes. */
export function storedType(type: Type): Type {
  return isInteger(type) && type.bits < 8 ? i8 : type;
}

/** What one function knows of the tape. */
export interface Tape {
  /** The integer type of offsets and sizes on the tape. */
  readonly offsetType: IntegerType;
  /** Reads the state that functions share, at the entry and after a call that uses the tape. */
  reload(b: IRBuilder): void;
  /** Writes that state, before a return and before a call that uses the tape. */
  writeBack(b: IRBuilder): void;
  /**
   * Makes room for some bytes on top, before the terminator of the block. The block is split for the test of the
   * capacity; the terminator moves to the new block, which is returned.
   * @param bytesOf emits the number of bytes
   */
  reserve(block: BasicBlock, bytesOf: (b: IRBuilder) => Value): BasicBlock;
  /** Pushes a record before the terminator of the block, for which room has been reserved. */
  pushReserved(block: BasicBlock, record: RecordLayout, values: readonly Value[]): void;
  /** Makes room for a record and pushes it; returns the block that the terminator is in afterwards. */
  push(block: BasicBlock, record: RecordLayout, values: readonly Value[]): BasicBlock;
  /** Pops a record; returns its values. */
  pop(b: IRBuilder, record: RecordLayout): Value[];
}

export class ArenaTape implements Tape {
  readonly #arena: Arena;
  readonly #top: AllocaInst;
  readonly #base: AllocaInst;
  readonly #scopes: AliasScopes;

  /** `entry`: a builder at the entry of the function, where the local variables go. */
  constructor(arena: Arena, entry: IRBuilder, scopes: AliasScopes) {
    this.#arena = arena;
    this.#scopes = scopes;
    this.#top = entry.alloca(arena.offsetType, 'tape.top');
    this.#base = entry.alloca(arena.base.valueType, 'tape.base');
    this.reload(entry);
  }

  get offsetType(): IntegerType {
    return this.#arena.offsetType;
  }

  reload(b: IRBuilder): void {
    b.store(b.load(this.#arena.offsetType, this.#arena.top), this.#top);
    b.store(b.load(this.#arena.base.valueType, this.#arena.base), this.#base);
  }

  writeBack(b: IRBuilder): void {
    b.store(b.load(this.#arena.offsetType, this.#top), this.#arena.top);
  }

  reserve(block: BasicBlock, bytesOf: (b: IRBuilder) => Value): BasicBlock {
    const after = splitBeforeTerminator(block);
    const grow = new BasicBlock('tape.grow');
    block.parent!.insertBlockAfter(grow, block);
    const { offsetType } = this.#arena;
    const b = builderAt(block, after.terminator);
    const needed = this.#saturatingAdd(b, b.load(offsetType, this.#top, 'top'), bytesOf(b));
    b.condBr(b.icmp('ugt', needed, b.load(offsetType, this.#arena.capacity)), grow, after);
    b.positionAt(grow);
    b.call(this.#arena.grow, [needed]);
    b.store(b.load(this.#arena.base.valueType, this.#arena.base), this.#base);
    b.br(after);
    return after;
  }

  /** More than there can be is asked for, and refused, instead of wrapping around to little. */
  #saturatingAdd(b: IRBuilder, left: Value, right: Value): Value {
    if (right instanceof ConstantInt) return b.add(left, right, 'top.needed');
    const { offsetType } = this.#arena;
    const type = functionType(offsetType, [offsetType, offsetType]);
    const module = this.#arena.grow.parent!;
    return b.call(module.getOrDeclare(`llvm.uadd.sat.${offsetType}`, type), [left, right], 'top.needed');
  }

  pushReserved(block: BasicBlock, record: RecordLayout, values: readonly Value[]): void {
    const { offsetType } = this.#arena;
    const b = new IRBuilder(block, block.terminator ?? null);
    b.debugLocation = block.terminator?.getMetadata('dbg');
    const top = b.load(offsetType, this.#top, 'top');
    const start = b.byteOffset(b.load(this.#base.allocatedType, this.#base), top, 'record');
    record.fields.forEach((field, i) => {
      const value = values[i]!;
      const stored = storedType(field.type);
      const wide = stored === field.type ? value : b.cast('zext', value, stored);
      this.#scopes.markTape(b.store(wide, b.byteOffset(start, constantInt(offsetType, field.offset)), 1));
    });
    b.store(b.add(top, constantInt(offsetType, record.size), 'top.next'), this.#top);
  }

  push(block: BasicBlock, record: RecordLayout, values: readonly Value[]): BasicBlock {
    const after = this.reserve(block, () => constantInt(this.#arena.offsetType, record.size));
    this.pushReserved(after, record, values);
    return after;
  }

  pop(b: IRBuilder, record: RecordLayout): Value[] {
    const { offsetType } = this.#arena;
    const top = b.sub(b.load(offsetType, this.#top), constantInt(offsetType, record.size), 'top');
    b.store(top, this.#top);
    const start = b.byteOffset(b.load(this.#base.allocatedType, this.#base), top, 'record');
    return record.fields.map((field) => {
      const stored = storedType(field.type);
      const at = b.byteOffset(start, constantInt(offsetType, field.offset));
      const value = b.load(stored, at, 'saved', 1);
      this.#scopes.markTape(value);
      return stored === field.type ? value : b.cast('trunc', value, field.type);
    });
  }
}

function builderAt(block: BasicBlock, model: Instruction | undefined): IRBuilder {
  const b = new IRBuilder(block);
  b.debugLocation = model?.getMetadata('dbg');
  return b;
}

/** Moves the terminator of the block into a new block after it, without joining the two. Phis of the successors follow. */
export function splitBeforeTerminator(block: BasicBlock): BasicBlock {
  const after = new BasicBlock(block.name === undefined ? undefined : `${block.name}.end`);
  block.parent!.insertBlockAfter(after, block);
  for (const successor of new Set(block.successors)) {
    for (const phi of successor.phis()) {
      for (let i = 0; i < phi.incomingCount; i++) {
        if (phi.incomingBlock(i) === block) phi.setIncomingBlock(i, after);
      }
    }
  }
  const terminator = block.terminator!;
  terminator.remove();
  after.append(terminator);
  return after;
}
