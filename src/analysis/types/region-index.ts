import type { DataLayout } from '../../ir/index.ts';
import type { BoundedPlace } from './bounds.ts';
import { boundedDeclarations, boundedPlace } from './bounds.ts';
import type { FinePlace } from './fine-place.ts';
import { fineKey } from './fine-place.ts';
import { kindName } from './kinds.ts';
import type { Declaration, Observation, Region } from './region.ts';
import { markMembers } from './members.ts';
import type { Slot } from './slot.ts';
import { SlotGroup } from './slot.ts';
import type { Entry } from './statements.ts';
import { declared, observed } from './statements.ts';

/**
 * What a region knows, arranged for questions. To be made when its declarations and observations are complete and no
 * regions are unified any more; what becomes known of the values in its groups is followed.
 */
export class RegionIndex {
  readonly region: Region;
  /** Tells regions apart in keys. */
  readonly id: number;
  /** Declarations at known offsets, with walks bounded. */
  readonly exactDeclarations: readonly Declaration[];
  readonly #layout: DataLayout;
  readonly #declarations: readonly Declaration[];
  readonly #bounded = new Map<string, BoundedPlace>();
  readonly #tables = new Map<number, ModuloTable>();
  readonly #groups = new Map<SlotGroup, Observation>();
  readonly #changes: Observation[] = [];
  #same: Map<string, Observation[]> | undefined;

  constructor(layout: DataLayout, region: Region, id: number) {
    this.#layout = layout;
    this.region = region;
    this.id = id;
    this.#declarations = markMembers(region.declarations.flatMap((d) => boundedDeclarations(region, d)));
    this.exactDeclarations = this.#declarations.filter((d) => d.stride === 0);
    for (const observation of region.allObservations()) {
      const { what } = observation;
      if (!(what instanceof SlotGroup)) continue;
      this.#groups.set(what, observation);
      what.prepare(() => this.#changes.push(observation));
    }
  }

  /** Grows whenever the values that are kept here tell more than before. */
  get version(): number {
    return this.#changes.length;
  }

  /** The observations that have changed, in order. */
  get changes(): readonly Observation[] {
    return this.#changes;
  }

  /** @param size bytes that are accessed at each step */
  bounded(fine: FinePlace, size: number): BoundedPlace {
    if (fine.inner.length === 0) return fine as BoundedPlace;
    const key = `${fineKey(fine)}/${size}`;
    let found = this.#bounded.get(key);
    if (!found) this.#bounded.set(key, (found = boundedPlace(this.region, fine, size)));
    return found;
  }

  /** The observations that the same steps lead to. */
  sameObservations(fine: FinePlace): readonly Observation[] {
    if (!this.#same) {
      this.#same = new Map();
      for (const o of this.region.farObservations()) {
        if (!o.fine) continue;
        const list = this.#same.get(fineKey(o.fine));
        if (list) list.push(o);
        else this.#same.set(fineKey(o.fine), [o]);
      }
    }
    return this.#same.get(fineKey(fine)) ?? [];
  }

  /** The observations that would tell something else without what a slot says. */
  *dependentOn(slot: Slot): IterableIterator<Observation> {
    for (const group of slot.groups) {
      const observation = group.dependsOn(slot) ? this.#groups.get(group) : undefined;
      if (observation) yield observation;
    }
  }

  forgetTables(): void {
    this.#tables.clear();
  }

  /** What is known of windows with a stride; with stride 0, all but what is at known offsets itself. */
  table(stride: number): ModuloTable {
    let table = this.#tables.get(stride);
    if (!table) {
      const declarations = this.#declarations.filter((d) => stride !== 0 || d.stride !== 0);
      table = new ModuloTable(this.#layout, this, stride, declarations);
      this.#tables.set(stride, table);
    }
    return table;
  }
}

interface Counted {
  readonly entry: Entry;
  /** How many declarations and observations say so. */
  count: number;
}

/** Statements that are alike modulo the stride of a window, each once. */
class ModuloTable {
  readonly #layout: DataLayout;
  readonly #index: RegionIndex;
  readonly #stride: number;
  readonly #entries = new Map<string, Counted>();
  /** What each group of values tells at present. */
  readonly #keys = new Map<Observation, string>();
  /** How many of the region's changes are accounted for. */
  #seen: number;

  constructor(layout: DataLayout, index: RegionIndex, stride: number, declarations: readonly Declaration[]) {
    this.#layout = layout;
    this.#index = index;
    this.#stride = stride;
    this.#seen = index.changes.length;
    const { region } = index;
    for (const o of stride === 0 ? region.farObservations() : region.allObservations()) this.#observe(o);
    for (const d of declarations) {
      for (const entry of declared(layout, d, stride)) this.#add(entry);
    }
  }

  *entries(ignore: Slot | undefined): IterableIterator<Entry> {
    this.#follow();
    const changed = ignore ? [...this.#index.dependentOn(ignore)].filter((o) => this.#concerns(o)) : [];
    const without = new Map<string, number>();
    for (const o of changed) {
      const key = this.#keys.get(o);
      if (key !== undefined) without.set(key, (without.get(key) ?? 0) + 1);
    }
    for (const [key, { entry, count }] of this.#entries) {
      if (without.size === 0 || count > (without.get(key) ?? 0)) yield entry;
    }
    for (const o of changed) {
      const entry = observed(this.#layout, this.#index, o, this.#stride, ignore);
      if (entry) yield entry;
    }
  }

  #concerns(o: Observation): boolean {
    return this.#stride !== 0 || this.#index.region.isFar(o);
  }

  #follow(): void {
    const { changes } = this.#index;
    for (; this.#seen < changes.length; this.#seen++) {
      const o = changes[this.#seen]!;
      if (this.#concerns(o)) this.#observe(o);
    }
  }

  #observe(o: Observation): void {
    const old = this.#keys.get(o);
    const counted = old === undefined ? undefined : this.#entries.get(old);
    if (counted && --counted.count === 0) this.#entries.delete(old!);
    this.#keys.delete(o);
    const entry = observed(this.#layout, this.#index, o, this.#stride, undefined);
    if (!entry) return;
    const key = this.#add(entry);
    if (o.what instanceof SlotGroup) this.#keys.set(o, key);
  }

  #add(entry: Entry): string {
    const key = entryKey(entry);
    const known = this.#entries.get(key);
    if (known) known.count++;
    else this.#entries.set(key, { entry, count: 1 });
    return key;
  }
}

function entryKey({ start, size, period, inner, statement, rank: known }: Entry): string {
  const steps = inner.map((d) => `:${d.stride}x${d.count}`).join('');
  const where = `${start}/${size}/${period}${steps}`;
  if (!statement) return `${where}/${known}`;
  const { scalar, rank, alternatives, declared: declaredRank = '' } = statement;
  const place = `${statement.somewhere ? '?' : ''}${statement.isElement ? '+' : ''}`;
  const open =
    (statement.kinds ?? alternatives) ? `|${(statement.kinds ?? alternatives)!.map(kindName).join()}` : '';
  return `${where}${place}/${scalar ? kindName(scalar) : ''}${open}/${rank}/${declaredRank}`;
}
