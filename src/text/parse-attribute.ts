import type { Attribute, AttributeItem, AttributeList } from '../ir/index.ts';
import { noAttributes } from '../ir/index.ts';
import {
  functionTailWords,
  isTypeWord,
  knownWords,
  opcodeWords,
  typeAttributes,
  valueWords,
} from './keyword.ts';
import { parseType } from './parse-type.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

const known: ReadonlySet<string> = new Set(knownWords);

/** Reads attributes as long as the current token can start one, by the test of where they stand. */
function parseWhile(p: ParserState, mayStart: (p: ParserState) => boolean): AttributeList {
  if (!mayStart(p)) return noAttributes;
  const first = parseAttribute(p);
  if (!mayStart(p)) return single(p, first);
  const list: AttributeItem[] = [first];
  while (mayStart(p)) list.push(parseAttribute(p));
  return list;
}

/** Most lists hold one plain attribute, so those are shared. */
function single(p: ParserState, item: AttributeItem): AttributeList {
  if (!('kind' in item) || item.kind !== 'enum') return [item];
  let list = p.singleAttributes.get(item.name);
  if (!list) p.singleAttributes.set(item.name, (list = [item]));
  return list;
}

function startsReturnAttribute(p: ParserState): boolean {
  if (p.kind === Token.string) return true;
  return p.kind === Token.word && !isTypeWord(p.word) && p.word !== 'addrspace';
}

function startsParameterAttribute(p: ParserState): boolean {
  if (p.kind === Token.string) return true;
  return p.kind === Token.word && !valueWords.has(p.word);
}

function startsFunctionAttribute(p: ParserState): boolean {
  if (p.kind === Token.string || p.kind === Token.attributeGroup) return true;
  if (p.kind !== Token.word || functionTailWords.has(p.word) || opcodeWords.has(p.word)) return false;
  // An unknown word on a line of its own is rather a misspelt instruction than an attribute of a later LLVM.
  return !p.newlineBefore || known.has(p.word);
}

/** Attributes before the return type. */
export const parseReturnAttributes = (p: ParserState): AttributeList => parseWhile(p, startsReturnAttribute);

/** Attributes between the type and the value of an argument, or the name of a parameter. */
export const parseParameterAttributes = (p: ParserState): AttributeList =>
  parseWhile(p, startsParameterAttribute);

/** Attributes and groups after the parameters of a function or the arguments of a call. */
export const parseFunctionAttributes = (p: ParserState): AttributeList =>
  parseWhile(p, startsFunctionAttribute);

/** Attributes in a function type carry no meaning. */
export function skipAttributes(p: ParserState): void {
  while (p.kind === Token.word) parseAttribute(p);
}

/** `attributes #N = { … }`, from the brace on. */
export function parseGroupBody(p: ParserState): Attribute[] {
  p.expect(Token.leftBrace, "'{'");
  const list: Attribute[] = [];
  while (p.kind !== Token.rightBrace) {
    if (p.kind !== Token.word && p.kind !== Token.string) p.expected("an attribute or '}'");
    list.push(parseAttribute(p) as Attribute);
  }
  p.next();
  return list;
}

const enumAttributes = new Map<string, Attribute>();

function enumAttribute(name: string): Attribute {
  let attribute = enumAttributes.get(name);
  if (attribute) return attribute;
  attribute = { kind: 'enum', name };
  // Only words of the language are kept for good; others could be anything, any number of times.
  if (known.has(name)) enumAttributes.set(name, attribute);
  return attribute;
}

/** `name`, `name N`, `name=N`, `name(…)`, `"key"`, `"key"="value"`, `#N` */
function parseAttribute(p: ParserState): AttributeItem {
  if (p.kind === Token.attributeGroup) {
    const group = p.attributeGroup(p.number);
    p.next();
    return group;
  }
  if (p.kind === Token.string) return parseStringAttribute(p);
  const name = p.word;
  p.next();
  if (p.kind === Token.leftParen) return parseParenthesised(p, name);
  if (name === 'align' || name === 'alignstack') {
    p.accept(Token.equal);
    if (p.kind !== Token.integer) p.expected(`the number of bytes after '${name}'`);
    return readInteger(p, name);
  }
  return enumAttribute(name);
}

function readInteger(p: ParserState, name: string): Attribute {
  const value = p.integerValue();
  p.next();
  return { kind: 'integer', name, value };
}

function parseStringAttribute(p: ParserState): Attribute {
  const name = p.readString('an attribute');
  const value = p.accept(Token.equal) ? p.readString('the value of an attribute') : undefined;
  return { kind: 'string', name, value };
}

function parseParenthesised(p: ParserState, name: string): Attribute {
  if (typeAttributes.has(name)) {
    p.next();
    const type = parseType(p);
    p.expect(Token.rightParen, "')'");
    return { kind: 'type', name, type };
  }
  const text = p.skipParenthesised();
  if (/^\d{1,20}$/.test(text)) return { kind: 'integer', name, value: BigInt(text) };
  return { kind: 'text', name, text };
}
