import type { MDNode } from '../../ir/index.ts';
import type { Access } from './access.ts';
import type { AliasInfo } from './alias-query.ts';
import { mayRelease } from './alias-query.ts';
import { SparseMask } from './bit-set.ts';
import type { MemoryObject } from './object.ts';
import { PointerInfo } from './object.ts';
import type { Offset } from './offset.ts';
import { anyOffset, mayOverlap, sameOffset } from './offset.ts';

/** Writes of one kind to one object. */
interface Group {
  readonly bit: number;
  readonly tbaa: MDNode | undefined;
  readonly release: Access['release'];
}

/** Writes of one kind to one place of an object. */
interface Place extends Group {
  readonly offset: Offset;
  readonly size: number | undefined;
}

const allKinds: readonly MemoryObject['kind'][] = ['alloca', 'allocation', 'argument', 'global', 'unknown'];

/** The kinds of the other objects that an object may overlap: see `AliasInfo.objectsMayAlias`. */
const otherKinds: Readonly<Record<MemoryObject['kind'], readonly MemoryObject['kind'][]>> = {
  alloca: ['unknown'],
  allocation: ['unknown'],
  argument: ['argument', 'global', 'unknown'],
  global: ['argument', 'unknown'],
  unknown: allKinds,
};

/** Bytes of an object that share a list of places. */
const granule = 16;
/** A place of more granules than this, or without a constant offset, stands in the list of the whole object. */
const maxGranules = 4;
/** An object with more such places gets one for all further ones. */
const maxWidePlaces = 128;

class ObjectWrites {
  readonly groups = new Map<string, Group>();
  readonly places = new Map<string, Place>();
  readonly byGranule = new Map<number, Place[]>();
  readonly wide: Place[] = [];
}

/**
 * Sorts the writes of a function into classes, numbered from 0, so that "what may be written later" is a set of bits.
 * Each write belongs to a group (object and type) and to a place in the object; a read asks other objects for their
 * groups, and its own objects for the places that it overlaps. So no read is compared with all the writes.
 */
export class WriteClasses {
  readonly #alias: AliasInfo;
  readonly #exact: boolean;
  readonly #objects = new Map(allKinds.map((kind) => [kind, new Map<MemoryObject, ObjectWrites>()]));
  readonly #ids = new Map<object, number>();
  readonly #masks = new Map<string, readonly SparseMask[]>();
  readonly #parts = new Map<string, SparseMask>();
  #count = 0;
  /** The class of writes of which nothing is known. */
  readonly anything: number;

  /** Without `exact`, all places of an object are one. */
  constructor(alias: AliasInfo, exact: boolean) {
    this.#alias = alias;
    this.#exact = exact;
    this.anything = this.#count++;
  }

  get count(): number {
    return this.#count;
  }

  /** The classes that a write belongs to. New classes are made until the first read is asked for. */
  classesOf(write: Access): number[] {
    if (write.size === 0) return [];
    if (write.pointer === 'anything') return [this.anything];
    const bits: number[] = [];
    for (const [object, offset] of this.#infoOf(write).offsets) {
      if (!mayRelease(write, object)) continue;
      const writes = this.#writesOf(object);
      bits.push(this.#group(writes, write).bit);
      if (this.#exact && object.kind !== 'unknown') bits.push(this.#place(writes, write, offset).bit);
    }
    return bits;
  }

  #infoOf(access: Access): PointerInfo {
    const pointer = access.pointer;
    if (pointer === 'anything') throw new Error('an access of anything has no pointer');
    return pointer instanceof PointerInfo ? pointer : this.#alias.pointerInfo(pointer);
  }

  #writesOf(object: MemoryObject): ObjectWrites {
    const ofKind = this.#objects.get(object.kind)!;
    let writes = ofKind.get(object);
    if (!writes) ofKind.set(object, (writes = new ObjectWrites()));
    return writes;
  }

  #group(writes: ObjectWrites, { tbaa, release }: Access): Group {
    const key = `${this.#idOf(tbaa)}:${release}`;
    let group = writes.groups.get(key);
    if (!group) writes.groups.set(key, (group = { bit: this.#count++, tbaa, release }));
    return group;
  }

  #place(writes: ObjectWrites, write: Access, at: Offset): Place {
    const narrow = granulesOf(at, write.size) !== undefined;
    const full = !narrow && writes.wide.length >= maxWidePlaces;
    const [offset, size] = full ? [anyOffset, undefined] : [at, write.size];
    const { tbaa, release } = write;
    const key = `${offset.base}:${offset.stride}:${size}:${this.#idOf(tbaa)}:${release}`;
    let place = writes.places.get(key);
    if (place) return place;
    writes.places.set(key, (place = { bit: this.#count++, tbaa, release, offset, size }));
    const granules = granulesOf(offset, size);
    if (!granules) writes.wide.push(place);
    else for (const g of granules) addToList(writes.byGranule, g, place);
    return place;
  }

  /** Small numbers for objects and tags, to make keys of. */
  #idOf(thing: object | undefined): number {
    if (!thing) return -1;
    let id = this.#ids.get(thing);
    if (id === undefined) this.#ids.set(thing, (id = this.#ids.size));
    return id;
  }

  /**
   * Masks of the classes that may write what an access reads. `releasesOnly` leaves only what ends the life of memory.
   */
  masksFor(read: Access, releasesOnly = false): readonly SparseMask[] {
    const key = this.#readKey(read, releasesOnly);
    let masks = this.#masks.get(key);
    if (!masks) this.#masks.set(key, (masks = this.#makeMasks(read, releasesOnly)));
    return masks;
  }

  #readKey(read: Access, releasesOnly: boolean): string {
    const tail = `|${read.size}|${this.#idOf(read.tbaa)}|${releasesOnly}`;
    if (read.pointer === 'anything') return tail;
    const parts = [...this.#infoOf(read).offsets].map(
      ([o, at]) => `${this.#idOf(o)}:${at.base}:${at.stride}`,
    );
    return parts.join() + tail;
  }

  #makeMasks(read: Access, releasesOnly: boolean): SparseMask[] {
    if (read.size === 0) return [];
    if (read.pointer === 'anything') return [this.#maskOfCallees(read, releasesOnly)];
    const masks: SparseMask[] = [];
    for (const [object, offset] of this.#infoOf(read).offsets) {
      // Nothing writes constants.
      if (object.kind === 'global' && object.global.isConstant) continue;
      masks.push(this.#maskOfOthers(object, read, releasesOnly));
      const own = this.#objects.get(object.kind)!.get(object);
      if (own) masks.push(this.#maskOfOwn(own, object, offset, read, releasesOnly));
    }
    return masks;
  }

  /** All writes that a function elsewhere, which reads anything, may see. */
  #maskOfCallees(read: Access, releasesOnly: boolean): SparseMask {
    return this.#part(`anything:${this.#idOf(read.tbaa)}:${releasesOnly}`, () => [
      ...(releasesOnly ? [] : [this.anything]),
      ...this.#groupsOf((object) => this.#alias.reachedByCallees(object), read, releasesOnly),
    ]);
  }

  /** Writes through pointers to other objects that may be this one, and writes of anything. */
  #maskOfOthers(object: MemoryObject, read: Access, releasesOnly: boolean): SparseMask {
    return this.#part(`${this.#idOf(object)}:${this.#idOf(read.tbaa)}:${releasesOnly}`, () => [
      ...(this.#alias.reachedByCallees(object) ? [this.anything] : []),
      ...this.#groupsOf((o) => this.#alias.objectsMayAlias(o, object), read, releasesOnly, object),
    ]);
  }

  #part(key: string, bits: () => number[]): SparseMask {
    let part = this.#parts.get(key);
    if (!part) this.#parts.set(key, (part = new SparseMask(bits())));
    return part;
  }

  *#groupsOf(
    wanted: (object: MemoryObject) => boolean,
    read: Access,
    releasesOnly: boolean,
    target?: MemoryObject,
  ): IterableIterator<number> {
    for (const kind of target ? otherKinds[target.kind] : allKinds) {
      for (const [object, writes] of this.#objects.get(kind)!) {
        if (object === target || !wanted(object)) continue;
        for (const group of writes.groups.values()) {
          if (this.#concerns(group, read, releasesOnly, target)) yield group.bit;
        }
      }
    }
  }

  #concerns(group: Group, read: Access, releasesOnly: boolean, target: MemoryObject | undefined): boolean {
    if (releasesOnly && !group.release) return false;
    if (target && !mayRelease({ pointer: 'anything', size: undefined, release: group.release }, target))
      return false;
    return this.#alias.tbaa.mayAlias(group.tbaa, read.tbaa);
  }

  #maskOfOwn(
    own: ObjectWrites,
    object: MemoryObject,
    offset: Offset,
    read: Access,
    releasesOnly: boolean,
  ): SparseMask {
    if (!this.#exact || object.kind === 'unknown' || sameOffset(offset, anyOffset)) {
      const groups = [...own.groups.values()].filter((g) => this.#concerns(g, read, releasesOnly, object));
      return new SparseMask(groups.map((g) => g.bit));
    }
    const granules = granulesOf(offset, read.size);
    const near = granules ? granules.flatMap((g) => own.byGranule.get(g) ?? []) : [...own.places.values()];
    const places = granules ? [...near, ...own.wide] : near;
    const meeting = places.filter(
      (p) => this.#concerns(p, read, releasesOnly, object) && mayOverlap(p.offset, p.size, offset, read.size),
    );
    return new SparseMask(meeting.map((p) => p.bit));
  }
}

function granulesOf(offset: Offset, size: number | undefined): number[] | undefined {
  if (offset.stride !== 0 || size === undefined) return undefined;
  const first = Math.floor(offset.base / granule);
  const last = Math.floor((offset.base + size - 1) / granule);
  if (last - first >= maxGranules) return undefined;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function addToList<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
