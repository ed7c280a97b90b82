import type { DataLayout, Fn, Module, Type, Value } from '../../ir/index.ts';
import { ConstantExpr, Fn as FnClass, GlobalAlias, GlobalVariable } from '../../ir/index.ts';
import { gepDisplacement } from '../memory/gep-offset.ts';
import { LlvmDeclarations, SourceDeclarations } from './declared.ts';
import type { Leaf } from './declared.ts';
import type { CellUse, Place } from './region.ts';
import { advance, cellAt, join, place, Region, resolve, samePlace } from './region.ts';
import { Slot } from './slot.ts';
import { TbaaReader } from './tbaa.ts';
import type { Transfer } from './transfers.ts';
import { isLocal, leavesOf } from './value-leaf.ts';

/** So many bytes at a place. */
export interface MemoryAccess {
  readonly at: Place;
  readonly size: number;
}

/** A value of integer type that is read from or written to memory without a tag that tells what it is. */
export interface SlotAccess extends MemoryAccess {
  readonly slot: Slot;
}

/** One value's bits that are the low or high part of another's (`trunc`, `zext`, a shift by whole lanes). */
export interface LaneEdge {
  readonly whole: Slot;
  readonly part: Slot;
  readonly bits: number;
}

/** `to = from & mask` */
export interface MaskEdge {
  readonly from: Slot;
  readonly to: Slot;
  readonly mask: bigint;
}

/** Readers that all functions of a module share. */
export interface TypeReaders {
  readonly layout: DataLayout;
  readonly tbaa: TbaaReader;
  readonly source: SourceDeclarations;
  readonly llvm: LlvmDeclarations;
}

export function makeReaders(module: Module): TypeReaders {
  const layout = module.dataLayout;
  return {
    layout,
    tbaa: new TbaaReader(module.targetTriple, layout.pointerBits() / 8),
    source: new SourceDeclarations(module.targetTriple),
    llvm: new LlvmDeclarations(layout),
  };
}

/** The evidence about one function: where its pointers point and what its integers are. Filled in by the passes beside this file. */
export class TypeGraph {
  readonly fn: Fn;
  readonly readers: TypeReaders;
  readonly layout: DataLayout;
  transfers: Transfer[] = [];
  readonly accesses: SlotAccess[] = [];
  readonly lanes: LaneEdge[] = [];
  readonly masked: MaskEdge[] = [];
  readonly returned: { places: (Place | undefined)[]; slots: Slot[] };
  /** Some of what other functions know did not fit in. */
  isIncomplete = false;
  readonly globals = new Map<Value, Region>();
  readonly #slots = new Map<Value, Slot[]>();
  readonly #places = new Map<Value, (Place | undefined)[]>();

  constructor(fn: Fn, readers: TypeReaders) {
    this.fn = fn;
    this.readers = readers;
    this.layout = readers.layout;
    const leaves = leavesOf(this.layout, fn.returnType);
    this.returned = { places: leaves.map(() => undefined), slots: leaves.map(() => new Slot()) };
    for (const arg of fn.args) {
      for (const [i, leaf] of leavesOf(this.layout, arg.type).entries()) {
        if (this.carriesPointer(leaf.type)) this.setPlace(arg, i, place(new Region(), 0, 0));
      }
    }
  }

  /** Whether values of the type may be addresses: pointers, and integers of their width. */
  carriesPointer(type: Type): boolean {
    if (type.kind === 'pointer') return true;
    return type.kind === 'integer' && type.bits === this.layout.pointerBits();
  }

  /** The slot of a leaf of a value of this function. */
  slot(value: Value, leaf = 0): Slot {
    let slots = this.#slots.get(value);
    if (!slots) {
      const count = Math.max(1, leavesOf(this.layout, value.type).length);
      this.#slots.set(value, (slots = Array.from({ length: count }, () => new Slot())));
    }
    return slots[leaf] ?? slots[0]!;
  }

  /** Where a pointer (or an integer that holds one) points; undefined for null, and as long as nothing has been found. */
  place(value: Value, leaf = 0): Place | undefined {
    const places = this.#places.get(value);
    if (places) return places[leaf];
    return leaf === 0 && !isLocal(value) ? this.#constantPlace(value) : undefined;
  }

  /** Joins a place with what the leaf of the value points to already. Returns whether that changed anything. */
  setPlace(value: Value, leaf: number, to: Place): boolean {
    let places = this.#places.get(value);
    if (!places) this.#places.set(value, (places = []));
    const old = places[leaf];
    if (!old) {
      places[leaf] = to;
      return true;
    }
    const joined = joinPlaces(old, to);
    places[leaf] = joined.place;
    return joined.changed;
  }

  #constantPlace(value: Value): Place | undefined {
    let at = value;
    let offset = 0;
    let stride = 0;
    for (let i = 0; i < 64; i++) {
      if (at instanceof ConstantExpr) {
        if (at.opcode === 'getelementptr' && at.sourceType) {
          const source = { sourceType: at.sourceType, indices: at.operands.slice(1), flags: at.flags };
          const moved = gepDisplacement(this.layout, source);
          offset += moved.base;
          stride = moved.stride === 0 ? stride : 1;
        } else if (!/^(bitcast|addrspacecast|ptrtoint|inttoptr)$/.test(at.opcode)) return undefined;
        at = at.operand(0);
      } else if (at instanceof GlobalAlias) {
        at = at.target;
      } else if (at instanceof GlobalVariable || at instanceof FnClass) {
        return place(this.globalRegion(at), offset, stride);
      } else return undefined;
    }
    return undefined;
  }

  /** The regions that values of the function point into. */
  *placedRegions(): IterableIterator<Region> {
    for (const places of this.#places.values()) {
      for (const at of places) if (at) yield at.region;
    }
    yield* this.globals.values();
  }

  globalRegion(global: Value): Region {
    let region = this.globals.get(global);
    if (!region) this.globals.set(global, (region = new Region()));
    return region;
  }

  /** A place some bytes into what a place is. */
  inside(at: Place, offset: number): Place {
    return offset === 0 ? at : advance(at, offset, 0);
  }

  /** Stores a pointer into memory: the cell points where the pointer does. */
  storePointer(at: Place, to: Place, use?: CellUse): boolean {
    const cell = cellAt(at, true);
    cell.uses.add(use);
    const joined = joinPlaces(cell.pointee, to);
    cell.pointee = joined.place;
    return joined.changed;
  }
}

function joinPlaces(old: Place, to: Place): { place: Place; changed: boolean } {
  const before = resolve(old);
  const same = before.region === resolve(to).region;
  const joined = join(old, to);
  const after = resolve(old);
  return {
    place: joined,
    changed: !same || !samePlace(joined, after),
  };
}

/** The leaf of a declared type that begins at an offset. */
export function leafAt(leaves: readonly Leaf[], offset: number): Leaf | undefined {
  return leaves.find((l) => l.offset <= offset && offset < l.offset + l.size);
}
