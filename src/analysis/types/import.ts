import type { CallBase, Instruction, Value } from '../../ir/index.ts';
import { isDispatcher } from '../shadowless.ts';
import type { TypeGraph } from './graph.ts';
import type { CalleeView } from './pointer-flow.ts';
import type { Place } from './region.ts';
import { finest, place, Region, resolve, unify } from './region.ts';
import { Slot, SlotGroup } from './slot.ts';
import { leavesOf } from './value-leaf.ts';

/** Bounds of what one call brings over from another function. */
const maxRegions = 256;
const maxPieces = 1 << 14;

/**
 * Copies what one function's graph knows into another's. Regions and slots are copied, not shared: a function that is
 * called with different types in two places does not mix them.
 */
class Importer {
  readonly #from: TypeGraph;
  readonly #to: TypeGraph;
  readonly #regions = new Map<Region, Region>();
  readonly #slots = new Map<Slot, Slot>();
  readonly #queue: Region[] = [];
  #pieces = 0;

  constructor(from: TypeGraph, to: TypeGraph) {
    this.#from = from;
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

  slot(slot: Slot): Slot {
    const { root } = slot;
    let copy = this.#slots.get(root);
    if (!copy) {
      this.#slots.set(root, (copy = new Slot()));
      for (const e of root.evidence) copy.add(e);
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
  finish(inst: Instruction | undefined): void {
    for (let root = this.#queue.pop(); root; root = this.#queue.pop()) this.#fill(root);
    const roots = [...this.#regions.keys()];
    for (const root of roots) this.#importAccesses(root);
    const transfers = new Set(roots.flatMap((root) => root.transfers));
    for (const index of [...transfers].sort((a, b) => a - b)) {
      const transfer = this.#from.transfers[index]!;
      const [destination, source] = [resolve(transfer.destination), resolve(transfer.source)];
      if (!this.#regions.has(destination.region) || !this.#regions.has(source.region)) continue;
      if (this.#pieces++ > maxPieces) break;
      this.#to.addTransfer({
        inst: inst ?? transfer.inst,
        destination: this.place(destination),
        source: this.place(source),
        size: transfer.size,
      });
    }
  }

  #importAccesses(root: Region): void {
    for (const access of this.#from.accessesTo(root)) {
      const slot = this.#slots.get(access.slot.root);
      if (!slot) continue;
      if (this.#pieces++ >= maxPieces) return;
      this.#to.accesses.push({ slot, at: this.place(access.at), size: access.size });
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
      this.#pieces += o.what.slots.length;
      const slots = new Set(o.what.slots.map((slot) => this.slot(slot)));
      copy.observe({ ...o, what: new SlotGroup([...slots]) });
    }
    for (const d of root.declarations) copy.declare(d);
    for (const [key, cell] of root.cells) {
      if (this.#pieces++ > maxPieces) return;
      copy.cells.set(key, { ...cell, pointee: this.place(cell.pointee) });
    }
  }
}

const freshPlace = (): Place => place(new Region(), 0, 0);

/** What a called function shows of its arguments and result, as regions and slots of the caller. */
export function viewOfCallee(callee: TypeGraph, caller: TypeGraph, call: Instruction): CalleeView {
  const importer = new Importer(callee, caller);
  const args = callee.fn.args.map((arg) => importer.leaves(arg));
  const opaque = isDispatcher(callee.fn);
  const view = {
    places: opaque ? [] : args.map((a) => a.places),
    slots: args.map((a) => a.slots),
    returnPlaces: callee.returned.places.map((at) => at && (opaque ? freshPlace() : importer.place(at))),
    returnSlots: callee.returned.slots.map((slot) => importer.slot(slot)),
  };
  importer.finish(call);
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

/** Brings what a caller knows of the arguments that it passes to the function's parameters. */
export function importFromCaller(graph: TypeGraph, caller: TypeGraph, call: CallBase): void {
  const importer = new Importer(caller, graph);
  const actuals = call.args.slice(0, graph.fn.args.length).map((actual) => importer.leaves(actual));
  // First what the copies hold: a region that has been unified takes nothing in of its own.
  importer.finish(undefined);
  for (const [i, { places, slots }] of actuals.entries()) {
    const arg = graph.fn.args[i]!;
    for (const leaf of leavesOf(graph.layout, arg.type).keys()) {
      const [formal, to, slot] = [graph.place(arg, leaf), places[leaf], slots[leaf]];
      if (formal && to && !isDispatcher(caller.fn)) unify(formal, strideless(to));
      if (slot && arg.type.kind !== 'pointer') graph.slot(arg, leaf).unify(slot);
    }
  }
}

/** One of the places that a strided place stands for. */
function strideless(at: Place): Place {
  return at.stride === 0 ? at : place(at.region, finest(at).offset, 0);
}
