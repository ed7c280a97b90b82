import type {
  AttributeList,
  BasicBlock,
  CallAttributes,
  FunctionType,
  Instruction,
  OperandBundle,
  TailKind,
  Type,
  Value,
} from '../ir/index.ts';
import {
  CallBrInst,
  CallInst,
  functionType,
  InvokeInst,
  labelType,
  metadataType,
  noAttributes,
} from '../ir/index.ts';
import { isCallingConvention } from './keyword.ts';
import {
  parseFunctionAttributes,
  parseParameterAttributes,
  parseReturnAttributes,
} from './parse-attribute.ts';
import { parseFlags } from './parse-flag.ts';
import { parseMetadataAsValue } from './parse-metadata.ts';
import {
  checkReturnType,
  parseOptionalAddressSpace,
  parseType,
  parseValueType,
  shorten,
} from './parse-type.ts';
import { parseCallee, parseOperand, parseValue } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** The shared part of the three calls. */
interface ParsedCall {
  readonly type: FunctionType;
  readonly callee: Value;
  readonly args: readonly Value[];
  readonly attributes: CallAttributes;
}

/** `[tail] call flags cc attributes addrspace(N) T|fnty callee(args) attributes [bundles]` */
export function parseCall(p: ParserState, opcode: string): Instruction {
  let tail: TailKind = 'none';
  if (opcode !== 'call') {
    tail = opcode as TailKind;
    p.expectWord('call');
  }
  const flags = parseFlags(p);
  const { type, callee, args, attributes } = parseCallBase(p);
  const inst = new CallInst(type, callee, args, attributes);
  inst.tail = tail;
  inst.flags = flags;
  return inst;
}

/** `invoke … to label %normal unwind label %exception` */
export function parseInvoke(p: ParserState): Instruction {
  const { type, callee, args, attributes } = parseCallBase(p);
  p.expectWord('to');
  const normal = parseLabel(p);
  p.expectWord('unwind');
  return new InvokeInst(type, callee, args, normal, parseLabel(p), attributes);
}

/** `callbr … to label %fallthrough [label %a, …]` */
export function parseCallBr(p: ParserState): Instruction {
  const { type, callee, args, attributes } = parseCallBase(p);
  p.expectWord('to');
  const fallthrough = parseLabel(p);
  return new CallBrInst(type, callee, args, fallthrough, parseLabelList(p), attributes);
}

/** `label %block` */
export function parseLabel(p: ParserState): BasicBlock {
  p.expectWord('label');
  const block = p.fn!.block();
  p.next();
  return block;
}

/** `[label %a, label %b]` */
export function parseLabelList(p: ParserState): BasicBlock[] {
  p.expect(Token.leftBracket, "'['");
  const blocks: BasicBlock[] = [];
  if (p.kind !== Token.rightBracket) {
    do blocks.push(parseLabel(p));
    while (p.accept(Token.comma));
  }
  p.expect(Token.rightBracket, "']'");
  return blocks;
}

/** `fastcc`, `cc 10`, `riscv_vls_cc(32)`, or nothing. */
export function parseCallingConvention(p: ParserState): string {
  if (p.kind !== Token.word || !isCallingConvention(p.word)) return '';
  const word = p.word;
  p.next();
  if (word === 'cc') return `cc ${p.readNumber('the number of a calling convention', 1023)}`;
  if (word === 'ccc') return '';
  return p.kind === Token.leftParen ? `${word}(${p.skipParenthesised()})` : word;
}

function parseCallBase(p: ParserState): ParsedCall {
  const callingConvention = parseCallingConvention(p);
  const returnAttributes = parseReturnAttributes(p);
  const addressSpace = parseOptionalAddressSpace(p, p.defaultAddressSpaces.program);
  const typeStart = p.start;
  const written = parseType(p);
  if (written.kind !== 'function') checkReturnType(p, written);
  const callee = parseCallee(p, addressSpace);
  const argumentAttributes: AttributeList[] = [];
  const args = parseArguments(p, argumentAttributes);
  const type = written.kind === 'function' ? written : callType(written, args);
  checkArguments(p, type, args, typeStart);
  const functionAttributes = parseFunctionAttributes(p);
  const bundles = parseBundles(p);
  return {
    type,
    // The type of inline assembly follows from the arguments, which come after it.
    callee: typeof callee === 'function' ? callee(type) : callee,
    args,
    attributes: {
      callingConvention,
      returnAttributes,
      argumentAttributes: argumentAttributes.length ? argumentAttributes : noAttributes,
      functionAttributes,
      bundles,
      addressSpace,
    },
  };
}

function callType(returnType: Type, args: readonly Value[]): FunctionType {
  return functionType(
    returnType,
    args.map((a) => a.type),
  );
}

function checkArguments(p: ParserState, type: FunctionType, args: readonly Value[], start: number): void {
  const { parameters, variadic } = type;
  if (variadic ? args.length < parameters.length : args.length !== parameters.length) {
    const message = `this call has ${args.length} arguments, and its type has ${parameters.length}`;
    p.failAt(start, 1, 'FX1007', message);
  }
  for (let i = 0; i < parameters.length; i++) {
    if (args[i]!.type === parameters[i]) continue;
    const message = `argument ${i + 1} has type ${shorten(args[i]!.type)}, and ${shorten(parameters[i]!)} is expected`;
    p.failAt(start, 1, 'FX1007', message);
  }
}

/** `(T attributes value, …)`; the attribute lists stop at the last argument that has any. */
function parseArguments(p: ParserState, attributes: AttributeList[]): Value[] {
  p.expect(Token.leftParen, "'('");
  const args: Value[] = [];
  if (p.kind === Token.rightParen) {
    p.next();
    return args;
  }
  do {
    // `...` forwards the variable arguments of a musttail call in a thunk; it stands for no operand.
    if (p.accept(Token.ellipsis)) break;
    const start = p.start;
    const type = parseValueType(p);
    if (type === labelType) p.failAt(start, 1, 'FX1007', 'a block is no argument');
    if (type === metadataType) {
      args.push(parseMetadataAsValue(p));
      continue;
    }
    const list = parseParameterAttributes(p);
    if (list !== noAttributes) {
      while (attributes.length < args.length) attributes.push(noAttributes);
      attributes.push(list);
    }
    args.push(parseValue(p, type));
  } while (p.accept(Token.comma));
  p.expect(Token.rightParen, "',' or ')'");
  return args;
}

const noBundles: readonly OperandBundle[] = [];

/** `[ "tag"(T value, …), … ]`, if it follows. */
function parseBundles(p: ParserState): readonly OperandBundle[] {
  if (p.kind !== Token.leftBracket) return noBundles;
  p.next();
  const bundles: OperandBundle[] = [];
  do {
    const tag = p.readString('the tag of an operand bundle');
    p.expect(Token.leftParen, "'('");
    const args: Value[] = [];
    if (p.kind !== Token.rightParen) {
      do args.push(parseBundleOperand(p));
      while (p.accept(Token.comma));
    }
    p.expect(Token.rightParen, "',' or ')'");
    bundles.push({ tag, args });
  } while (p.accept(Token.comma));
  p.expect(Token.rightBracket, "',' or ']'");
  return bundles;
}

function parseBundleOperand(p: ParserState): Value {
  if (!p.atWord('metadata')) return parseOperand(p);
  p.next();
  return parseMetadataAsValue(p);
}
