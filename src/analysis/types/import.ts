import type { Value } from '../../ir/index.ts';
import { isDispatcher } from '../shadowless.ts';
import type { GraphExport, SlotClass } from './export.ts';
import type { TypeGraph } from './graph.ts';
import type { Evidence } from './kinds.ts';
import type { CalleeView } from './pointer-flow.ts';
import type { Place } from './region.ts';
import { finest, place, Region, resolve, unify } from './region.ts';
import { mergedEvidence, Slot, SlotGroup } from './slot.ts';
import { leavesOf } from './value-leaf.ts';

/** The graph of a function that has been analysed. */
export interface GraphWithExport {
  readonly graph: TypeGraph;
  readonly exported: GraphExport;
}

/** Bounds of what one call brings over from another function. */
const maxRegions = 4096;
const maxPieces = 1 << 16;

/**
 * Copies what one function's graph knows into another's. Regions and slots are copied, not shared: a function that is
 * called with different types in two places does not mix them.
 */
class Importer {
  readonly #from: TypeGraph;
  readonly #export: GraphExport;
  readonly #to: TypeGraph;
  readonly #regions = new Map<Region, Region>();
  /** The values that are passed and returned, which are told apart. */
  readonly #slots = new Map<Slot, Slot>();
  readonly #others = new Map<SlotClass, readonly Slot[]>();
  readonly #queue: Region[] = [];
  #pieces = 0;

  constructor(from: GraphWithExport, to: TypeGraph) {
    this.#from = from.graph;
    this.#export = from.exported;
    this.#to = to;
  }

  place(p: Place): Place {
    const { region, offset, stride, fine } = resolve(p);
    return place(this.#region(region), offset, stride, fine);
  }

  #region(root: Region): Region {
    let copy = this.#regions.get(root);
    if (!copy) {
      this.#regions.set(root, (copy = new Region()));
      if (this.#regions.size <= maxRegions) this.#queue.push(root);
    }
    return copy;
  }

  /** A value that is passed or returned. To be asked for before anything is finished. */
  slot(slot: Slot): Slot {
    const { root } = slot;
    let copy = this.#slots.get(root);
    if (!copy) {
      this.#slots.set(root, (copy = slotWith(root.evidence)));
      if (root.packed) copy.notePacked(root.packed);
    }
    return copy;
  }

  /** The leaves of a value of the other function. */
  leaves(value: Value): { places: (Place | undefined)[]; slots: Slot[] } {
    const indices = [...leavesOf(this.#from.layout, value.type).keys()];
    const places = indices.map((i) => {
      const at = this.#from.place(value, i);
      return at && this.place(at);
    });
    return { places, slots: indices.map((i) => this.slot(this.#from.slot(value, i))) };
  }

  /** Copies the contents of all regions that were asked for. */
  finish(): void {
    this.#separatePassed();
    this.#followCopies();
    const roots = new Set(this.#regions.keys());
    for (const root of roots) this.#importAccesses(root);
    for (const { destination, source, size } of this.#export.transfers.among(roots)) {
      if (this.#pieces++ > maxPieces) break;
      this.#to.transfers.push({ destination: this.place(destination), source: this.place(source), size });
    }
  }

  /** Values that are passed or returned keep a copy of their own; the others of their classes have one in common. */
  #separatePassed(): void {
    const passed = new Map<SlotClass, Slot[]>();
    for (const root of this.#slots.keys()) {
      const of = this.#export.classOf(root);
      if (of) passed.set(of, [...(passed.get(of) ?? []), root]);
    }
    for (const [of, roots] of passed) {
      const copies = roots.map((root) => this.#slots.get(root)!);
      const others = of.members.filter((root) => !this.#slots.has(root));
      if (others.length > 0) copies.push(slotWith(mergedEvidence(others)));
      this.#others.set(of, copies);
    }
  }

  #copiesOf(of: SlotClass): readonly Slot[] {
    let copies = this.#others.get(of);
    if (!copies) this.#others.set(of, (copies = [slotWith(of.evidence)]));
    return copies;
  }

  /** Fills the regions, and those that their bytes come from and go to: what is known there may be known only there. */
  #followCopies(): void {
    for (let root = this.#queue.pop(); root; root = this.#queue.pop()) {
      this.#fill(root);
      for (const { destination, source } of this.#export.transfers.at(root)) {
        this.#region(destination.region);
        this.#region(source.region);
      }
    }
    const isCut = this.#regions.size > maxRegions || this.#pieces > maxPieces;
    if (isCut || this.#from.isIncomplete) this.#to.isIncomplete = true;
  }

  #importAccesses(root: Region): void {
    for (const { of, at, size } of this.#export.accessesTo(root)) {
      for (const slot of this.#copiesOf(of)) {
        if (this.#pieces++ >= maxPieces) return;
        this.#to.accesses.push({ slot, at: this.place(at), size });
      }
    }
  }

  #fill(root: Region): void {
    const copy = this.#regions.get(root)!;
    for (const o of root.allObservations()) {
      if (this.#pieces++ > maxPieces) return;
      if (!(o.what instanceof SlotGroup)) {
        copy.observe(o);
        continue;
      }
      const slots = [...this.#export.classesIn(o.what)].flatMap((of) => this.#copiesOf(of));
      this.#pieces += slots.length;
      copy.observe({ ...o, what: new SlotGroup(slots) });
    }
    for (const d of root.declarations) copy.declare(d);
    for (const [key, cell] of root.cells) {
      if (this.#pieces++ > maxPieces) return;
      copy.cells.set(key, { ...cell, pointee: this.place(cell.pointee), uses: new Set(cell.uses) });
    }
  }
}

function slotWith(evidence: readonly Evidence[]): Slot {
  const slot = new Slot();
  for (const e of evidence) slot.add(e);
  return slot;
}

const freshPlace = (): Place => place(new Region(), 0, 0);

/** What a called function shows of its arguments and result, as regions and slots of the caller. */
export function viewOfCallee(from: GraphWithExport, caller: TypeGraph): CalleeView {
  const { graph: callee } = from;
  const importer = new Importer(from, caller);
  const args = callee.fn.args.map((arg) => importer.leaves(arg));
  const opaque = isDispatcher(callee.fn);
  const view = {
    places: opaque ? [] : args.map((a) => a.places),
    slots: args.map((a) => a.slots),
    returnPlaces: callee.returned.places.map((at) => at && (opaque ? freshPlace() : importer.place(at))),
    returnSlots: callee.returned.slots.map((slot) => importer.slot(slot)),
  };
  importer.finish();
  return view;
}

/** The function's own parameters and result: what a call of itself passes is what it is passed. */
export function viewOfItself(graph: TypeGraph): CalleeView {
  const leaves = graph.fn.args.map((arg) =>
    [...leavesOf(graph.layout, arg.type).keys()].map((i) => [arg, i] as const),
  );
  return {
    places: leaves.map((list) => list.map(([arg, i]) => graph.place(arg, i))),
    slots: leaves.map((list) => list.map(([arg, i]) => graph.slot(arg, i))),
    returnPlaces: graph.returned.places,
    returnSlots: graph.returned.slots,
  };
}

/**
 * Brings what a caller knows of the arguments that it passes to the function's parameters.
 * @param summary what the function shows on its own
 */
export function importFromCaller(
  graph: TypeGraph,
  from: GraphWithExport,
  passed: readonly (Value | undefined)[],
  summary: TypeGraph,
): void {
  const importer = new Importer(from, graph);
  const actuals = passed
    .slice(0, graph.fn.args.length)
    .map((actual, i) => (!actual || isEmptyObject(summary, i) ? nothing : importer.leaves(actual)));
  // First what the copies hold: a region that has been unified takes nothing in of its own.
  importer.finish();
  for (const [i, { places, slots }] of actuals.entries()) {
    const arg = graph.fn.args[i]!;
    for (const leaf of leavesOf(graph.layout, arg.type).keys()) {
      const [formal, to, slot] = [graph.place(arg, leaf), places[leaf], slots[leaf]];
      if (formal && to && !isDispatcher(from.graph.fn)) unify(formal, strideless(to));
      if (slot && arg.type.kind !== 'pointer') graph.slot(arg, leaf).unify(slot);
    }
  }
}

/**
 * Whether a parameter points to an object of a class without members, in whose place nothing is accessed: an allocator, a comparator.
 * Objects of all kinds hold one at their beginning, and are not of one layout because of that.
 */
function isEmptyObject(summary: TypeGraph, index: number): boolean {
  const arg = summary.fn.args[index]!;
  const at = arg.type.kind === 'pointer' ? summary.place(arg) : undefined;
  if (!at) return false;
  const { region } = resolve(at);
  const { cells, declarations } = region;
  if (cells.size > 0 || declarations.length === 0 || !region.allObservations().next().done) return false;
  const isEmpty = declarations.every((d) => d.element.size <= 1 && d.element.leaves.length === 0);
  const isSide = (side: Place): boolean => resolve(side).region === region;
  return isEmpty && !summary.transfers.some((t) => isSide(t.destination) || isSide(t.source));
}

const nothing = { places: [], slots: [] };

/** One of the places that a strided place stands for. */
function strideless(at: Place): Place {
  return at.stride === 0 ? at : place(at.region, finest(at).offset, 0);
}
