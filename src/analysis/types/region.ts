import type { Declared, DeclaredArray } from './declared.ts';
import type { Dimension, FinePlace } from './fine-place.ts';
import { fineKey, joinFine, sameFine, withDimensions } from './fine-place.ts';
import type { ScalarKind } from './kinds.ts';
import { SlotGroup } from './slot.ts';

/**
 * Abstract memory. A region is all the memory that some pointers may point into: an alloca, a global, what an argument
 * or a loaded pointer points to. Pointers that flow together share their region (Steensgaard's unification, with
 * offsets as in data structure analysis), so what one of them shows of the memory, all know.
 */

/** Offsets into a region: `offset` when the stride is 0, else every offset ≡ `offset` modulo `stride`. */
export interface Place {
  readonly region: Region;
  readonly offset: number;
  readonly stride: number;
  /** The steps that lead there, when more is known than the congruence tells. */
  readonly fine?: FinePlace | undefined;
}

/** A scalar seen at some offsets. */
export interface Observation {
  readonly offset: number;
  readonly stride: number;
  readonly fine?: FinePlace | undefined;
  /** Bytes; several scalars when it is a multiple of the scalar's size. */
  readonly size: number;
  /** What it is; or the values of integer type that came from there or went there, which may tell. */
  readonly what: ScalarKind | SlotGroup;
  readonly rank: number;
  /** The access has a tag that says so: of other objects it says nothing. */
  readonly isTag?: true;
  readonly reason: string;
}

/** A declared object that begins at some offsets. */
export interface Declaration {
  readonly offset: number;
  readonly stride: number;
  readonly element: Declared;
  /** Bytes from the start that the declaration surely speaks of. */
  readonly extent: number;
  /** Whether the elements are taken to go on beyond the extent, as behind a pointer to the first of an array. */
  readonly repeats: boolean;
  /** Whether it is a variable, which nothing of its type follows: a walk in steps that its size is no multiple of stays in it. */
  readonly alone?: boolean;
  /** Whether it is known to be a member of a larger object, among others of other kinds: a pointer to it is no pointer into an array. */
  readonly amongOthers?: boolean;
  /** The steps that lead to each element, as far as the array goes that they walk over. */
  readonly walk?: FinePlace | undefined;
  readonly rank: number;
  readonly reason: string;
}

/** How pointers come into a cell: as pointers, or by accesses whose tags say that they are integers; undefined for all others. */
export type CellUse = 'pointers' | 'integers' | undefined;

/** A place where pointers are kept, and where these point to. */
export interface PointerCell {
  readonly offset: number;
  readonly stride: number;
  pointee: Place;
  readonly uses: Set<CellUse>;
}

/** Most observations that a region keeps; past it the region counts as unknown beyond what it has. */
export const maxObservations = 1 << 16;

/** Scalars at a known offset are found through the block of memory that they begin in. */
const blockShift = 6;
/** Observations longer than a block, and strided ones, are few and kept in a list. */
const blockSize = 1 << blockShift;

export class Region {
  #parent: Region | undefined;
  /** Address in the parent = address here + shift. */
  #shift = 0;
  #blocks = new Map<number, Observation[]>();
  #others: Observation[] = [];
  #seen = new Map<string, Observation>();
  declarations: Declaration[] = [];
  #ofElement = new Map<Declared, Declaration[]>();
  cells = new Map<string, PointerCell>();
  /** Number of pieces kept, for merging the smaller region into the larger. */
  weight = 1;

  /** The region that stands for this one, and what to add to an offset here. */
  find(): { root: Region; shift: number } {
    return this.#parent ? Region.#find(this) : { root: this, shift: 0 };
  }

  static #find(start: Region): { root: Region; shift: number } {
    const path: Region[] = [];
    let root = start;
    while (root.#parent) {
      path.push(root);
      root = root.#parent;
    }
    let shift = 0;
    for (const region of path.reverse()) {
      shift += region.#shift;
      region.#parent = root;
      region.#shift = shift;
    }
    return { root, shift };
  }

  observe(observation: Observation): void {
    const { offset, stride, fine, size, what, rank } = observation;
    const kind =
      what instanceof SlotGroup ? '' : `${what.kind}${what.kind === 'float' ? what.type.name : ''}`;
    const key = `${offset}/${stride}/${fine ? fineKey(fine) : ''}/${size}/${kind}/${rank}${observation.isTag ? '/tag' : ''}`;
    const known = this.#seen.get(key);
    if (known && what instanceof SlotGroup) {
      (known.what as SlotGroup).slots.push(...what.slots);
      this.weight += what.slots.length;
    }
    if (known || this.#seen.size >= maxObservations) return;
    this.#seen.set(key, observation);
    this.weight++;
    if (this.isFar(observation)) {
      this.#others.push(observation);
      return;
    }
    const block = Math.floor(offset / blockSize);
    const list = this.#blocks.get(block);
    if (list) list.push(observation);
    else this.#blocks.set(block, [observation]);
  }

  /** The observations of known offset that may touch [from, to), but for long ones. */
  *nearObservations(from: number, to: number): IterableIterator<Observation> {
    const first = Math.floor(from / blockSize) - 1;
    const last = Math.floor((to - 1) / blockSize);
    if (last - first > this.#blocks.size) {
      for (const list of this.#blocks.values()) yield* list;
      return;
    }
    for (let block = first; block <= last; block++) yield* this.#blocks.get(block) ?? [];
  }

  /** Strided and long observations. */
  farObservations(): readonly Observation[] {
    return this.#others;
  }

  /** Whether nothing is known of it. */
  get isEmpty(): boolean {
    return this.#seen.size === 0 && this.declarations.length === 0 && this.cells.size === 0;
  }

  isFar({ stride, size }: Observation): boolean {
    return stride !== 0 || size > blockSize;
  }

  *allObservations(): IterableIterator<Observation> {
    yield* this.#others;
    for (const list of this.#blocks.values()) yield* list;
  }

  declare(declaration: Declaration): boolean {
    const { element } = declaration;
    const ofElement = this.#ofElement.get(element) ?? [];
    const same = ofElement.some(
      (d) =>
        d.offset === declaration.offset &&
        d.stride === declaration.stride &&
        d.rank === declaration.rank &&
        sameFine(d.walk, declaration.walk) &&
        d.extent >= declaration.extent,
    );
    if (same || this.declarations.length >= 256) return false;
    this.declarations.push(declaration);
    this.#ofElement.set(element, ofElement);
    ofElement.push(declaration);
    this.weight++;
    return true;
  }

  /** Moves everything from another root into this one; the caller merges the cells. Offset here = offset there + shift. */
  absorb(other: Region, shift: number): void {
    for (const o of other.allObservations()) {
      this.observe({ ...o, offset: moved(o.offset, shift, o.stride), fine: movedFine(o.fine, shift) });
    }
    for (const d of other.declarations) {
      this.declare({ ...d, offset: moved(d.offset, shift, d.stride), walk: movedFine(d.walk, shift) });
    }
    other.#parent = this;
    other.#shift = shift;
    other.#blocks = new Map();
    other.#others = [];
    other.#seen = new Map();
    other.declarations = [];
    other.#ofElement = new Map();
  }
}

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y) [x, y] = [y, x % y];
  return x;
}

/** The offset, in [0, stride) when there is a stride. */
export function reduced(offset: number, stride: number): number {
  return stride === 0 ? offset : ((offset % stride) + stride) % stride;
}

function moved(offset: number, shift: number, stride: number): number {
  return reduced(offset + shift, stride);
}

function movedFine(fine: FinePlace | undefined, shift: number): FinePlace | undefined {
  return fine && { ...fine, offset: moved(fine.offset, shift, fine.stride) };
}

export function place(region: Region, offset: number, stride: number, fine?: FinePlace): Place {
  return { region, offset: reduced(offset, stride), stride, ...(fine && { fine }) };
}

/** The place in terms of the region that stands for its region. */
export function resolve(p: Place): Place {
  const { root, shift } = p.region.find();
  return root === p.region ? p : place(root, p.offset + shift, p.stride, movedFine(p.fine, shift));
}

/** The place that many bytes on; `stride` is the gcd of the strides of what else is added. */
export function advance(p: Place, offset: number, stride: number): Place {
  const fine = stride === 0 ? movedFine(p.fine, offset) : undefined;
  return place(p.region, p.offset + offset, gcd(p.stride, stride), fine);
}

/** The place that many bytes on, and by a multiple of the stride of each dimension. */
export function step(p: Place, offset: number, dimensions: readonly Dimension[]): Place {
  if (dimensions.length === 0) return advance(p, offset, 0);
  const stride = dimensions.reduce((sum, d) => gcd(sum, d.stride), p.stride);
  return place(p.region, p.offset + offset, stride, withDimensions(finest(p), offset, dimensions));
}

/** The steps that lead to a place. */
export function finest(p: Place): FinePlace {
  return p.fine ?? { offset: p.offset, stride: p.stride, inner: [] };
}

export function samePlace(a: Place, b: Place): boolean {
  return a.region === b.region && a.offset === b.offset && a.stride === b.stride && sameFine(a.fine, b.fine);
}

/**
 * Makes the memory at two places one and the same, and what pointers in it point to. Where a stride leaves the alignment
 * open, the first elements are laid over each other. Returns whether anything changed.
 */
export function unify(first: Place, second: Place): boolean {
  let changed = false;
  const work: [Place, Place][] = [[first, second]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const [a, b] = [resolve(pair[0]), resolve(pair[1])];
    if (a.region === b.region) continue;
    const [keep, drop] = a.region.weight >= b.region.weight ? [a, b] : [b, a];
    const shift = finest(keep).offset - finest(drop).offset;
    const { cells } = drop.region;
    keep.region.absorb(drop.region, shift);
    drop.region.cells = new Map();
    for (const cell of cells.values()) {
      const at = place(keep.region, cell.offset + shift, cell.stride);
      const mine = keep.region.cells.get(cellKey(at));
      if (mine) {
        work.push([mine.pointee, cell.pointee]);
        for (const use of cell.uses) mine.uses.add(use);
      } else {
        const { offset, stride } = at;
        keep.region.cells.set(cellKey(at), {
          offset,
          stride,
          pointee: cell.pointee,
          uses: new Set(cell.uses),
        });
      }
    }
    changed = true;
  }
  return changed;
}

export function cellKey(at: { offset: number; stride: number }): string {
  return `${at.offset}/${at.stride}`;
}

/** The place that points where either place does: their memory is unified. */
export function join(a: Place, b: Place): Place {
  unify(a, b);
  const [x, y] = [resolve(a), resolve(b)];
  const stride = gcd(gcd(x.stride, y.stride), x.offset - y.offset);
  const fine = joinFine(finest(x), finest(y));
  return place(x.region, x.offset, stride, fine?.inner.length ? fine : undefined);
}

/** The cell of pointers at a place; made with a new region behind it when `make` is set. */
export function cellAt(at: Place, make: true): PointerCell;
export function cellAt(at: Place, make: boolean): PointerCell | undefined;
export function cellAt(at: Place, make: boolean): PointerCell | undefined {
  const p = resolve(at);
  const key = cellKey(p);
  let cell = p.region.cells.get(key);
  if (!cell && make) {
    cell = { offset: p.offset, stride: p.stride, pointee: place(new Region(), 0, 0), uses: new Set() };
    p.region.cells.set(key, cell);
    p.region.weight++;
  }
  return cell;
}

/** Records that an index walks over elements of a declared type from a place on: over `count` of them, when that is known. */
export function declareWalk(
  at: Place,
  { element, count }: { readonly element: Declared; readonly count: number | undefined },
  rank: number,
  reason: string,
): boolean {
  const p = resolve(at);
  const { region, offset, stride } = p;
  const walk = withDimensions(finest(p), 0, count === 1 ? [] : [{ stride: element.size, count }]);
  return region.declare({ offset, stride, element, extent: element.size, repeats: true, walk, rank, reason });
}

/** Records that an object of a declared type begins at a place. */
export function declareAt(at: Place, type: DeclaredArray, rank: number, reason: string): boolean {
  const p = resolve(at);
  const { element, count } = type;
  const extent = element.size * count;
  const { tail } = element;
  const repeats = !tail && element.size > 0 && !type.single;
  let changed = p.region.declare({
    offset: p.offset,
    stride: p.stride,
    element,
    extent: tail ? tail.offset : extent,
    repeats,
    ...(type.alone && { alone: true }),
    ...(p.fine && !tail && { walk: p.fine }),
    rank,
    reason,
  });
  if (tail) {
    const end = place(p.region, p.offset + tail.offset, p.stride);
    const open = { element: tail.type, extent: Infinity, repeats: true, rank, reason };
    changed = p.region.declare({ offset: end.offset, stride: end.stride, ...open }) || changed;
  }
  return changed;
}
