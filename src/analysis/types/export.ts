import type { MemoryAccess, TypeGraph } from './graph.ts';
import type { Evidence } from './kinds.ts';
import { PlaceNames } from './place-names.ts';
import { reachableRegions } from './pointer-flow.ts';
import type { Region } from './region.ts';
import { resolve } from './region.ts';
import type { Slot } from './slot.ts';
import { mergedEvidence, SlotGroup } from './slot.ts';
import { TransferIndex } from './transfers.ts';

/**
 * Values that are kept at the same places, and tell of the same bytes. To other functions they are as good as one: what any
 * of them tells is told of all of these places. So a caller takes over as many values as there are places, and not as many
 * as there are instructions in the function and in all that it calls.
 */
export interface SlotClass {
  readonly members: readonly Slot[];
  /** What the members tell, the strongest of each kind. */
  readonly evidence: readonly Evidence[];
}

export interface ClassAccess extends MemoryAccess {
  readonly of: SlotClass;
}

/** What a finished graph has to tell of its memory, each thing once. */
export class GraphExport {
  readonly transfers: TransferIndex;
  readonly #classes = new Map<Slot, SlotClass>();
  readonly #accesses = new Map<Region, ClassAccess[]>();

  constructor(graph: TypeGraph) {
    const names = new PlaceNames();
    const kept = accessesOfSlots(graph, names);
    const groups = groupsOfSlots(graph);
    const classes = new Map<string, SlotClass & { members: Slot[] }>();
    for (const root of new Set([...kept.keys(), ...groups.keys()])) {
      const accesses = kept.get(root);
      const key = `${[...(accesses?.keys() ?? [])].sort().join()}|${(groups.get(root) ?? []).join()}`;
      let found = classes.get(key);
      if (!found) {
        classes.set(key, (found = { members: [], evidence: [] }));
        for (const access of accesses?.values() ?? []) {
          pushTo(this.#accesses, access.at.region, { ...access, of: found });
        }
      }
      found.members.push(root);
      this.#classes.set(root, found);
    }
    for (const of of classes.values()) Object.assign(of, { evidence: mergedEvidence(of.members) });
    this.transfers = new TransferIndex(graph.transfers);
  }

  /** The class of a slot that stands for others; undefined for values that are kept nowhere. */
  classOf(root: Slot): SlotClass | undefined {
    return this.#classes.get(root);
  }

  classesIn(group: SlotGroup): Set<SlotClass> {
    return new Set([...group.roots()].map((root) => this.#classes.get(root) ?? this.#ownClass(root)));
  }

  /** A value that is kept nowhere, and tells of memory to which only copies lead. */
  #ownClass(root: Slot): SlotClass {
    const found = { members: [root], evidence: mergedEvidence([root]) };
    this.#classes.set(root, found);
    return found;
  }

  accessesTo(root: Region): readonly ClassAccess[] {
    return this.#accesses.get(root) ?? [];
  }
}

/** Where each value is kept, each place once. */
function accessesOfSlots(graph: TypeGraph, names: PlaceNames): Map<Slot, Map<string, MemoryAccess>> {
  const kept = new Map<Slot, Map<string, MemoryAccess>>();
  for (const { slot, at, size } of graph.accesses) {
    const { root } = slot;
    let places = kept.get(root);
    if (!places) kept.set(root, (places = new Map()));
    const key = `${names.of(at)}:${size}`;
    if (!places.has(key)) places.set(key, { at: resolve(at), size });
  }
  return kept;
}

/** The groups that each value tells something in. */
function groupsOfSlots(graph: TypeGraph): Map<Slot, number[]> {
  const groups = new Map<Slot, number[]>();
  let number = 0;
  for (const region of reachableRegions(graph)) {
    for (const { what } of region.allObservations()) {
      if (!(what instanceof SlotGroup)) continue;
      for (const root of what.roots()) pushTo(groups, root, number);
      number++;
    }
  }
  return groups;
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
