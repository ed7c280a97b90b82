import type { Fn, Instruction, Type, Value } from '../ir/index.ts';
import { BasicBlock, labelType } from '../ir/index.ts';
import { ForwardReference } from './forward-reference.ts';
import { IdMap } from './id-map.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** The local names of the function that is being read. Values and blocks share one name space and one numbering. */
export class FunctionState {
  readonly fn: Fn;
  readonly #p: ParserState;
  readonly #names = new Map<string, Value>();
  readonly #ids = new IdMap<Value>();
  /** Blocks that were mentioned and not yet defined, with the place of the first mention. */
  readonly #forwardBlocks = new Map<BasicBlock, { position: number; length: number }>();
  readonly #forwardValues = new Set<ForwardReference>();
  readonly #numberedBlocks = new Map<number, BasicBlock>();
  #nextId = 0;

  constructor(p: ParserState, fn: Fn) {
    this.#p = p;
    this.fn = fn;
  }

  /** The value at the current token, checked to have this type. Does not move. */
  value(type: Type): Value {
    const p: ParserState = this.#p;
    const known = p.kind === Token.localName ? this.#names.get(p.word) : this.#ids.get(p.number);
    if (known) {
      if (known.type !== type) this.#mismatch(known.type, type);
      return known;
    }
    if (type === labelType) return this.block();
    const forward = new ForwardReference(type, p.start, p.pos - p.start);
    this.#forwardValues.add(forward);
    this.#enter(p.kind === Token.localName ? p.word : p.number, forward);
    return forward;
  }

  #mismatch(actual: Type, expected: Type): never {
    const p: ParserState = this.#p;
    p.fail('FX1007', `'${p.tokenText()}' has type ${actual}, and ${expected} is expected here`);
  }

  #enter(key: string | number, value: Value): void {
    if (typeof key === 'string') this.#names.set(key, value);
    else this.#ids.set(key, value);
  }

  /** The block at the current token, made if it was not mentioned before. Does not move. */
  block(): BasicBlock {
    const p: ParserState = this.#p;
    const byName = p.kind === Token.localName;
    if (!byName && p.kind !== Token.localId) p.expected('the name of a block');
    const known = byName ? this.#names.get(p.word) : this.#ids.get(p.number);
    if (known instanceof BasicBlock) return known;
    if (known) this.#mismatch(known.type, labelType);
    const made = new BasicBlock(byName ? p.word : undefined);
    this.#enter(byName ? p.word : p.number, made);
    this.#forwardBlocks.set(made, { position: p.start, length: p.pos - p.start });
    return made;
  }

  /** Enters a parameter under its name or the next number. `id` is the written number, if there is one. */
  defineArgument(value: Value, id: number | undefined, position: number, length: number): void {
    this.#define(value, value.name, id, position, length);
  }

  /** Enters the result of an instruction. */
  defineInstruction(inst: Instruction, id: number | undefined, position: number, length: number): void {
    this.#define(inst, inst.name, id, position, length);
  }

  #define(
    value: Value,
    name: string | undefined,
    id: number | undefined,
    position: number,
    length: number,
  ): void {
    const key = name ?? this.#takeId(id, position, length);
    const known = typeof key === 'string' ? this.#names.get(key) : this.#ids.get(key);
    if (known !== undefined) this.#replaceForward(known, value, key, position, length);
    this.#enter(key, value);
  }

  #replaceForward(known: Value, value: Value, key: string | number, position: number, length: number): void {
    const p: ParserState = this.#p;
    if (!(known instanceof ForwardReference)) {
      if (known instanceof BasicBlock && this.#forwardBlocks.has(known)) {
        const place = this.#forwardBlocks.get(known)!;
        p.failAt(place.position, place.length, 'FX1007', `%${key} is used as a block here and is a value`);
      }
      p.failAt(position, length, 'FX1009', `%${key} is defined twice in this function`);
    }
    if (known.type !== value.type) {
      const message = `%${key} is used with type ${known.type} here and defined with type ${value.type}`;
      p.failAt(known.position, known.length, 'FX1007', message);
    }
    this.#forwardValues.delete(known);
    known.resolve(value);
  }

  /** The number of an unnamed value. Numbers may be left out of the sequence, never used again. */
  #takeId(id: number | undefined, position: number, length: number): number {
    if (id !== undefined && id < this.#nextId) {
      const message = `%${id} is defined twice, or out of order: the next number is ${this.#nextId}`;
      this.#p.failAt(position, length, 'FX1009', message);
    }
    const taken = id ?? this.#nextId;
    this.#nextId = taken + 1;
    return taken;
  }

  /** Starts the block of this name or number, or an unnamed one. */
  defineBlock(
    name: string | undefined,
    id: number | undefined,
    position: number,
    length: number,
  ): BasicBlock {
    const key = name ?? this.#takeId(id, position, length);
    const known = typeof key === 'string' ? this.#names.get(key) : this.#ids.get(key);
    const block = this.#blockFor(known, name, key, position, length);
    if (!known) this.#enter(key, block);
    if (typeof key === 'number') this.#numberedBlocks.set(key, block);
    return this.fn.appendBlock(block);
  }

  #blockFor(
    known: Value | undefined,
    name: string | undefined,
    key: string | number,
    position: number,
    length: number,
  ): BasicBlock {
    const p: ParserState = this.#p;
    if (!known) return new BasicBlock(name);
    if (known instanceof ForwardReference) {
      const message = `%${key} is used as a value of type ${known.type} here and is a block`;
      p.failAt(known.position, known.length, 'FX1007', message);
    }
    if (!(known instanceof BasicBlock) || !this.#forwardBlocks.delete(known)) {
      p.failAt(position, length, 'FX1009', `%${key} is defined twice in this function`);
    }
    return known;
  }

  /** At the end of the body: everything that was mentioned must have been defined. */
  finish(): void {
    let first: { position: number; length: number } | undefined;
    for (const mention of [...this.#forwardValues, ...this.#forwardBlocks.values()]) {
      if (!first || mention.position < first.position) first = mention;
    }
    const p: ParserState = this.#p;
    if (first) {
      const name = p.text.slice(first.position, first.position + first.length);
      const where = this.fn.name === undefined ? 'this function' : `@${this.fn.name}`;
      p.failAt(first.position, first.length, 'FX1006', `'${name}' is used but not defined in ${where}`);
    }
    if (this.#numberedBlocks.size) p.numberedBlocks.set(this.fn, this.#numberedBlocks);
  }
}
