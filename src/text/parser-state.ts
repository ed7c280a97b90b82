import type { DiagnosticCode } from '../diagnostics/index.ts';
import type { AttributeList, BasicBlock, BlockAddress, Comdat, Fn, Type, Value } from '../ir/index.ts';
import { AttributeGroup, MDNode, MetadataKeyword, Module, pointerType, StructType } from '../ir/index.ts';
import { ForwardReference } from './forward-reference.ts';
import type { FunctionState } from './function-state.ts';
import { IdMap } from './id-map.ts';
import { Lexer } from './lexer.ts';
import type { TokenKind } from './token.ts';
import { Token } from './token.ts';

/** Types, constants and metadata may be nested this deep in one another; each level costs some stack. */
const maxDepth = 256;

interface Mention {
  readonly position: number;
  readonly length: number;
}

/** A block address whose block is looked up when all functions are known. */
export interface PendingBlockAddress extends Mention {
  readonly constant: BlockAddress;
  /** Name, or number, of the block. */
  readonly block: string | number;
}

/** What the parser knows while it reads a module: the lexer, the symbol tables, and what is still to be defined. */
export class ParserState extends Lexer {
  readonly module = new Module();
  /** The function whose body is being read. */
  fn: FunctionState | null = null;
  /** `program`, `alloca` and `globals` address spaces of the data layout. */
  defaultAddressSpaces = { program: 0, alloca: 0, globals: 0 };

  readonly globalIds = new IdMap<Value>();
  nextGlobalId = 0;
  readonly forwardGlobals = new Map<string, ForwardReference>();
  readonly forwardGlobalIds = new Map<number, ForwardReference>();

  readonly typeAliases = new Map<string, Type>();
  readonly forwardTypes = new Map<string, Mention>();

  readonly forwardComdats = new Map<string, Mention>();
  readonly nodes = new IdMap<MDNode>();
  /** Where a numbered node was first mentioned, if it is not defined yet. */
  readonly forwardNodes = new Map<number, number>();
  readonly attributeGroups = new Map<number, AttributeGroup>();
  readonly definedGroups = new Set<AttributeGroup>();
  readonly blockAddresses: PendingBlockAddress[] = [];
  /** Blocks of functions by their number, for block addresses. */
  readonly numberedBlocks = new Map<Fn, Map<number, BasicBlock>>();
  /** Lists that consist of one attribute, shared. */
  readonly singleAttributes = new Map<string, AttributeList>();
  readonly #keywords = new Map<string, MetadataKeyword>();
  readonly #blockNames = new Map<Fn, Map<string, BasicBlock>>();
  #depth = 0;

  // ---- errors

  /** Throws an error that points at the current token. */
  fail(
    code: DiagnosticCode,
    message: string,
    more: { notes?: readonly string[]; help?: readonly string[] } = {},
  ): never {
    this.failAt(this.start, Math.max(1, this.pos - this.start), code, message, more);
  }

  /** Throws "expected …, found …" at the current token. */
  expected(what: string): never {
    if (this.kind === Token.eof) {
      this.failAt(this.start, 1, 'FX1003', `the file ends where ${what} is expected`);
    }
    const found = this.tokenText();
    const shown = found.length > 40 ? `${found.slice(0, 40)}…` : found;
    this.fail('FX1002', `expected ${what}, found '${shown}'`);
  }

  // ---- tokens

  /** Moves past a token of this kind. */
  expect(kind: TokenKind, what: string): void {
    if (this.kind !== kind) this.expected(what);
    this.next();
  }

  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  atWord(word: string): boolean {
    return this.kind === Token.word && this.word === word;
  }

  acceptWord(word: string): boolean {
    if (this.kind !== Token.word || this.word !== word) return false;
    this.next();
    return true;
  }

  expectWord(word: string): void {
    if (!this.acceptWord(word)) this.expected(`'${word}'`);
  }

  /** Moves past a word that is in the set, and returns it. */
  acceptWordIn(words: ReadonlySet<string>): string | undefined {
    if (this.kind !== Token.word || !words.has(this.word)) return undefined;
    const word = this.word;
    this.next();
    return word;
  }

  /** Reads a string token. */
  readString(what: string): string {
    if (this.kind !== Token.string) this.expected(what);
    const value = this.stringValue();
    this.next();
    return value;
  }

  /** Reads a number that is not negative and at most `max`. */
  readNumber(what: string, max: number): number {
    if (this.kind !== Token.integer) this.expected(what);
    const value = this.number;
    if (!(value >= 0 && value <= max)) {
      this.fail('FX1010', `${what} must lie between 0 and ${max}, and this is ${this.tokenText()}`);
    }
    this.next();
    return value;
  }

  /** Whether the current token is a comma that leads to metadata, `, !dbg !7`, not to one more list element. */
  atMetadataComma(): boolean {
    return this.kind === Token.comma && this.nextCharacterIs(33 /* ! */);
  }

  /** Moves past a comma that is not followed by metadata. */
  acceptListComma(): boolean {
    if (this.kind !== Token.comma || this.nextCharacterIs(33 /* ! */)) return false;
    this.next();
    return true;
  }

  /** Goes one level deeper into a nested construct. */
  enter(): void {
    if (++this.#depth > maxDepth) {
      this.fail('FX1008', `this is nested more than ${maxDepth} levels deep`);
    }
  }

  leave(): void {
    this.#depth--;
  }

  // ---- symbols

  /** The global that the current token names, or a stand-in until it is defined. Does not move. */
  global(type: Type): Value {
    const byName = this.kind === Token.globalName;
    const known = byName ? this.module.symbol(this.word) : this.globalIds.get(this.number);
    if (known) return known;
    const forward = byName ? this.forwardGlobals.get(this.word) : this.forwardGlobalIds.get(this.number);
    if (forward) return forward;
    const made = new ForwardReference(
      type.kind === 'pointer' ? type : pointerType(),
      this.start,
      this.pos - this.start,
    );
    if (byName) this.forwardGlobals.set(this.word, made);
    else this.forwardGlobalIds.set(this.number, made);
    return made;
  }

  /** The identified struct (or other named type) that the current token names. Does not move. */
  namedType(): Type {
    const name = this.typeName();
    const known = this.module.structTypes.get(name) ?? this.typeAliases.get(name);
    if (known) return known;
    const made = new StructType(name, undefined, false);
    this.module.structTypes.set(name, made);
    this.forwardTypes.set(name, { position: this.start, length: this.pos - this.start });
    return made;
  }

  /** The name of the type at the current token: digits for a numbered one. */
  typeName(): string {
    if (this.kind === Token.localId) return String(this.number);
    if (/^"?[0-9]+"?$/.test(this.word)) return `"${this.word}"`;
    return this.word;
  }

  comdat(name: string, position: number, length: number): Comdat {
    let comdat = this.module.comdats.get(name);
    if (!comdat) {
      comdat = { name, selection: '' };
      this.module.comdats.set(name, comdat);
      this.forwardComdats.set(name, { position, length });
    }
    return comdat;
  }

  /** The numbered metadata node at the current token. Does not move. */
  numberedNode(): MDNode {
    const id = this.number;
    let node = this.nodes.get(id);
    if (!node) {
      node = new MDNode();
      this.nodes.set(id, node);
      this.forwardNodes.set(id, this.start);
    }
    return node;
  }

  /** The numbered node that the current token defines. Does not move. */
  defineNode(): MDNode {
    const id = this.number;
    let node = this.nodes.get(id);
    if (!node) this.nodes.set(id, (node = new MDNode()));
    else if (!this.forwardNodes.delete(id)) this.fail('FX1009', `!${id} is defined twice`);
    return node;
  }

  /** The block of this name; the names of a function are gathered once, when first asked for. */
  namedBlock(fn: Fn, name: string): BasicBlock | undefined {
    let names = this.#blockNames.get(fn);
    if (!names) {
      names = new Map();
      for (const block of fn.blocks) if (block.name !== undefined) names.set(block.name, block);
      this.#blockNames.set(fn, names);
    }
    return names.get(name);
  }

  /** The keyword of a metadata field; equal ones are one object. */
  keyword(text: string): MetadataKeyword {
    let keyword = this.#keywords.get(text);
    if (!keyword) this.#keywords.set(text, (keyword = new MetadataKeyword(text)));
    return keyword;
  }

  attributeGroup(id: number): AttributeGroup {
    let group = this.attributeGroups.get(id);
    if (!group) this.attributeGroups.set(id, (group = new AttributeGroup(id)));
    return group;
  }
}
