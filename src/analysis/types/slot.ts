import type { FloatingPointType } from '../../ir/index.ts';
import type { Evidence, ScalarKind } from './kinds.ts';
import { judge, Rank, sameKind } from './kinds.ts';

/**
 * What is known about the bits of values that are copies of one another (union-find). Pieces of evidence are kept one
 * for each kind, the strongest.
 */
export class Slot {
  #parent: Slot | undefined;
  #evidence: Evidence[] = [];
  /** Where memory listens to what becomes known. */
  #groups: SlotGroup[] = [];

  get root(): Slot {
    return Slot.#find(this);
  }

  static #find(slot: Slot): Slot {
    let root = slot;
    while (root.#parent) root = root.#parent;
    let at = slot;
    while (at.#parent && at.#parent !== root) {
      const next = at.#parent;
      at.#parent = root;
      at = next;
    }
    return root;
  }

  #packed: FloatingPointType | 'several' | undefined;

  /** The kind of floats that memory holds beside integers where the value is kept; undefined when none, or several. */
  get packed(): FloatingPointType | undefined {
    const { root } = this;
    return root.#packed === 'several' ? undefined : root.#packed;
  }

  /** The value is kept in memory that holds floats of this kind beside integers. True when that is new. */
  notePacked(type: FloatingPointType | 'several'): boolean {
    const { root } = this;
    const joined = root.#packed === undefined || root.#packed === type ? type : 'several';
    if (joined === root.#packed) return false;
    root.#packed = joined;
    return true;
  }

  get evidence(): readonly Evidence[] {
    return this.root.#evidence;
  }

  /** Whether the uses of the values, not the memory that they are kept in, prove them integers. */
  get isProvenInteger(): boolean {
    return this.evidence.some((e) => !e.learnt && e.scalar.kind === 'integer' && e.rank >= Rank.proof);
  }

  /** Adds a statement; true when it changes what is known. */
  add(evidence: Evidence): boolean {
    const root = this.root;
    const at = root.#evidence.findIndex((e) => sameKind(e.scalar, evidence.scalar));
    const old = at >= 0 ? root.#evidence[at] : undefined;
    if (old && old.rank >= evidence.rank) return false;
    if (old) root.#evidence[at] = evidence;
    else root.#evidence.push(evidence);
    for (const group of root.#groups) group.note(root, evidence);
    return true;
  }

  /** The two are copies of one another from here on. */
  unify(other: Slot): void {
    const [a, b] = [this.root, other.root];
    if (a === b) return;
    const [keep, drop] = a.#evidence.length >= b.#evidence.length ? [a, b] : [b, a];
    drop.#parent = keep;
    for (const e of drop.#evidence) keep.add(e);
    drop.#evidence = [];
    if (drop.#packed) keep.notePacked(drop.#packed);
    keep.#groups.push(...drop.#groups);
    drop.#groups = [];
  }

  listen(group: SlotGroup): void {
    this.root.#groups.push(group);
  }

  /** The groups that listen. */
  get groups(): readonly SlotGroup[] {
    return this.root.#groups;
  }

  /** The verdict; undefined when nothing is known or statements contradict. */
  get scalar(): ScalarKind | undefined {
    return judge(this.evidence).verdict?.scalar;
  }
}

/** What several slots tell: for each kind the strongest statement. */
export function mergedEvidence(slots: Iterable<Slot>): readonly Evidence[] {
  const merged = new Slot();
  // Of equally strong statements, what is known from the values themselves is kept.
  for (const learnt of [false, true]) {
    for (const slot of slots) {
      for (const evidence of slot.evidence) if ((evidence.learnt ?? false) === learnt) merged.add(evidence);
    }
  }
  return merged.evidence;
}

interface Said {
  readonly slot: Slot;
  readonly evidence: Evidence;
}

/**
 * The values that are read from and written to the same bytes. Together they tell what the bytes are; each of them asks
 * what the others tell, so for every kind the strongest statements of two different values are kept.
 */
export class SlotGroup {
  readonly slots: Slot[] = [];
  #said: { first: Said; second: Said | undefined }[] = [];
  #onChange: (() => void) | undefined;

  constructor(slots: readonly Slot[]) {
    this.slots.push(...slots);
  }

  /** The slots that stand for those of the group. */
  roots(): Set<Slot> {
    return new Set(this.slots.map((slot) => slot.root));
  }

  /** Gathers what the values tell so far, and listens to what is added. Values must not be unified any more. */
  prepare(onChange: () => void): void {
    this.#said = [];
    for (const slot of this.roots()) {
      slot.listen(this);
      for (const evidence of slot.evidence) this.note(slot, evidence);
    }
    this.#onChange = onChange;
  }

  /** Whether the group would tell something else without what a slot says. */
  dependsOn(slot: Slot): boolean {
    return this.#said.some(({ first }) => first.slot === slot);
  }

  note(slot: Slot, evidence: Evidence): void {
    const said = { slot, evidence };
    const entry = this.#said.find((s) => sameKind(s.first.evidence.scalar, evidence.scalar));
    if (!entry) this.#said.push({ first: said, second: undefined });
    else if (entry.first.slot === slot) entry.first = said;
    else if (evidence.rank > entry.first.evidence.rank) [entry.first, entry.second] = [said, entry.first];
    else if (!entry.second || evidence.rank > entry.second.evidence.rank) entry.second = said;
    else return;
    this.#onChange?.();
  }

  /** What the values tell but for one of them. */
  evidence(ignore?: Slot): Evidence[] {
    const all: Evidence[] = [];
    for (const { first, second } of this.#said) {
      const said = first.slot === ignore ? second : first;
      if (said) all.push(said.evidence);
    }
    return all;
  }

  get scalar(): ScalarKind | undefined {
    return judge(this.evidence()).verdict?.scalar;
  }
}
