import type { Evidence, ScalarKind } from './kinds.ts';
import { judge, sameKind } from './kinds.ts';

/**
 * What is known about the bits of values that are copies of one another (union-find). Pieces of evidence are kept one
 * for each kind, the strongest.
 */
export class Slot {
  #parent: Slot | undefined;
  #evidence: Evidence[] = [];

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

  get evidence(): readonly Evidence[] {
    return this.root.#evidence;
  }

  /** Adds a statement; true when it changes what is known. */
  add(evidence: Evidence): boolean {
    const root = this.root;
    const at = root.#evidence.findIndex((e) => sameKind(e.scalar, evidence.scalar));
    const old = at >= 0 ? root.#evidence[at] : undefined;
    if (old && old.rank >= evidence.rank) return false;
    if (old) root.#evidence[at] = evidence;
    else root.#evidence.push(evidence);
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
  }

  /** The verdict; undefined when nothing is known or statements contradict. */
  get scalar(): ScalarKind | undefined {
    return judge(this.evidence).verdict?.scalar;
  }
}
