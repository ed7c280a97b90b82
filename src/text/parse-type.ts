import type { Type } from '../ir/index.ts';
import {
  arrayType,
  functionType,
  integerType,
  labelType,
  maxIntegerBits,
  metadataType,
  pointerType,
  primitiveTypes,
  structType,
  targetExtType,
  tokenType,
  vectorType,
  voidType,
  x86AmxType,
} from '../ir/index.ts';
import { skipAttributes } from './parse-attribute.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** LLVM keeps the address space of a pointer in 24 bits. */
export const maxAddressSpace = 2 ** 24 - 1;
const maxVectorLength = 2 ** 32 - 1;
const maxArrayLength = 2n ** 64n - 1n;

/** Type: one of the primitive types, `iN`, `ptr`, `[N x T]`, `<N x T>`, `{ T, … }`, `<{ T, … }>`, `%name`, `target(…)`, `T (T, …)` */
export function parseType(p: ParserState): Type {
  let type = parseBaseType(p);
  while (p.kind === Token.leftParen || p.kind === Token.star || p.kind === Token.word) {
    if (p.kind === Token.leftParen) type = parseFunctionType(p, type);
    else if (p.kind === Token.star || (p.word === 'addrspace' && p.nextCharacterIs(40)))
      failTypedPointer(p, type);
    else break;
  }
  return type;
}

/** A type of values: not void, not a function. */
export function parseValueType(p: ParserState): Type {
  const start = p.start;
  const type = parseType(p);
  if (type === voidType || type.kind === 'function') {
    p.failAt(start, 1, 'FX1007', `a value cannot have type ${shorten(type)}`);
  }
  return type;
}

/** A type's text, cut if it is long. */
export function shorten(type: Type): string {
  const text = type.toString();
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function failTypedPointer(p: ParserState, type: Type): never {
  p.fail('FX1004', `'${shorten(type)}*' is a typed pointer, as LLVM 14 and older wrote them`, {
    notes: ['Fluxion reads the IR of LLVM 17 to 22, where a pointer is written `ptr`'],
    help: [
      'compile the source again with clang, flang or rustc of LLVM 17 or newer',
      'or let LLVM upgrade the file: `llvm-as-14 old.ll -o old.bc`, then `llvm-dis-22 old.bc -o new.ll`',
    ],
  });
}

function parseBaseType(p: ParserState): Type {
  switch (p.kind) {
    case Token.integerType:
      return parseIntegerType(p);
    case Token.word:
      return parseWordType(p);
    case Token.leftBracket:
      return parseArrayType(p);
    case Token.less:
      return parseVectorOrPackedStruct(p);
    case Token.leftBrace: {
      const elements = parseStructElements(p);
      return structType(elements);
    }
    case Token.localName:
    case Token.localId: {
      const type = p.namedType();
      p.next();
      return type;
    }
  }
  p.expected('a type');
}

function parseIntegerType(p: ParserState): Type {
  const bits = p.number;
  if (!(bits >= 1 && bits <= maxIntegerBits)) {
    p.fail('FX1010', `an integer has between 1 and ${maxIntegerBits} bits`);
  }
  p.next();
  return integerType(bits);
}

function parseWordType(p: ParserState): Type {
  const word = p.word;
  if (word === 'ptr') {
    p.next();
    return pointerType(parseOptionalAddressSpace(p, 0));
  }
  const primitive = primitiveTypes.get(word);
  if (primitive) {
    p.next();
    return primitive;
  }
  if (word === 'target') return parseTargetType(p);
  p.expected('a type');
}

/** `addrspace(N)` or `addrspace("A")`, or the default. */
export function parseOptionalAddressSpace(p: ParserState, fallback: number): number {
  if (p.kind !== Token.word || p.word !== 'addrspace') return fallback;
  p.next();
  p.expect(Token.leftParen, "'('");
  let space: number;
  if (p.kind === Token.string) {
    const symbol = p.stringValue();
    const spaces = p.defaultAddressSpaces;
    if (symbol === 'A') space = spaces.alloca;
    else if (symbol === 'G') space = spaces.globals;
    else if (symbol === 'P') space = spaces.program;
    else p.fail('FX1002', `expected "A", "G" or "P", found ${p.tokenText()}`);
    p.next();
  } else {
    space = p.readNumber('the number of an address space', maxAddressSpace);
  }
  p.expect(Token.rightParen, "')'");
  return space;
}

/** `[ N x T ]` */
function parseArrayType(p: ParserState): Type {
  p.enter();
  p.next();
  const length = parseLength(p);
  if (length > maxArrayLength) p.fail('FX1010', 'an array has at most 2^64 - 1 elements');
  p.expectWord('x');
  const element = parseElementType(p, 'an array');
  p.expect(Token.rightBracket, "']'");
  p.leave();
  return arrayType(element, length <= Number.MAX_SAFE_INTEGER ? Number(length) : length.toString());
}

function parseLength(p: ParserState): bigint | number {
  if (p.kind !== Token.integer) p.expected('a number of elements');
  const length = Number.isNaN(p.number) ? p.integerValue() : p.number;
  if (length < 0) p.fail('FX1010', 'a number of elements is not negative');
  p.next();
  return length;
}

function parseElementType(p: ParserState, of: string): Type {
  const start = p.start;
  const type = parseType(p);
  if (
    type === voidType ||
    type === labelType ||
    type === metadataType ||
    type === tokenType ||
    type === x86AmxType ||
    type.kind === 'function'
  ) {
    p.failAt(start, 1, 'FX1007', `${of} cannot have elements of type ${shorten(type)}`);
  }
  return type;
}

/** `< N x T >`, `< vscale x N x T >` or `<{ … }>` */
function parseVectorOrPackedStruct(p: ParserState): Type {
  p.next();
  if (p.kind === Token.leftBrace) {
    const elements = parseStructElements(p);
    p.expect(Token.greater, "'>'");
    return structType(elements, true);
  }
  p.enter();
  const scalable = p.acceptWord('vscale');
  if (scalable) p.expectWord('x');
  const start = p.start;
  const length = parseLength(p);
  if (length < 1 || length > maxVectorLength) {
    p.failAt(start, 1, 'FX1010', `a vector has between 1 and ${maxVectorLength} elements`);
  }
  p.expectWord('x');
  const elementStart = p.start;
  const element = parseElementType(p, 'a vector');
  const { kind } = element;
  if (kind !== 'integer' && kind !== 'floating-point' && kind !== 'pointer' && kind !== 'target') {
    p.failAt(elementStart, 1, 'FX1007', `a vector cannot have elements of type ${shorten(element)}`);
  }
  p.expect(Token.greater, "'>'");
  p.leave();
  return vectorType(element, Number(length), scalable);
}

/** `{ T, … }`, from the brace on. */
export function parseStructElements(p: ParserState): Type[] {
  p.enter();
  p.next();
  const elements: Type[] = [];
  if (p.kind !== Token.rightBrace) {
    do elements.push(parseElementType(p, 'a struct'));
    while (p.accept(Token.comma));
  }
  p.expect(Token.rightBrace, "'}'");
  p.leave();
  return elements;
}

/** `T (T, …)`, from the parenthesis on. */
function parseFunctionType(p: ParserState, returnType: Type): Type {
  p.enter();
  checkReturnType(p, returnType);
  p.next();
  const parameters: Type[] = [];
  let variadic = false;
  if (p.kind !== Token.rightParen) {
    do {
      if (p.accept(Token.ellipsis)) {
        variadic = true;
        break;
      }
      parameters.push(parseParameterType(p));
      skipAttributes(p);
    } while (p.accept(Token.comma));
  }
  p.expect(Token.rightParen, "')'");
  p.leave();
  return functionType(returnType, parameters, variadic);
}

export function checkReturnType(p: ParserState, type: Type): void {
  if (type.kind === 'function' || type === labelType || type === metadataType) {
    p.fail('FX1007', `a function cannot return ${shorten(type)}`);
  }
}

export function parseParameterType(p: ParserState): Type {
  const start = p.start;
  const type = parseType(p);
  if (type === voidType || type.kind === 'function') {
    p.failAt(start, 1, 'FX1007', `a parameter cannot have type ${shorten(type)}`);
  }
  return type;
}

/** `target("name", T, …, N, …)` */
function parseTargetType(p: ParserState): Type {
  p.enter();
  p.next();
  p.expect(Token.leftParen, "'('");
  const name = p.readString('the name of a target type');
  const types: Type[] = [];
  const integers: number[] = [];
  while (p.accept(Token.comma)) {
    if (p.kind === Token.integer) integers.push(p.readNumber('a parameter of a target type', 2 ** 32 - 1));
    else types.push(parseType(p));
  }
  p.expect(Token.rightParen, "')'");
  p.leave();
  return targetExtType(name, types, integers);
}
