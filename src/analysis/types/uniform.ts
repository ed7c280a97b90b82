import type { DataLayout, FloatingPointType } from '../../ir/index.ts';
import type { ScalarKind } from './kinds.ts';
import { sameKind } from './kinds.ts';
import type { Place, Region } from './region.ts';
import { cellKey, reduced, resolve } from './region.ts';
import { SlotGroup } from './slot.ts';
import { scalarSize } from './statements.ts';
import type { TransferIndex } from './transfers.ts';

/** Most regions that are looked at together. */
const maxRegions = 64;

/**
 * The scalar of which everything consists that is known of some regions: floats of one kind, or pointers. Then it matters
 * neither how far into them a pointer points nor how much is moved, as long as it is whole scalars.
 */
export function uniformScalar(
  layout: DataLayout,
  at: Place,
  regions: ReadonlySet<Region>,
): ScalarKind | undefined {
  let scalar: ScalarKind | undefined;
  for (const region of regions) {
    for (const said of scalarsIn(region)) {
      if (!said.scalar || said.scalar.kind === 'integer') return undefined;
      scalar ??= said.scalar;
      if (!sameKind(scalar, said.scalar)) return undefined;
    }
  }
  const keepsPointers = [...regions].some((region) => region.cells.size > 0);
  if (keepsPointers && scalar?.kind !== 'pointer') return undefined;
  return scalar && startsAt(scalarSize(layout, scalar), at) ? scalar : undefined;
}

/**
 * Whether anything says that there are pointers somewhere in some regions, or may be. An integer of the width of a pointer that is passed
 * on may be one, in doubt, and has a cell: it counts if anything is known of what it points to. `integersAreNone`: not if it is known to be
 * an integer.
 */
export function mayKeepPointers(regions: ReadonlySet<Region>, integersAreNone = false): boolean {
  for (const region of regions) {
    const integers = new Set<string>();
    for (const said of scalarsIn(region)) {
      if (said.scalar?.kind === 'pointer') return true;
      if (integersAreNone && said.scalar?.kind === 'integer') integers.add(cellKey(said));
    }
    for (const cell of region.cells.values())
      if (!integers.has(cellKey(cell)) && !resolve(cell.pointee).region.isEmpty) return true;
  }
  return false;
}

/** The kind of all floats in a region, if there is one and each of them is known to lie at a multiple of its size. */
export function alignedFloats(layout: DataLayout, region: Region): FloatingPointType | undefined {
  let kind: FloatingPointType | undefined;
  for (const { offset, stride, scalar } of scalarsIn(region)) {
    if (scalar?.kind !== 'float') continue;
    kind ??= scalar.type;
    const size = scalarSize(layout, scalar);
    if (kind !== scalar.type || offset % size !== 0 || stride % size !== 0) return undefined;
  }
  return kind;
}

/**
 * The kind of the floats of which there may be one at every multiple of its size, as far as is known, where all else are integers:
 * an array whose first element is not known, with numbers of its own before it.
 */
export function denseFloats(layout: DataLayout, regions: Iterable<Region>): FloatingPointType | undefined {
  let kind: FloatingPointType | undefined;
  let isDense = false;
  for (const region of regions) {
    const own = alignedFloats(layout, region);
    if (own === undefined && holdsFloats(region)) return undefined;
    if (own !== undefined && kind !== undefined && kind !== own) return undefined;
    kind ??= own;
    isDense ||= kind !== undefined && isRow(region, kind.bits / 8);
  }
  return isDense ? kind : undefined;
}

function holdsFloats(region: Region): boolean {
  for (const { scalar } of scalarsIn(region)) if (scalar?.kind === 'float') return true;
  return false;
}

function isRow(region: Region, size: number): boolean {
  for (const { stride, scalar } of scalarsIn(region))
    if (scalar?.kind === 'float' && stride === size) return true;
  return false;
}

/** The regions that bytes of one are copied to and from, and on from there; undefined when they are too many. */
export function connectedByCopies(start: Region, transfers: TransferIndex): ReadonlySet<Region> | undefined {
  const regions = new Set([start]);
  for (const region of regions) {
    for (const { destination, source } of transfers.at(region)) {
      regions.add(destination.region).add(source.region);
    }
    if (regions.size > maxRegions) return undefined;
  }
  return regions;
}

interface Said {
  readonly offset: number;
  readonly stride: number;
  /** Undefined: it may be anything. */
  readonly scalar: ScalarKind | undefined;
}

/** All that is said of scalars in a region. Values that nothing is known of say nothing. */
function* scalarsIn(region: Region): IterableIterator<Said> {
  for (const { offset, stride, what } of region.allObservations()) {
    const isGroup = what instanceof SlotGroup;
    if (isGroup && what.evidence(undefined).length === 0) continue;
    yield { offset, stride, scalar: isGroup ? what.scalar : what };
  }
  for (const { offset, stride, element } of region.declarations) {
    for (const leaf of element.leaves) yield { offset: offset + leaf.offset, stride, scalar: leaf.scalar };
  }
}

/** Whether a scalar may begin at a place: as far as it is known, modulo the size, where the scalars of its region begin. */
function startsAt(size: number, at: Place): boolean {
  if (at.stride % size !== 0) return true;
  for (const { offset, stride } of scalarsIn(at.region)) {
    if (stride % size === 0 && reduced(offset - at.offset, size) !== 0) return false;
  }
  return true;
}
