/**
 * JSON on the command line. Reading says where a mistake is, keeps integers beyond 2^53 exact, as bigints, and takes the texts
 * "NaN", "Infinity" and "-Infinity" for the numbers that JSON lacks; writing does the reverse.
 */
import { fail } from '../diagnostics/index.ts';

export type Json =
  null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

const deepestNesting = 64;
const specialNumbers: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/**
 * @param what what the text is, for the message: `--at`
 * @throws FluxionError FX5003 with the position, in one line.
 */
export function parseJson(text: string, what: string): Json {
  return new Reader(text, what).read();
}

class Reader {
  readonly #text: string;
  readonly #what: string;
  #at = 0;

  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  read(): Json {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('the end');
    return value;
  }

  #value(depth: number): Json {
    if (depth > deepestNesting) fail('FX5003', `${this.#what}: nested too deep at character ${this.#at + 1}`);
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '[':
        return this.#array(depth);
      case '{':
        return this.#object(depth);
      case '"': {
        const text = this.#string();
        return specialNumbers.get(text) ?? text;
      }
      default:
        return this.#word();
    }
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#sequence(']', 'a value', () => items.push(this.#value(depth + 1)));
    return items;
  }

  #object(depth: number): { [key: string]: Json } {
    // A key may be `__proto__`.
    const entries = new Map<string, Json>();
    this.#sequence('}', 'a name in double quotes', () => {
      this.#skipSpace();
      const key = this.#string();
      this.#skipSpace();
      this.#expect(':');
      entries.set(key, this.#value(depth + 1));
    });
    return Object.fromEntries(entries);
  }

  /** What stands between brackets, with commas between the items. */
  #sequence(close: string, item: string, readItem: () => void): void {
    this.#at++;
    this.#skipSpace();
    if (this.#take(close)) return;
    for (;;) {
      this.#skipSpace();
      if (this.#text[this.#at] === close) this.#fail(item);
      readItem();
      this.#skipSpace();
      if (this.#take(close)) return;
      if (!this.#take(',')) this.#fail(`, or ${close}`);
    }
  }

  #string(): string {
    const start = this.#at;
    try {
      // The pattern finds the end; what may stand inside is for the language's own parser to say.
      return JSON.parse(this.#match(/"(?:[^"\\]|\\[^])*"/y) ?? '') as string;
    } catch {
      this.#at = start;
      return this.#fail('a text in double quotes');
    }
  }

  #word(): Json {
    const word = this.#match(/true|false|null/y);
    if (word !== undefined) return JSON.parse(word) as Json;
    const number = this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (number === undefined) return this.#fail('a value');
    if (/^[\w.]/.test(this.#text.slice(this.#at, this.#at + 1))) this.#fail('a number as JSON writes it');
    const value = Number(number);
    return /^-?\d+$/.test(number) && !Number.isSafeInteger(value) ? BigInt(number) : value;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [text] = pattern.exec(this.#text) ?? [];
    if (text !== undefined) this.#at += text.length;
    return text;
  }

  #skipSpace(): void {
    this.#match(/[ \t\n\r]*/y);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) this.#fail(character);
  }

  #fail(expected: string): never {
    const found =
      this.#at < this.#text.length ? `not ${JSON.stringify(this.#text[this.#at])}` : 'but the text ends';
    return fail(
      'FX5003',
      `${this.#what}: malformed JSON at character ${this.#at + 1}: expected ${expected}, ${found}`,
    );
  }
}

/** Everything that JSON can hold, typed arrays as arrays, with a space after each comma and colon. */
export function writeJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? String(value) : `"${value}"`;
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'string':
      return JSON.stringify(value);
    default:
  }
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return `[${Array.from(value as unknown as ArrayLike<unknown>, writeJson).join(', ')}]`;
  }
  const entries = Object.entries(value as object).map(
    ([key, item]) => `${JSON.stringify(key)}: ${writeJson(item)}`,
  );
  return `{${entries.join(', ')}}`;
}
