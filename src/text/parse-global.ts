import type { Comdat, GlobalValue } from '../ir/index.ts';
import { GlobalAlias, GlobalVariable } from '../ir/index.ts';
import {
  declarationLinkages,
  dllStorageWords,
  linkageWords,
  preemptionWords,
  sanitizerWords,
  unnamedAddrWords,
  valueWords,
  visibilityWords,
} from './keyword.ts';
import { parseConstantExpression } from './parse-constant-expression.ts';
import { parseFunctionAttributes } from './parse-attribute.ts';
import { maxAlignment } from './parse-instruction.ts';
import { parseAttachment } from './parse-metadata.ts';
import { parseOptionalAddressSpace, parseValueType, parseType, shorten } from './parse-type.ts';
import { parseOperand, parseValue } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** Where a global's name stands: undefined for one without a name. */
export interface GlobalName {
  readonly name: string | undefined;
  readonly id: number | undefined;
  readonly start: number;
  readonly length: number;
}

/** Linkage and its kin, which stand before what is defined. */
export interface GlobalHead {
  linkage?: string | undefined;
  preemption?: string | undefined;
  visibility?: string | undefined;
  dllStorage?: string | undefined;
}

/** Reads the name of a global that is about to be defined. */
export function readGlobalName(p: ParserState): GlobalName {
  const start = p.start;
  const length = p.pos - start;
  if (p.kind === Token.globalName) {
    const name = p.word;
    p.next();
    return { name, id: undefined, start, length };
  }
  if (p.kind !== Token.globalId) p.expected('the name of a global');
  const id = p.number;
  p.next();
  return { name: undefined, id, start, length };
}

export function parseGlobalHead(p: ParserState): GlobalHead {
  return {
    linkage: p.acceptWordIn(linkageWords),
    preemption: p.acceptWordIn(preemptionWords),
    visibility: p.acceptWordIn(visibilityWords),
    dllStorage: p.acceptWordIn(dllStorageWords),
  };
}

export function applyHead(value: GlobalValue, head: GlobalHead): void {
  value.linkage = head.linkage;
  value.preemption = head.preemption;
  value.visibility = head.visibility;
  value.dllStorage = head.dllStorage;
}

/** Adds a global to the module and gives it to those who mentioned it before. */
export function defineGlobal(p: ParserState, value: GlobalValue, at: GlobalName): void {
  const { name } = at;
  if (name !== undefined && p.module.symbol(name)) {
    p.failAt(at.start, at.length, 'FX1009', `@${name} is defined twice in this module`);
  }
  let forward;
  if (name === undefined) {
    const id = at.id ?? p.nextGlobalId;
    if (id < p.nextGlobalId) {
      const message = `@${id} is defined twice, or out of order: the next number is ${p.nextGlobalId}`;
      p.failAt(at.start, at.length, 'FX1009', message);
    }
    p.nextGlobalId = id + 1;
    p.globalIds.set(id, value);
    forward = p.forwardGlobalIds.get(id);
    p.forwardGlobalIds.delete(id);
  } else {
    forward = p.forwardGlobals.get(name);
    p.forwardGlobals.delete(name);
  }
  p.module.add(value);
  if (!forward) return;
  if (forward.type !== value.type) {
    const message = `this is used as ${forward.type} here and defined as ${value.type}`;
    p.failAt(forward.position, forward.length, 'FX1007', message);
  }
  forward.resolve(value);
}

/** `thread_local`, `thread_local(model)` */
function parseThreadLocal(p: ParserState): string | undefined {
  if (!p.acceptWord('thread_local')) return undefined;
  return p.kind === Token.leftParen ? p.skipParenthesised() : '';
}

/** `@name = …`: a variable, an alias or an ifunc. */
export function parseGlobal(p: ParserState): void {
  const at = readGlobalName(p);
  p.expect(Token.equal, "'='");
  const head = parseGlobalHead(p);
  const threadLocal = parseThreadLocal(p);
  const unnamedAddr = p.acceptWordIn(unnamedAddrWords);
  const value = p.atWord('alias') || p.atWord('ifunc') ? parseAlias(p) : parseVariable(p, head.linkage);
  applyHead(value, head);
  value.threadLocal = threadLocal;
  value.unnamedAddr = unnamedAddr;
  parseTail(p, value, at);
  named(p, value, at);
}

function named(p: ParserState, value: GlobalValue, at: GlobalName): void {
  value.name = at.name;
  defineGlobal(p, value, at);
}

/** `addrspace(N) externally_initialized global|constant T initialiser` */
function parseVariable(p: ParserState, linkage: string | undefined): GlobalVariable {
  const space = parseOptionalAddressSpace(p, 0);
  const externallyInitialized = p.acceptWord('externally_initialized');
  const isConstant = p.acceptWord('constant');
  if (!isConstant && !p.acceptWord('global')) p.expected("'global' or 'constant'");
  const start = p.start;
  const type = parseValueType(p);
  if (type.kind === 'primitive') {
    p.failAt(start, 1, 'FX1007', `a global variable cannot have type ${shorten(type)}`);
  }
  const initializer =
    linkage !== undefined && declarationLinkages.has(linkage) ? undefined : parseValue(p, type);
  const value = new GlobalVariable(undefined, type, initializer, space);
  value.isConstant = isConstant;
  value.externallyInitialized = externallyInitialized;
  return value;
}

/** `alias T, ptr target`, `ifunc T, ptr resolver`; before an expression the type may be left out. */
function parseAlias(p: ParserState): GlobalAlias {
  const kind = p.word as 'alias' | 'ifunc';
  p.next();
  const type = parseType(p);
  p.expect(Token.comma, "','");
  const start = p.start;
  const bare = p.kind === Token.word && valueWords.has(p.word);
  const target = bare ? parseConstantExpression(p, undefined) : parseOperand(p);
  if (target.type.kind !== 'pointer') p.failAt(start, 1, 'FX1007', `an ${kind} stands for a pointer`);
  return new GlobalAlias(kind, undefined, type, target, target.type.addressSpace);
}

/** What follows the value: `, section "…", comdat, align N, !dbg !N` and attributes. */
function parseTail(p: ParserState, value: GlobalValue, at: GlobalName): void {
  while (p.accept(Token.comma)) {
    if (p.kind === Token.metadataName) value.metadata.push(parseAttachment(p));
    else if (p.acceptWord('partition')) value.partition = p.readString('the name of a partition');
    else if (value instanceof GlobalVariable) parseVariableTail(p, value, at);
    else p.expected('a partition or metadata');
  }
  if (value instanceof GlobalVariable) value.attributes = parseFunctionAttributes(p);
}

function parseVariableTail(p: ParserState, value: GlobalVariable, at: GlobalName): void {
  const sanitizer = p.acceptWordIn(sanitizerWords);
  if (sanitizer !== undefined) value.sanitizer = [...value.sanitizer, sanitizer];
  else if (p.acceptWord('section')) value.section = p.readString('the name of a section');
  else if (p.acceptWord('code_model')) value.codeModel = p.readString('a code model');
  else if (p.atWord('comdat')) value.comdat = parseComdatReference(p, at);
  else if (p.acceptWord('align')) value.align = p.readNumber('an alignment', maxAlignment);
  else p.expected('a property of a global variable');
}

/** `comdat`, `comdat($name)` */
export function parseComdatReference(p: ParserState, at: GlobalName): Comdat {
  const { start } = p;
  p.next();
  if (!p.accept(Token.leftParen)) {
    if (at.name === undefined) p.failAt(start, 6, 'FX1002', 'a global without a name needs `comdat($name)`');
    return p.comdat(at.name, start, 6);
  }
  if (p.kind !== Token.comdatName) p.expected('the name of a comdat');
  const comdat = p.comdat(p.word, p.start, p.pos - p.start);
  p.next();
  p.expect(Token.rightParen, "')'");
  return comdat;
}
