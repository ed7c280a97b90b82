/**
 * Turns stretches of the source into strings without making the same string twice. The lexer hashes while it scans, so
 * a word that was seen before costs one probe and a comparison, and no allocation.
 */
export class Interner {
  readonly #text: string;
  #strings: (string | undefined)[];
  #hashes: Int32Array;
  #mask: number;
  #count = 0;

  constructor(text: string, known: readonly string[]) {
    this.#text = text;
    const size = 2048;
    this.#strings = new Array<string | undefined>(size).fill(undefined);
    this.#hashes = new Int32Array(size);
    this.#mask = size - 1;
    for (const word of known) this.#insert(word, hashOf(word));
  }

  /** The string between two positions, whose hash is as `hashOf` would make it. */
  intern(start: number, end: number, hash: number): string {
    const strings = this.#strings;
    const mask = this.#mask;
    const length = end - start;
    let slot = hash & mask;
    let found: string | undefined;
    while ((found = strings[slot]) !== undefined) {
      if (this.#hashes[slot] === hash && found.length === length && this.#matches(found, start)) return found;
      slot = (slot + 1) & mask;
    }
    const made = this.#text.slice(start, end);
    this.#insert(made, hash);
    return made;
  }

  #matches(candidate: string, start: number): boolean {
    const text = this.#text;
    for (let i = candidate.length - 1; i >= 0; i--) {
      if (candidate.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
    }
    return true;
  }

  #insert(value: string, hash: number): void {
    if (this.#count * 2 > this.#mask) this.#grow();
    let slot = hash & this.#mask;
    while (this.#strings[slot] !== undefined) slot = (slot + 1) & this.#mask;
    this.#strings[slot] = value;
    this.#hashes[slot] = hash;
    this.#count++;
  }

  #grow(): void {
    const strings = this.#strings;
    const hashes = this.#hashes;
    const size = strings.length * 4;
    this.#strings = new Array<string | undefined>(size).fill(undefined);
    this.#hashes = new Int32Array(size);
    this.#mask = size - 1;
    this.#count = 0;
    for (let i = 0; i < strings.length; i++) {
      const value = strings[i];
      if (value !== undefined) this.#insert(value, hashes[i]!);
    }
  }
}

/** One step of the hash over character codes. */
export const hashStep = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  return hash;
}
