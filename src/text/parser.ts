import { FluxionError } from '../diagnostics/index.ts';
import type { Module } from '../ir/index.ts';
import { DataLayout, Fn, StructType } from '../ir/index.ts';
import { parseGroupBody } from './parse-attribute.ts';
import { parseDeclaration, parseDefinition } from './parse-function.ts';
import { parseGlobal } from './parse-global.ts';
import { parseNode, parseNodeBody } from './parse-metadata.ts';
import { parseStructElements, parseType } from './parse-type.ts';
import type { PendingBlockAddress } from './parser-state.ts';
import { ParserState } from './parser-state.ts';
import { checkAliasSize, checkStructNesting } from './struct-nesting.ts';
import { Token } from './token.ts';
import { skipUseListOrder } from './use-list-order.ts';

export interface ParseOptions {
  /** Named in diagnostics. */
  readonly fileName?: string | undefined;
}

/**
 * Reads textual IR of LLVM 17 to 22. Value names are kept as hints. Throws a FluxionError with the place of the first
 * thing that is wrong (FX1001 to FX1012). What it accepts is well formed as far as names and types are concerned;
 * `verifyModule` checks the rest.
 */
export function parseModule(text: string, options: ParseOptions = {}): Module {
  const p = new ParserState(text, options.fileName);
  p.next();
  if (p.kind === Token.eof) {
    p.failAt(0, 1, 'FX1011', 'there is no LLVM IR in this file', {
      help: ['write one with: clang -O2 -S -emit-llvm file.c -o file.ll'],
    });
  }
  while (p.kind !== Token.eof) parseEntry(p);
  finish(p);
  return p.module;
}

function parseEntry(p: ParserState): void {
  switch (p.kind) {
    case Token.word:
      return parseWordEntry(p);
    case Token.globalName:
    case Token.globalId:
      return parseGlobal(p);
    case Token.localName:
    case Token.localId:
      return parseTypeDefinition(p);
    case Token.comdatName:
      return parseComdat(p);
    case Token.metadataId:
      return parseNumberedNode(p);
    case Token.metadataName:
      return parseNamedMetadata(p);
    case Token.summaryId:
      return parseSummaryEntry(p);
  }
  p.expected('a definition of the module');
}

function parseWordEntry(p: ParserState): void {
  const { word } = p;
  switch (word) {
    case 'define':
      p.next();
      return parseDefinition(p);
    case 'declare':
      p.next();
      return parseDeclaration(p);
    case 'attributes':
      return parseAttributeGroup(p);
    case 'source_filename':
      p.next();
      p.expect(Token.equal, "'='");
      p.module.sourceFileName = p.readString('the name of the source file');
      return;
    case 'target':
      return parseTarget(p);
    case 'module':
      p.next();
      p.expectWord('asm');
      p.module.assembly.push(p.readString('assembly'));
      return;
    case 'uselistorder':
    case 'uselistorder_bb':
      return skipUseListOrder(p);
  }
  p.expected('a definition of the module');
}

/** `target triple = "…"`, `target datalayout = "…"` */
function parseTarget(p: ParserState): void {
  p.next();
  const { word } = p;
  if (!p.acceptWord('triple') && !p.acceptWord('datalayout')) p.expected("'triple' or 'datalayout'");
  p.expect(Token.equal, "'='");
  const { start } = p;
  const text = p.readString('a string');
  if (word === 'triple') {
    p.module.targetTriple = text;
    return;
  }
  p.module.dataLayoutText = text;
  p.defaultAddressSpaces = readAddressSpaces(p, text, start);
}

function readAddressSpaces(p: ParserState, text: string, start: number) {
  try {
    const { programAddressSpace, allocaAddressSpace, globalsAddressSpace } = new DataLayout(text);
    return { program: programAddressSpace, alloca: allocaAddressSpace, globals: globalsAddressSpace };
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    p.failAt(start, text.length + 2, 'FX1012', error.diagnostics[0]!.message);
  }
}

/** `%name = type { … }`, `%name = type opaque`, `%name = type T` */
function parseTypeDefinition(p: ParserState): void {
  const { start } = p;
  const length = p.pos - start;
  const name = p.typeName();
  const { structTypes } = p.module;
  if ((structTypes.has(name) && !p.forwardTypes.has(name)) || p.typeAliases.has(name)) {
    p.fail('FX1009', `the type %${name} is defined twice`);
  }
  p.next();
  p.expect(Token.equal, "'='");
  p.expectWord('type');
  const packed = p.kind === Token.less && p.nextCharacterIs(123 /* { */);
  if (!p.atWord('opaque') && p.kind !== Token.leftBrace && !packed) {
    if (p.forwardTypes.has(name)) p.failAt(start, length, 'FX1007', `%${name} was used before as a struct`);
    const aliased = parseType(p);
    checkAliasSize(p, aliased, start, length);
    p.typeAliases.set(name, aliased);
    return;
  }
  const type = structTypes.get(name) ?? new StructType(name, undefined, false);
  // The order of definition counts, not the order of first use.
  structTypes.delete(name);
  structTypes.set(name, type);
  p.forwardTypes.delete(name);
  if (p.acceptWord('opaque')) return;
  if (packed) p.next();
  type.elements = parseStructElements(p);
  type.packed = packed;
  if (packed) p.expect(Token.greater, "'>'");
}

/** `$name = comdat selection` */
function parseComdat(p: ParserState): void {
  const { word: name, start } = p;
  const length = p.pos - start;
  p.next();
  p.expect(Token.equal, "'='");
  p.expectWord('comdat');
  if (p.kind !== Token.word) p.expected('the selection of a comdat');
  const { comdats } = p.module;
  if (comdats.has(name) && !p.forwardComdats.has(name)) {
    p.failAt(start, length, 'FX1009', `$${name} is defined twice`);
  }
  p.comdat(name, start, length).selection = p.word;
  p.forwardComdats.delete(name);
  p.next();
}

/** `!N = [distinct] node` */
function parseNumberedNode(p: ParserState): void {
  const node = p.defineNode();
  p.next();
  p.expect(Token.equal, "'='");
  node.distinct = p.acceptWord('distinct');
  if (p.kind !== Token.exclaim && p.kind !== Token.metadataName) p.expected('a metadata node');
  parseNodeBody(p, node);
}

/** `!name = !{!1, !2}` */
function parseNamedMetadata(p: ParserState): void {
  const name = p.word;
  const { namedMetadata } = p.module;
  p.next();
  p.expect(Token.equal, "'='");
  p.expect(Token.exclaim, "'!'");
  p.expect(Token.leftBrace, "'{'");
  let entry = namedMetadata.get(name);
  if (!entry) namedMetadata.set(name, (entry = { name, operands: [] }));
  if (p.kind !== Token.rightBrace) {
    do entry.operands.push(parseNode(p));
    while (p.accept(Token.comma));
  }
  p.expect(Token.rightBrace, "',' or '}'");
}

/** `attributes #N = { … }`; a group that is written twice is merged. */
function parseAttributeGroup(p: ParserState): void {
  p.next();
  if (p.kind !== Token.attributeGroup) p.expected('the number of an attribute group');
  const group = p.attributeGroup(p.number);
  p.next();
  p.expect(Token.equal, "'='");
  const attributes = parseGroupBody(p);
  if (!p.definedGroups.has(group)) p.module.attributeGroups.push(group);
  p.definedGroups.add(group);
  group.attributes = group.attributes.length ? [...group.attributes, ...attributes] : attributes;
}

/** `^N = …`: kept as text, up to the end of its parentheses or string. */
function parseSummaryEntry(p: ParserState): void {
  const { start } = p;
  p.next();
  p.expect(Token.equal, "'='");
  if (p.kind !== Token.label) p.expected('an entry of the summary');
  p.next();
  if (p.kind === Token.leftParen) {
    p.module.rawEntries.push(p.text.slice(start, p.start) + `(${p.skipParenthesised()})`);
  } else {
    if (p.kind !== Token.integer) p.expected('the value of an entry of the summary');
    p.module.rawEntries.push(p.text.slice(start, p.pos));
    p.next();
  }
}

// ---- the end of the module

function finish(p: ParserState): void {
  for (const address of p.blockAddresses) resolveBlockAddress(p, address);
  checkForwardReferences(p);
  checkStructNesting(p);
  for (const [, node] of p.nodes.sorted()) p.module.metadata.push(node);
}

function checkForwardReferences(p: ParserState): void {
  const leftovers: { position: number; length: number; what: string }[] = [];
  const collect = (mentions: Iterable<{ position: number; length: number }>, what: string): void => {
    for (const { position, length } of mentions) leftovers.push({ position, length, what });
  };
  collect(p.forwardGlobals.values(), 'global');
  collect(p.forwardGlobalIds.values(), 'global');
  collect(p.forwardTypes.values(), 'type');
  collect(p.forwardComdats.values(), 'comdat');
  for (const [id, position] of p.forwardNodes) {
    leftovers.push({ position, length: String(id).length + 1, what: 'metadata node' });
  }
  if (!leftovers.length) return;
  const first = leftovers.reduce((a, b) => (b.position < a.position ? b : a));
  const name = p.text.slice(first.position, first.position + first.length);
  p.failAt(first.position, first.length, 'FX1006', `the ${first.what} '${name}' is used but not defined`);
}

function resolveBlockAddress(p: ParserState, address: PendingBlockAddress): void {
  const { constant, block: key, position, length } = address;
  const fn = constant.operand(0);
  // A function that was never defined is reported as such.
  if (!(fn instanceof Fn)) {
    if (fn.name !== undefined) p.failAt(position, length, 'FX1007', `@${fn.name} is no function`);
    return;
  }
  const block = typeof key === 'number' ? p.numberedBlocks.get(fn)?.get(key) : p.namedBlock(fn, key);
  if (!block) p.failAt(position, length, 'FX1006', `@${fn.name} has no block '%${key}'`);
  constant.setOperand(1, block);
}
