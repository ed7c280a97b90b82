/** Sets of small numbers, as words of 32 bits. */
export type BitSet = Uint32Array;

export const makeBitSet = (bits: number): BitSet => new Uint32Array((bits + 31) >>> 5);

export function setBit(set: BitSet, bit: number): void {
  set[bit >>> 5]! |= 1 << (bit & 31);
}

export function unite(into: BitSet, from: BitSet): void {
  for (let i = 0; i < into.length; i++) into[i]! |= from[i]!;
}

/** A set that is meant to have few members: the words that are not 0. */
export class SparseMask {
  readonly #indices: number[] = [];
  readonly #words: number[] = [];

  constructor(bits: Iterable<number>) {
    const words = new Map<number, number>();
    for (const bit of bits) words.set(bit >>> 5, (words.get(bit >>> 5) ?? 0) | (1 << (bit & 31)));
    for (const [index, word] of words) {
      this.#indices.push(index);
      this.#words.push(word);
    }
  }

  meets(set: BitSet): boolean {
    for (let i = 0; i < this.#indices.length; i++) {
      if (((set[this.#indices[i]!] ?? 0) & this.#words[i]!) !== 0) return true;
    }
    return false;
  }

  /** The members that are in a set too. */
  *common(set: BitSet): IterableIterator<number> {
    for (const [i, index] of this.#indices.entries()) {
      const word = (set[index] ?? 0) & this.#words[i]!;
      for (let bit = 0; word >>> bit !== 0 && bit < 32; bit++) if ((word >>> bit) & 1) yield 32 * index + bit;
    }
  }

  has(bit: number): boolean {
    const at = this.#indices.indexOf(bit >>> 5);
    return at >= 0 && (this.#words[at]! & (1 << (bit & 31))) !== 0;
  }
}
