import type { DiagnosticCode, SourceSpan } from '../diagnostics/index.ts';
import { fail } from '../diagnostics/index.ts';
import { characterClass, classOf, digitBit, hexBit, nameBit, wordBit, wordStartBit } from './characters.ts';
import { hashStep, Interner } from './interner.ts';
import { knownWords } from './keyword.ts';
import type { TokenKind } from './token.ts';
import { Token } from './token.ts';

/** Characters that a single-character token consists of. */
const punctuation = new Uint8Array(128);
for (const [character, kind] of [
  ['=', Token.equal],
  [',', Token.comma],
  ['*', Token.star],
  ['(', Token.leftParen],
  [')', Token.rightParen],
  ['[', Token.leftBracket],
  [']', Token.rightBracket],
  ['{', Token.leftBrace],
  ['}', Token.rightBrace],
  ['<', Token.less],
  ['>', Token.greater],
  ['|', Token.bar],
  [':', Token.colon],
] as const) {
  punctuation[character.charCodeAt(0)] = kind;
}

/** Digits that a JS number holds exactly. */
const safeDigits = 15;

/**
 * Splits textual IR into tokens, one at a time. The current token is described by the public fields; `next()` moves on.
 * Positions are offsets into the text; lines and columns are only worked out when something is wrong.
 */
export class Lexer {
  readonly text: string;
  readonly fileName: string | undefined;
  /** Kind of the current token. */
  kind: TokenKind = Token.eof;
  /** Where the current token starts. */
  start = 0;
  /** Where it ends and the next one is looked for. */
  pos = 0;
  /** Text of a word, name or label without its sigil. */
  word = '';
  /** An id, a bit width or a small integer; NaN when it has more than 15 digits. */
  number = 0;
  /** Whether a line ended between the token before and this one. */
  newlineBefore = false;
  readonly #interner: Interner;

  constructor(text: string, fileName: string | undefined) {
    this.text = text;
    this.fileName = fileName;
    this.#interner = new Interner(text, knownWords);
  }

  next(): void {
    const text = this.text;
    let pos = this.pos;
    this.newlineBefore = false;
    for (;;) {
      const code = text.charCodeAt(pos);
      if (code === 32 || code === 9 || code === 13) {
        pos++;
        continue;
      }
      if (code === 10) {
        this.newlineBefore = true;
        pos++;
        continue;
      }
      if (code === 59 /* ; */) {
        pos = text.indexOf('\n', pos);
        if (pos < 0) pos = text.length;
        continue;
      }
      if (code === 47 /* / */ && text.charCodeAt(pos + 1) === 42) {
        const end = text.indexOf('*/', pos + 2);
        if (end < 0) this.failAt(pos, 2, 'FX1003', 'this comment has no end');
        pos = end + 2;
        continue;
      }
      this.start = pos;
      this.#token(code, pos);
      return;
    }
  }

  #token(code: number, pos: number): void {
    const bits = code < 256 ? characterClass[code]! : 0;
    if (bits & wordStartBit) return this.#word(pos);
    if (bits & digitBit) return this.#number(pos);
    switch (code) {
      case 37 /* % */:
        return this.#name(pos + 1, Token.localName, Token.localId);
      case 64 /* @ */:
        return this.#name(pos + 1, Token.globalName, Token.globalId);
      case 33 /* ! */:
        return this.#exclaim(pos + 1);
      case 34 /* " */:
        return this.#string(pos);
      case 35 /* # */:
        return this.#hash(pos + 1);
      case 36 /* $ */:
        return this.#dollar(pos);
      case 94 /* ^ */:
        this.#digits(pos + 1);
        this.kind = Token.summaryId;
        return;
      case 43 /* + */:
      case 45 /* - */:
        return this.#number(pos);
      case 46 /* . */:
        return this.#dot(pos);
    }
    const kind = code < 128 ? punctuation[code]! : 0;
    if (kind) {
      this.kind = kind as TokenKind;
      this.pos = pos + 1;
      return;
    }
    if (pos >= this.text.length) {
      this.kind = Token.eof;
      this.pos = pos;
      return;
    }
    this.failAt(pos, 1, 'FX1001', `${describeCharacter(code)} has no place in LLVM IR`);
  }

  /** A keyword, an integer type or a label. */
  #word(start: number): void {
    const text = this.text;
    let pos = start;
    let hash = 0;
    let code = text.charCodeAt(pos);
    while (code < 256 && characterClass[code]! & wordBit) {
      hash = hashStep(hash, code);
      code = text.charCodeAt(++pos);
    }
    const wordEnd = pos;
    const wordHash = hash;
    while (code < 256 && characterClass[code]! & nameBit) {
      hash = hashStep(hash, code);
      code = text.charCodeAt(++pos);
    }
    if (code === 58 /* : */) {
      this.word = this.#interner.intern(start, pos, hash);
      this.kind = Token.label;
      this.pos = pos + 1;
      return;
    }
    this.pos = wordEnd;
    if (text.charCodeAt(start) === 105 /* i */ && this.#integerType(start, wordEnd)) return;
    this.word = this.#interner.intern(start, wordEnd, wordHash);
    // u0x1F and s0x1F are integers.
    if (wordEnd - start > 3 && text.charCodeAt(start + 1) === 48 && /^[us]0x[0-9a-fA-F]+$/.test(this.word)) {
      this.kind = Token.hexInteger;
    } else {
      this.kind = Token.word;
    }
  }

  #integerType(start: number, end: number): boolean {
    if (end - start < 2) return false;
    let bits = 0;
    for (let i = start + 1; i < end; i++) {
      const digit = this.text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) return false;
      bits = bits * 10 + digit;
    }
    this.number = bits;
    this.kind = Token.integerType;
    return true;
  }

  /** What follows `%` or `@`. */
  #name(start: number, nameKind: TokenKind, idKind: TokenKind): void {
    const text = this.text;
    let code = text.charCodeAt(start);
    if (code < 256 && characterClass[code]! & digitBit) {
      this.#digits(start);
      this.kind = idKind;
      return;
    }
    this.kind = nameKind;
    if (code === 34 /* " */) {
      const end = this.#closingQuote(start);
      this.word = this.unescape(start + 1, end);
      this.pos = end + 1;
      return;
    }
    let pos = start;
    let hash = 0;
    while (code < 256 && characterClass[code]! & nameBit) {
      hash = hashStep(hash, code);
      code = text.charCodeAt(++pos);
    }
    if (pos === start) this.failAt(start - 1, 1, 'FX1001', 'a name or a number is missing here');
    this.word = this.#interner.intern(start, pos, hash);
    this.pos = pos;
  }

  /** Digits from a position on, into `number`; at least one must be there. */
  #digits(start: number): void {
    const text = this.text;
    let pos = start;
    let value = 0;
    let digit = text.charCodeAt(pos) - 48;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = text.charCodeAt(++pos) - 48;
    }
    if (pos === start) this.failAt(start - 1, 1, 'FX1001', 'a number is missing here');
    this.pos = pos;
    if (pos - start > safeDigits)
      this.failAt(start, pos - start, 'FX1010', 'this number is too large for an id');
    this.number = value;
  }

  #exclaim(start: number): void {
    const text = this.text;
    let code = text.charCodeAt(start);
    if (code < 256 && characterClass[code]! & digitBit) {
      this.#digits(start);
      this.kind = Token.metadataId;
      return;
    }
    if (code === 34 /* " */) {
      this.pos = this.#closingQuote(start) + 1;
      this.kind = Token.metadataString;
      return;
    }
    let pos = start;
    let hash = 0;
    let escaped = false;
    while (code === 92 /* \ */ || (code < 256 && characterClass[code]! & nameBit)) {
      if (code === 92) escaped = true;
      hash = hashStep(hash, code);
      code = text.charCodeAt(++pos);
    }
    this.pos = pos;
    if (pos === start) {
      this.kind = Token.exclaim;
      return;
    }
    this.kind = Token.metadataName;
    this.word = escaped ? this.unescape(start, pos) : this.#interner.intern(start, pos, hash);
  }

  /** A string, or a label in quotes. */
  #string(start: number): void {
    const end = this.#closingQuote(start);
    this.pos = end + 1;
    this.kind = Token.string;
    if (this.text.charCodeAt(end + 1) === 58 /* : */) {
      this.kind = Token.label;
      this.word = this.unescape(start + 1, end);
      this.pos = end + 2;
    }
  }

  #closingQuote(start: number): number {
    const end = this.text.indexOf('"', start + 1);
    if (end < 0) this.failAt(start, 1, 'FX1003', 'this string has no end');
    return end;
  }

  /** `#3` or `#dbg_value` */
  #hash(start: number): void {
    const code = this.text.charCodeAt(start);
    if (classOf(code) & wordStartBit) {
      let pos = start;
      while (classOf(this.text.charCodeAt(pos)) & wordBit) pos++;
      this.word = this.text.slice(start, pos);
      this.kind = Token.debugRecord;
      this.pos = pos;
      return;
    }
    this.#digits(start);
    this.kind = Token.attributeGroup;
  }

  /** `$name`, or a label that starts with a dollar sign. */
  #dollar(start: number): void {
    if (this.text.charCodeAt(start + 1) === 34 /* " */) {
      const end = this.#closingQuote(start + 1);
      this.word = this.unescape(start + 2, end);
      this.kind = Token.comdatName;
      this.pos = end + 1;
      return;
    }
    const end = this.#nameEnd(start + 1);
    if (this.#labelAt(start, end)) return;
    if (end === start + 1) this.failAt(start, 1, 'FX1001', 'a name is missing here');
    this.word = this.text.slice(start + 1, end);
    this.kind = Token.comdatName;
    this.pos = end;
  }

  #nameEnd(pos: number): number {
    while (classOf(this.text.charCodeAt(pos)) & nameBit) pos++;
    return pos;
  }

  /** Makes a label of the stretch if a colon follows. */
  #labelAt(start: number, end: number): boolean {
    if (this.text.charCodeAt(end) !== 58 /* : */ || end === start) return false;
    this.word = this.text.slice(start, end);
    this.kind = Token.label;
    this.pos = end + 1;
    return true;
  }

  #dot(start: number): void {
    if (this.#labelAt(start, this.#nameEnd(start))) return;
    if (this.text.startsWith('...', start)) {
      this.kind = Token.ellipsis;
      this.pos = start + 3;
      return;
    }
    this.failAt(start, 1, 'FX1001', "'.' has no place here");
  }

  /** An integer, a floating-point number, or a label that starts like one. */
  #number(start: number): void {
    const text = this.text;
    let pos = start;
    let code = text.charCodeAt(pos);
    const negative = code === 45; /* - */
    if (negative || code === 43 /* + */) code = text.charCodeAt(++pos);
    const first = pos;
    let value = 0;
    while (code < 256 && characterClass[code]! & digitBit) {
      value = value * 10 + (code - 48);
      code = text.charCodeAt(++pos);
    }
    if (pos > first && !(code < 256 && characterClass[code]! & nameBit) && code !== 58) {
      this.kind = Token.integer;
      this.pos = pos;
      this.number = pos - first > safeDigits ? NaN : negative ? -value : value;
      return;
    }
    this.#oddNumber(start, first, pos);
  }

  /** The rarer numbers; `pos` is where the leading digits end. */
  #oddNumber(start: number, first: number, pos: number): void {
    const text = this.text;
    if (pos > first && first === start && text.charCodeAt(pos) === 58 /* : */) {
      this.#digits(start);
      this.kind = Token.labelId;
      this.pos = pos + 1;
      return;
    }
    if (this.#labelAt(start, this.#nameEnd(start))) return;
    if (pos === first) this.failAt(start, 1, 'FX1001', 'a number is missing here');
    const code = text.charCodeAt(pos);
    if (code === 120 /* x */ && pos === first + 1 && text.charCodeAt(first) === 48) {
      return this.#hexFloat(start, pos + 1);
    }
    if (code !== 46 /* . */) {
      // `3e` and the like: an integer, and a word right after it.
      this.kind = Token.integer;
      this.pos = pos;
      this.number = pos - first > safeDigits ? NaN : Number(text.slice(start, pos));
      return;
    }
    pos++;
    while (classOf(text.charCodeAt(pos)) & digitBit) pos++;
    const exponent = text.charCodeAt(pos);
    if (exponent === 101 || exponent === 69 /* e E */) {
      let at = pos + 1;
      const sign = text.charCodeAt(at);
      if (sign === 43 || sign === 45) at++;
      if (classOf(text.charCodeAt(at)) & digitBit) {
        while (classOf(text.charCodeAt(at)) & digitBit) at++;
        pos = at;
      }
    }
    this.kind = Token.float;
    this.pos = pos;
  }

  /** `0x…`, `0xK…`, `0xL…`, `0xM…`, `0xH…`, `0xR…` */
  #hexFloat(start: number, pos: number): void {
    const text = this.text;
    const letter = text.charCodeAt(pos);
    if (letter === 75 || letter === 76 || letter === 77 || letter === 72 || letter === 82) pos++;
    const first = pos;
    while (classOf(text.charCodeAt(pos)) & hexBit) pos++;
    if (pos === first) this.failAt(start, pos - start, 'FX1001', 'this hexadecimal number has no digits');
    this.kind = Token.hexFloat;
    this.pos = pos;
  }

  /** The source text of the current token. */
  tokenText(): string {
    return this.text.slice(this.start, this.pos);
  }

  /** The exact value of an integer token. */
  integerValue(): bigint {
    if (!Number.isNaN(this.number)) return BigInt(this.number);
    const text = this.tokenText();
    return text.startsWith('+') ? BigInt(text.slice(1)) : BigInt(text);
  }

  /** The contents of a string token (or of `!"…"`), one character per byte. */
  stringValue(): string {
    const open = this.kind === Token.metadataString ? this.start + 2 : this.start + 1;
    return this.unescape(open, this.pos - 1);
  }

  /**
   * The text between two positions with `\5C` and `\\` replaced. The result has one character per byte: what is not
   * ASCII in the source becomes the bytes of its UTF-8 form.
   */
  unescape(start: number, end: number): string {
    const text = this.text;
    let hash = 0;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === 92 || code > 127) return unescapeSlowly(text.slice(start, end));
      hash = hashStep(hash, code);
    }
    return end - start < 100 ? this.#interner.intern(start, end, hash) : text.slice(start, end);
  }

  /** Whether the next character after the current token that is no blank is this one. */
  nextCharacterIs(code: number): boolean {
    let pos = this.pos;
    let at = this.text.charCodeAt(pos);
    while (at === 32 || at === 9 || at === 10 || at === 13) at = this.text.charCodeAt(++pos);
    return at === code;
  }

  /**
   * From a `(` to the matching `)`: returns the text between them and moves past. Strings inside may hold parentheses.
   */
  skipParenthesised(): string {
    const text = this.text;
    const open = this.start;
    let depth = 0;
    for (let pos = open; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === 34) {
        pos = this.#closingQuote(pos);
      } else if (code === 40) {
        depth++;
      } else if (code === 41 && --depth === 0) {
        this.pos = pos + 1;
        this.next();
        return text.slice(open + 1, pos);
      }
    }
    this.failAt(open, 1, 'FX1003', "this '(' is never closed");
  }

  span(start: number, length: number): SourceSpan {
    const { text } = this;
    const at = Math.min(start, text.length);
    const lineStart = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    let lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) lineEnd = text.length;
    let line = 1;
    for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
    const lineText = text.slice(lineStart, lineEnd).replace(/\r$/, '');
    const room = Math.max(1, lineEnd - at);
    return {
      ...(this.fileName === undefined ? {} : { file: this.fileName }),
      line,
      column: at - lineStart + 1,
      length: Math.max(1, Math.min(length, room)),
      text: lineText,
    };
  }

  /** Throws an error that points at a place in the text. */
  failAt(
    start: number,
    length: number,
    code: DiagnosticCode,
    message: string,
    more: { notes?: readonly string[]; help?: readonly string[] } = {},
  ): never {
    fail(code, message, { span: this.span(start, length), ...more });
  }
}

function describeCharacter(code: number): string {
  if (code > 32 && code < 127) return `'${String.fromCharCode(code)}'`;
  return `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function unescapeSlowly(raw: string): string {
  let out = '';
  for (let i = 0; i < raw.length; i++) {
    const code = raw.codePointAt(i)!;
    if (code === 92) {
      if (raw.charCodeAt(i + 1) === 92) {
        out += '\\';
        i++;
      } else if (classOf(raw.charCodeAt(i + 1)) & hexBit && classOf(raw.charCodeAt(i + 2)) & hexBit) {
        out += String.fromCharCode(parseInt(raw.slice(i + 1, i + 3), 16));
        i += 2;
      } else {
        out += '\\';
      }
    } else if (code > 127) {
      out += utf8(code);
      if (code > 0xffff) i++;
    } else {
      out += String.fromCharCode(code);
    }
  }
  return out;
}

function utf8(code: number): string {
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
  const tail = [0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), ...tail);
  return String.fromCharCode(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), ...tail);
}
