/** How far beyond the end an id may lie and still be kept in the array. */
const slack = 1024;

/** A map from the numbers that stand in the source: an array where they are dense, a map for the absurd ones. */
export class IdMap<T> {
  readonly #dense: (T | undefined)[] = [];
  #sparse: Map<number, T> | undefined;

  get(id: number): T | undefined {
    return id < this.#dense.length ? (this.#dense[id] ?? this.#sparse?.get(id)) : this.#sparse?.get(id);
  }

  set(id: number, value: T): void {
    const dense = this.#dense;
    if (id < dense.length) {
      dense[id] = value;
    } else if (id <= dense.length + slack) {
      while (dense.length < id) dense.push(undefined);
      dense.push(value);
    } else {
      (this.#sparse ??= new Map()).set(id, value);
    }
  }

  /** Entries in the order of their ids. */
  sorted(): [id: number, value: T][] {
    const all: [number, T][] = [...(this.#sparse ?? [])];
    this.#dense.forEach((value, id) => {
      if (value !== undefined) all.push([id, value]);
    });
    return all.sort((a, b) => a[0] - b[0]);
  }
}
