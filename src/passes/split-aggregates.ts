import type { AllocaInst, CallInst, DataLayout, Fn, Instruction, Type, Value } from '../ir/index.ts';
import { AllocaInst as Alloca, CastInst, LoadInst, StoreInst, constantInt, findAttribute, i32, i8, zeroOf } from '../ir/index.ts'; // prettier-ignore
import { GetElementPtrInst } from '../ir/index.ts';
import type { BlockAccess, Piece, Split } from './aggregate-slices.ts';
import { findSplits, memoryIntrinsic } from './aggregate-slices.ts';
import { Replacements, eraseInstruction, valuesOf } from './debug-values.ts';

/**
 * Splits structs and arrays on the stack into their scalars, when every access is at a constant offset and accesses agree
 * on the scalars: loads and stores of them, `memset` with zero, and copies from and to anywhere, which become a load and a
 * store for each scalar. `promoteMemory` turns the scalars into values.
 *
 * Padding is not copied: where it could hold something that is read, the aggregate is left. Debug records of the
 * aggregates are dropped.
 */
export function splitAggregates(fn: Fn): boolean {
  const splits = findSplits(fn);
  if (splits.length === 0) return false;
  const layout = fn.parent!.dataLayout;
  const splitter = new Splitter(splits, layout);
  splitter.run();
  dropDebugRecords(fn, new Set(splits.map((s) => s.alloca)));
  splitter.replacements.updateDebugValues(fn);
  return true;
}

/** A place in memory: an address that exists, and bytes from there. */
interface Place {
  readonly pointer: Value;
  readonly offset: number;
  /** Alignment of the address without the offset. */
  readonly align: number;
  /** What is loaded from or stored there. */
  readonly type: Type;
}

class Splitter {
  readonly replacements = new Replacements();
  readonly #splits: readonly Split[];
  readonly #layout: DataLayout;
  readonly #pieces = new Map<AllocaInst, Map<number, AllocaInst>>();
  /** Which split and offset a side of a copy or fill stands for. */
  readonly #sides = new Map<CallInst, { split: Split; access: BlockAccess }[]>();

  constructor(splits: readonly Split[], layout: DataLayout) {
    this.#splits = splits;
    this.#layout = layout;
  }

  run(): void {
    for (const split of this.#splits) {
      this.#pieces.set(split.alloca, this.#makePieces(split));
      for (const access of split.blocks) {
        const sides = this.#sides.get(access.call) ?? [];
        sides.push({ split, access });
        this.#sides.set(access.call, sides);
      }
    }
    for (const { alloca, scalars } of this.#splits) {
      for (const { inst, offset } of scalars) {
        const piece = this.#pieces.get(alloca)!.get(offset)!;
        const access = withType(inst, piece.allocatedType, this.replacements);
        access.setOperand(access.opcode === 'load' ? 0 : 1, piece);
        // The piece stands by itself and is aligned as its type.
        access.align = undefined;
      }
    }
    for (const [call, sides] of this.#sides) {
      if (memoryIntrinsic(call) === 'set') this.#expandFill(call, sides[0]!);
      else this.#expandCopy(call, sides);
      eraseInstruction(call);
    }
    for (const { alloca, others } of this.#splits) {
      for (const inst of others) eraseInstruction(inst);
      eraseInstruction(alloca);
    }
  }

  #makePieces({ alloca, pieces }: Split): Map<number, AllocaInst> {
    return new Map(
      pieces.map(({ offset, type }) => {
        const name = alloca.name && `${alloca.name}.${offset}`;
        const piece = new Alloca(type, constantInt(i32, 1), undefined, name, alloca.type);
        return [offset, alloca.parent!.insertBefore(piece, alloca)];
      }),
    );
  }

  #piecesIn(split: Split, { offset, bytes }: BlockAccess): Piece[] {
    return split.pieces.filter((p) => p.offset >= offset && p.offset < offset + bytes);
  }

  #expandFill(call: CallInst, { split, access }: { split: Split; access: BlockAccess }): void {
    for (const { offset, type } of this.#piecesIn(split, access)) {
      emitBefore(call, new StoreInst(zeroOf(type), this.#pieces.get(split.alloca)!.get(offset)!));
    }
  }

  #expandCopy(call: CallInst, sides: readonly { split: Split; access: BlockAccess }[]): void {
    const { split, access } = sides[0]!;
    for (const { offset, type } of this.#piecesIn(split, access)) {
      const at = offset - access.offset;
      const [from, to] = (['source', 'destination'] as const).map((role) => {
        const side = sides.find((s) => s.access.role === role);
        if (side)
          return {
            pointer: this.#pieces.get(side.split.alloca)!.get(at + side.access.offset)!,
            offset: 0,
            align: 0,
            type: this.#pieces.get(side.split.alloca)!.get(at + side.access.offset)!.allocatedType,
          };
        const index = role === 'source' ? 1 : 0;
        return { pointer: call.operand(index), offset: at, align: alignOfArgument(call, index), type };
      }) as [Place, Place];
      const load = emitBefore(
        call,
        new LoadInst(from.type, addressOf(from, call, this.#layout), alignAt(from)),
      );
      const value = load.type === to.type ? load : emitBefore(call, new CastInst('bitcast', load, to.type));
      emitBefore(call, new StoreInst(value, addressOf(to, call, this.#layout), alignAt(to)));
    }
  }
}

function emitBefore<T extends Instruction>(at: Instruction, inst: T): T {
  const location = at.getMetadata('dbg');
  if (location) inst.setMetadata('dbg', location);
  return at.parent!.insertBefore(inst, at);
}

/** A load or store of another type of the same size in place of one; itself where the type is right. */
function withType(inst: LoadInst | StoreInst, type: Type, replacements: Replacements): LoadInst | StoreInst {
  if (inst.opcode === 'store') {
    if (inst.value.type !== type)
      inst.setOperand(0, emitBefore(inst, new CastInst('bitcast', inst.value, type)));
    return inst;
  }
  if (inst.type === type) return inst;
  const load = emitBefore(inst, new LoadInst(type, inst.pointer, inst.align));
  replacements.replace(inst, emitBefore(inst, new CastInst('bitcast', load, inst.type)));
  return load;
}

function addressOf({ pointer, offset }: Place, before: Instruction, layout: DataLayout): Value {
  if (offset === 0) return pointer;
  const space = pointer.type.kind === 'pointer' ? pointer.type.addressSpace : 0;
  return emitBefore(
    before,
    new GetElementPtrInst(i8, pointer, [constantInt(layout.indexType(space), offset)]),
  );
}

/** 0 in a place means that the address is a piece, with the alignment of its type. */
function alignAt({ align, offset }: Place): number | undefined {
  if (align === 0) return undefined;
  let at = align;
  while (offset % at !== 0) at /= 2;
  return at;
}

function alignOfArgument(call: CallInst, index: number): number {
  const attribute = findAttribute(call.argumentAttributes[index] ?? [], 'align');
  return attribute?.kind === 'integer' ? Number(attribute.value) : 1;
}

function dropDebugRecords(fn: Fn, gone: ReadonlySet<Value>): void {
  for (const inst of fn.instructions()) {
    const kept = inst.debugRecords?.filter((r) => !r.args.flatMap(valuesOf).some((v) => gone.has(v)));
    inst.debugRecords = kept?.length ? kept : undefined;
  }
}
