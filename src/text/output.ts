/** Pieces are joined when so many have gathered. */
const batch = 1024;

/**
 * Gathers the text that is printed. Pieces built with `+` are trees of strings; joining some at a time turns them into
 * flat text while they are young, so that the garbage collector does not copy them.
 */
export class Output {
  #pieces: string[] = [];
  readonly #chunks: string[] = [];

  write(piece: string): void {
    this.#pieces.push(piece);
    if (this.#pieces.length >= batch) this.#flush();
  }

  #flush(): void {
    this.#chunks.push(this.#pieces.join(''));
    this.#pieces.length = 0;
  }

  finish(): string {
    this.#flush();
    return this.#chunks.join('');
  }
}
