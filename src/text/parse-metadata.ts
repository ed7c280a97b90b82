import type { DebugRecord, Metadata, MetadataAttachment, MetadataField } from '../ir/index.ts';
import { DIArgList, MDNode, MDString, MetadataAsValue, metadataType, ValueAsMetadata } from '../ir/index.ts';
import { ForwardReference } from './forward-reference.ts';
import { isTypeWord } from './keyword.ts';
import { parseValueType } from './parse-type.ts';
import { parseValue } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** The tag of a tuple without its exclamation mark, as the operands of a `GenericDINode` are written: `{!1, !2}`. */
export const bareTuple = '{}';

/** Metadata: `!N`, `!"text"`, `!{ … }`, `!DINode(…)`, `T value` */
export function parseMetadata(p: ParserState): Metadata {
  switch (p.kind) {
    case Token.metadataId: {
      const node = p.numberedNode();
      p.next();
      return node;
    }
    case Token.metadataString: {
      const text = p.stringValue();
      p.next();
      return new MDString(text);
    }
    case Token.exclaim:
    case Token.metadataName:
      return parseInlineNode(p);
  }
  return parseValueAsMetadata(p);
}

function parseValueAsMetadata(p: ParserState): ValueAsMetadata {
  const start = p.start;
  const type = parseValueType(p);
  if (type === metadataType) p.failAt(start, 1, 'FX1007', 'metadata cannot stand in metadata as a value');
  const value = parseValue(p, type);
  const wrapped = new ValueAsMetadata(value);
  if (value instanceof ForwardReference) value.holders.push(wrapped);
  return wrapped;
}

/** A node that stands where it is used. */
function parseInlineNode(p: ParserState): MDNode | DIArgList {
  if (p.kind === Token.metadataName && p.word === 'DIArgList') return parseArgList(p);
  const node = new MDNode();
  node.inline = true;
  parseNodeBody(p, node);
  return node;
}

/** `!{ … }` or `!Tag(…)` into a node. */
export function parseNodeBody(p: ParserState, node: MDNode): void {
  p.enter();
  if (p.kind === Token.metadataName) {
    node.tag = p.word;
    p.next();
    p.expect(Token.leftParen, "'('");
    parseFields(p, node);
  } else {
    p.expect(Token.exclaim, 'a metadata node');
    parseTuple(p, node);
  }
  p.leave();
}

/** `{ … }` */
function parseTuple(p: ParserState, node: MDNode): void {
  p.expect(Token.leftBrace, "'{'");
  if (p.kind !== Token.rightBrace) {
    const operands = [parseTupleElement(p)];
    while (p.accept(Token.comma)) operands.push(parseTupleElement(p));
    // Copied to its size: an array that was pushed to has room for many more.
    node.operands = operands.length > 1 ? operands.slice() : operands;
  }
  p.expect(Token.rightBrace, "'}'");
}

function parseTupleElement(p: ParserState): Metadata | null {
  // `null` alone is no value of a type here.
  if (p.acceptWord('null')) return null;
  return parseMetadata(p);
}

/** The fields of a specialised node up to the closing parenthesis: named, or positional as in `DIExpression`. */
function parseFields(p: ParserState, node: MDNode): void {
  const fields: [string, MetadataField][] = [];
  if (p.kind !== Token.rightParen) {
    do {
      if (p.kind === Token.label) {
        const name = p.word;
        p.next();
        fields.push([name, parseField(p)]);
      } else {
        node.operands.push(parseField(p));
      }
    } while (p.accept(Token.comma));
  }
  node.fields = fields.slice();
  p.expect(Token.rightParen, "',' or ')'");
}

function parseField(p: ParserState): MetadataField {
  switch (p.kind) {
    case Token.integer: {
      const value = Number.isNaN(p.number) ? p.integerValue() : p.number;
      p.next();
      return value;
    }
    case Token.string: {
      const value = p.stringValue();
      p.next();
      return value;
    }
    case Token.word:
      if (!isTypeWord(p.word)) return parseKeyword(p);
      break;
    case Token.leftBrace: {
      const node = new MDNode();
      node.inline = true;
      node.tag = bareTuple;
      p.enter();
      parseTuple(p, node);
      p.leave();
      return node;
    }
  }
  return parseMetadata(p);
}

/** `null`, `true`, `DW_TAG_member`, `DIFlagPublic | DIFlagVirtual` */
function parseKeyword(p: ParserState): MetadataField {
  let text = p.word;
  p.next();
  if (text === 'null') return null;
  while (p.accept(Token.bar)) {
    // A flag without a name is written as its number.
    if (p.kind !== Token.word && p.kind !== Token.integer) p.expected('a flag');
    text += ` | ${p.tokenText()}`;
    p.next();
  }
  return p.keyword(text);
}

/** `!DIArgList(T value, …)` */
function parseArgList(p: ParserState): DIArgList {
  p.next();
  p.expect(Token.leftParen, "'('");
  const args: ValueAsMetadata[] = [];
  if (p.kind !== Token.rightParen) {
    do args.push(parseValueAsMetadata(p));
    while (p.accept(Token.comma));
  }
  p.expect(Token.rightParen, "',' or ')'");
  return new DIArgList(args);
}

/** A node where only a node may stand. */
export function parseNode(p: ParserState): MDNode {
  const start = p.start;
  if (p.kind !== Token.metadataId && p.kind !== Token.exclaim && p.kind !== Token.metadataName) {
    p.expected('a metadata node');
  }
  const node = parseMetadata(p);
  if (!(node instanceof MDNode)) p.failAt(start, 1, 'FX1007', 'a metadata node is expected here');
  return node;
}

/** `!name !N`, with the current token at the name. */
export function parseAttachment(p: ParserState): MetadataAttachment {
  if (p.kind !== Token.metadataName) p.expected('the name of a metadata attachment');
  const name = p.word;
  p.next();
  return [name, parseNode(p)];
}

/** What follows the type `metadata` in an argument list. */
export function parseMetadataAsValue(p: ParserState): MetadataAsValue {
  return new MetadataAsValue(parseMetadata(p));
}

/** `#dbg_value(…, !N)`; the last argument is the location. */
export function parseDebugRecord(p: ParserState): DebugRecord {
  const start = p.start;
  const name = p.word;
  if (!name.startsWith('dbg_')) p.expected('a debug record');
  p.next();
  p.expect(Token.leftParen, "'('");
  const args: Metadata[] = [];
  do args.push(parseMetadata(p));
  while (p.accept(Token.comma));
  p.expect(Token.rightParen, "',' or ')'");
  const location = args.pop();
  if (!(location instanceof MDNode)) {
    p.failAt(start, name.length + 1, 'FX1007', 'the last argument of a debug record is a location');
  }
  return { name, args, location };
}
