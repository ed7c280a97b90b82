import type { Instruction, MDNode } from '../../ir/index.ts';
import type { MemoryObject } from './object.ts';
import { unknownObject } from './object.ts';
import type { Offset } from './offset.ts';
import { anyOffset, joinOffsets, mayOverlap, sameOffset } from './offset.ts';
import type { TbaaTypes } from './tbaa.ts';

/** Objects with the byte offsets in them. */
export type Points = ReadonlyMap<MemoryObject, Offset>;

export const emptyPoints: Points = new Map();
export const onlyUnknown: Points = new Map([[unknownObject, anyOffset]]);

/** Adds an object with an offset; tells whether the set grew. */
export function addPoint(points: Map<MemoryObject, Offset>, object: MemoryObject, offset: Offset): boolean {
  const known = points.get(object);
  const joined = object === unknownObject ? anyOffset : known ? joinOffsets(known, offset) : offset;
  if (known && sameOffset(known, joined)) return false;
  points.set(object, joined);
  return true;
}

/** Where something was stored, and what pointers were in it. */
export interface Cell {
  readonly offset: Offset;
  readonly size: number | undefined;
  readonly tbaa: MDNode | undefined;
  readonly points: Map<MemoryObject, Offset>;
}

/** An object with more places than this is one place. */
const maxCells = 48;

/** What the stores of a function put into a local object whose address has not escaped. */
export class LocalMemory {
  cells: Cell[] = [];
  /** Instructions to look at again when the contents grow. */
  readonly readers = new Set<Instruction>();
  /** Whether pointers may be in it from the beginning. */
  startsUnknown = false;
  /** The contents are no longer followed: what is stored escapes. */
  isCrowded = false;

  /** Stores pointers; tells whether the contents grew. */
  store(offset: Offset, size: number | undefined, tbaa: MDNode | undefined, points: Points): boolean {
    if (points.size === 0) return false;
    const cell = this.#cellAt(offset, size, tbaa);
    let grew = false;
    for (const [object, at] of points) grew = addPoint(cell.points, object, at) || grew;
    return grew;
  }

  /** Stops to follow contents that may point to more objects than the limit: they become unknown. Gives these objects. */
  dropIfCrowded(limit: number): readonly MemoryObject[] {
    if (!this.cells.some((cell) => cell.points.size > limit)) return [];
    const objects = this.cells.flatMap((cell) => [...cell.points.keys()]);
    this.cells = [];
    this.startsUnknown = true;
    this.isCrowded = true;
    return objects;
  }

  #cellAt(offset: Offset, size: number | undefined, tbaa: MDNode | undefined): Cell {
    const known = this.cells.find((c) => c.size === size && c.tbaa === tbaa && sameOffset(c.offset, offset));
    if (known) return known;
    const merged = this.cells.length >= maxCells || this.#isMerged;
    if (merged) return this.#merge();
    const cell: Cell = { offset, size, tbaa, points: new Map() };
    this.cells.push(cell);
    return cell;
  }

  get #isMerged(): boolean {
    return (
      this.cells.length === 1 &&
      this.cells[0]!.size === undefined &&
      this.cells[0]!.tbaa === undefined &&
      this.cells[0]!.offset === anyOffset
    );
  }

  #merge(): Cell {
    if (this.#isMerged) return this.cells[0]!;
    const all: Cell = { offset: anyOffset, size: undefined, tbaa: undefined, points: new Map() };
    for (const cell of this.cells) for (const [object, at] of cell.points) addPoint(all.points, object, at);
    this.cells = [all];
    return all;
  }

  /** The cells that an access may read. */
  *overlapping(
    offset: Offset,
    size: number | undefined,
    tbaa: MDNode | undefined,
    types: TbaaTypes,
  ): IterableIterator<Cell> {
    for (const cell of this.cells) {
      if (mayOverlap(cell.offset, cell.size, offset, size) && types.mayAlias(cell.tbaa, tbaa)) yield cell;
    }
  }
}
