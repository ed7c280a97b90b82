import type { AttributeList, BasicBlock, DebugRecord, Type } from '../ir/index.ts';
import { Fn, functionType } from '../ir/index.ts';
import { FunctionState } from './function-state.ts';
import { unnamedAddrWords } from './keyword.ts';
import {
  parseFunctionAttributes,
  parseParameterAttributes,
  parseReturnAttributes,
} from './parse-attribute.ts';
import { parseCallingConvention } from './parse-call.ts';
import type { GlobalName } from './parse-global.ts';
import {
  applyHead,
  defineGlobal,
  parseComdatReference,
  parseGlobalHead,
  readGlobalName,
} from './parse-global.ts';
import { maxAlignment, parseInstruction } from './parse-instruction.ts';
import { parseAttachment, parseDebugRecord } from './parse-metadata.ts';
import { checkReturnType, parseOptionalAddressSpace, parseParameterType, parseType } from './parse-type.ts';
import { parseOperand } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';
import { skipUseListOrder } from './use-list-order.ts';

interface Parameter {
  readonly type: Type;
  readonly attributes: AttributeList;
  readonly name: string | undefined;
  readonly id: number | undefined;
  readonly start: number;
  readonly length: number;
}

/** `declare [!dbg !N] head T @name(parameters) …`, from after the word on. */
export function parseDeclaration(p: ParserState): void {
  const metadata = [];
  while (p.kind === Token.metadataName) metadata.push(parseAttachment(p));
  const { fn } = parseFunctionHead(p, 'declare');
  fn.metadata.unshift(...metadata);
}

/** `define head T @name(parameters) … { blocks }`, from after the word on. */
export function parseDefinition(p: ParserState): void {
  const { fn, parameters } = parseFunctionHead(p, 'define');
  const state = new FunctionState(p, fn);
  parameters.forEach((parameter, i) => {
    state.defineArgument(fn.args[i]!, parameter.id, parameter.start, parameter.length);
  });
  p.fn = state;
  if (p.kind !== Token.leftBrace) p.expected("the body of the function, '{'");
  p.next();
  if (p.kind === Token.rightBrace) p.fail('FX1002', 'the body of a function has at least one block');
  while (p.kind !== Token.rightBrace) {
    if (p.atWord('uselistorder')) skipUseListOrder(p);
    else parseBlock(p, state);
  }
  state.finish();
  p.fn = null;
  p.next();
}

function parseFunctionHead(
  p: ParserState,
  kind: 'declare' | 'define',
): { fn: Fn; parameters: readonly Parameter[] } {
  const head = parseGlobalHead(p);
  const callingConvention = parseCallingConvention(p);
  const returnAttributes = parseReturnAttributes(p);
  const returnType = parseType(p);
  checkReturnType(p, returnType);
  const at = readGlobalName(p);
  const { parameters, variadic } = parseParameters(p);
  const type = functionType(
    returnType,
    parameters.map((q) => q.type),
    variadic,
  );
  const unnamedAddr = p.acceptWordIn(unnamedAddrWords);
  const space = parseOptionalAddressSpace(p, p.defaultAddressSpaces.program);
  const fn = new Fn(
    at.name,
    type,
    parameters.map((q) => q.name),
    space,
  );
  applyHead(fn, head);
  fn.callingConvention = callingConvention;
  fn.returnAttributes = returnAttributes;
  fn.unnamedAddr = unnamedAddr;
  parameters.forEach((parameter, i) => (fn.args[i]!.attributes = parameter.attributes));
  defineGlobal(p, fn, at);
  parseFunctionTail(p, fn, at, kind);
  return { fn, parameters };
}

/** `(T attributes %name, …, ...)` */
function parseParameters(p: ParserState): { parameters: Parameter[]; variadic: boolean } {
  p.expect(Token.leftParen, "'('");
  const parameters: Parameter[] = [];
  if (p.accept(Token.rightParen)) return { parameters, variadic: false };
  let variadic = false;
  do {
    if (p.accept(Token.ellipsis)) {
      variadic = true;
      break;
    }
    parameters.push(parseParameter(p));
  } while (p.accept(Token.comma));
  p.expect(Token.rightParen, "',' or ')'");
  return { parameters, variadic };
}

function parseParameter(p: ParserState): Parameter {
  const type = parseParameterType(p);
  const attributes = parseParameterAttributes(p);
  const { start } = p;
  const length = p.pos - start;
  if (p.kind === Token.localName) {
    const name = p.word;
    p.next();
    return { type, attributes, name, id: undefined, start, length };
  }
  if (p.kind !== Token.localId) return { type, attributes, name: undefined, id: undefined, start, length: 1 };
  const id = p.number;
  p.next();
  return { type, attributes, name: undefined, id, start, length };
}

/**
 * What stands between the parameters and the body, in any order. A declaration has its metadata before its type: after
 * it, `!name` begins the next entry of the module.
 */
function parseFunctionTail(p: ParserState, fn: Fn, at: GlobalName, kind: 'declare' | 'define'): void {
  for (;;) {
    const attributes = parseFunctionAttributes(p);
    if (attributes.length)
      fn.attributes = fn.attributes.length ? [...fn.attributes, ...attributes] : attributes;
    if (kind === 'define' && p.kind === Token.metadataName) fn.metadata.push(parseAttachment(p));
    else if (p.acceptWord('section')) fn.section = p.readString('the name of a section');
    else if (p.acceptWord('partition')) fn.partition = p.readString('the name of a partition');
    else if (p.atWord('comdat')) fn.comdat = parseComdatReference(p, at);
    else if (p.acceptWord('align')) fn.align = parseAlignment(p);
    else if (p.acceptWord('prefalign')) fn.preferredAlign = parseAlignment(p);
    else if (p.acceptWord('gc')) fn.gc = p.readString('the name of a garbage collector');
    else if (p.acceptWord('prefix')) fn.prefixData = parseOperand(p);
    else if (p.acceptWord('prologue')) fn.prologueData = parseOperand(p);
    else if (p.acceptWord('personality')) fn.personality = parseOperand(p);
    else return;
  }
}

/** `N` or `(N)` */
function parseAlignment(p: ParserState): number {
  const parenthesised = p.accept(Token.leftParen);
  const align = p.readNumber('an alignment', maxAlignment);
  if (parenthesised) p.expect(Token.rightParen, "')'");
  return align;
}

/** `[label:] instructions terminator` */
function parseBlock(p: ParserState, state: FunctionState): void {
  const { start } = p;
  const length = Math.max(1, p.pos - start - 1);
  let block: BasicBlock;
  if (p.kind === Token.label) {
    const name = p.word;
    p.next();
    block = state.defineBlock(name, undefined, start, length);
  } else if (p.kind === Token.labelId) {
    const id = p.number;
    p.next();
    block = state.defineBlock(undefined, id, start, length);
  } else {
    block = state.defineBlock(undefined, undefined, start, 1);
  }
  let records: DebugRecord[] | undefined;
  for (;;) {
    if (p.kind === Token.debugRecord) {
      (records ??= []).push(parseDebugRecord(p));
      continue;
    }
    const inst = parseInstruction(p);
    if (records) inst.debugRecords = records;
    records = undefined;
    block.append(inst);
    if (inst.isTerminator) return;
  }
}
