import type { FloatingPointType, SimpleConstantName, Type, Value } from '../ir/index.ts';
import {
  BlockAddress,
  ConstantAggregate,
  constantBool,
  ConstantFP,
  constantInt,
  constantNull,
  ConstantString,
  GlobalWrapper,
  i1,
  i8,
  labelType,
  metadataType,
  pointerType,
  poison,
  SimpleConstant,
  tokenNone,
  tokenType,
  undef,
  voidType,
  zeroInitializer,
} from '../ir/index.ts';
import { checkDecimal } from './float-text.ts';
import { ForwardReference } from './forward-reference.ts';
import { parseConstantExpression } from './parse-constant-expression.ts';
import { shorten } from './parse-type.ts';
import { parseTypedValue } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** A constant of this type that is no name. */
export function parseConstant(p: ParserState, type: Type): Value {
  switch (p.kind) {
    case Token.integer:
      return parseInteger(p, type);
    case Token.hexInteger:
      return parseHexInteger(p, type);
    case Token.float:
    case Token.hexFloat:
      return parseFloat(p, type);
    case Token.word:
      return parseWordConstant(p, type);
    case Token.leftBracket:
      return parseAggregate(p, type, Token.rightBracket, "']'");
    case Token.leftBrace:
      return parseAggregate(p, type, Token.rightBrace, "'}'");
    case Token.less:
      return parseVectorOrPacked(p, type);
  }
  p.expected(`a value of type ${shorten(type)}`);
}

function mismatch(p: ParserState, what: string, type: Type): never {
  p.fail('FX1007', `${what} cannot have type ${shorten(type)}`);
}

function parseInteger(p: ParserState, type: Type): Value {
  if (type.kind !== 'integer') {
    const hint = type.kind === 'floating-point' ? { help: [`write '${p.tokenText()}.0'`] } : {};
    p.fail('FX1007', `an integer cannot have type ${shorten(type)}`, hint);
  }
  const { number } = p;
  if (Number.isNaN(number)) {
    // A bit takes at least 0.3 digits: longer numbers are refused before they are converted.
    if (p.pos - p.start > 20 + type.bits / 3) p.fail('FX1010', `this number does not fit in ${type}`);
    const value = p.integerValue();
    checkRange(p, value, type.bits, type);
    p.next();
    return constantInt(type, value);
  }
  if (type.bits < 52 && !(number < 2 ** type.bits && number >= -(2 ** (type.bits - 1)))) {
    p.fail('FX1010', `this number does not fit in ${type}`);
  }
  p.next();
  return constantInt(type, number);
}

function checkRange(p: ParserState, value: bigint, bits: number, type: Type): void {
  const fits = value < 0n ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
  if (!fits) p.fail('FX1010', `this number does not fit in ${type}`);
}

/** `u0x1F`, `s0x1F` */
function parseHexInteger(p: ParserState, type: Type): Value {
  if (type.kind !== 'integer') mismatch(p, 'an integer', type);
  const digits = p.word.slice(3);
  if (digits.length * 4 > type.bits + 64) p.fail('FX1010', `this number does not fit in ${type}`);
  let value = BigInt(`0x${digits}`);
  if (p.word.startsWith('s')) value = BigInt.asIntN(digits.length * 4, value);
  checkRange(p, value, type.bits, type);
  p.next();
  return constantInt(type, value);
}

const hexDigits: Record<string, readonly [letter: string, digits: number]> = {
  half: ['H', 4],
  bfloat: ['R', 4],
  float: ['', 16],
  double: ['', 16],
  x86_fp80: ['K', 20],
  fp128: ['L', 32],
  ppc_fp128: ['M', 32],
};

function parseFloat(p: ParserState, type: Type): Value {
  if (type.kind !== 'floating-point') mismatch(p, 'a floating-point number', type);
  const text = p.tokenText();
  if (p.kind === Token.hexFloat) checkHexFloat(p, text, type);
  else if (!checkDecimal(text, type)) {
    p.fail('FX1010', `'${text}' is not exactly a ${type}`, {
      help: ['write a decimal number that the type holds exactly, or its bits in hexadecimal (0x…)'],
    });
  }
  p.next();
  return new ConstantFP(type, text);
}

/** Kinds without a decimal form have their own letter after `0x`. A float is written with the bits of the equal double. */
function checkHexFloat(p: ParserState, text: string, type: FloatingPointType): void {
  const letter = /^0x[KLMHR]/.test(text) ? text[2]! : '';
  const [expectedLetter, most] = hexDigits[type.name]!;
  const plain = letter === '' && (type.name === 'half' || type.name === 'bfloat');
  if (letter !== expectedLetter && !plain) {
    p.fail('FX1007', `'${text}' does not have the form of a ${type}`);
  }
  if (text.length - 2 - letter.length > (plain ? 16 : most)) {
    p.fail('FX1010', `'${text}' has too many digits for ${type}`);
  }
}

function parseWordConstant(p: ParserState, type: Type): Value {
  switch (p.word) {
    case 'true':
    case 'false': {
      if (type !== i1) mismatch(p, `'${p.word}'`, type);
      const value = constantBool(p.word === 'true');
      p.next();
      return value;
    }
    case 'null':
      if (type.kind !== 'pointer') mismatch(p, "'null'", type);
      p.next();
      return constantNull(type);
    case 'undef':
    case 'poison':
    case 'zeroinitializer':
      return parseSimple(p, type, p.word);
    case 'none':
      if (type !== tokenType && type.kind !== 'target') mismatch(p, "'none'", type);
      p.next();
      return tokenType === type ? tokenNone : new SimpleConstant(type, 'none');
    case 'c':
      return parseString(p, type);
    case 'splat':
      return parseSplat(p, type);
    case 'blockaddress':
      return parseBlockAddress(p, type);
    case 'dso_local_equivalent':
    case 'no_cfi':
      return parseWrapper(p, type, p.word);
    case 'ptrauth':
      return parsePointerAuthentication(p, type);
    case 'asm':
      p.fail('FX1002', 'inline assembly can only be called');
  }
  return parseConstantExpression(p, type);
}

function parseSimple(p: ParserState, type: Type, which: SimpleConstantName): Value {
  if (type === labelType || type === voidType || type === metadataType || type.kind === 'function') {
    mismatch(p, `'${which}'`, type);
  }
  p.next();
  if (which === 'undef') return undef(type);
  return which === 'poison' ? poison(type) : zeroInitializer(type);
}

/** `c"…"` */
function parseString(p: ParserState, type: Type): Value {
  const start = p.start;
  p.next();
  const text = p.readString('a string');
  if (type.kind !== 'array' || type.element !== i8 || type.length !== text.length) {
    const message = `a string of ${text.length} bytes cannot have type ${shorten(type)}`;
    p.failAt(start, p.pos - start, 'FX1007', message);
  }
  return new ConstantString(type, text);
}

/** `splat (T value)` */
function parseSplat(p: ParserState, type: Type): Value {
  if (type.kind !== 'vector') mismatch(p, "'splat'", type);
  p.next();
  p.expect(Token.leftParen, "'('");
  const start = p.start;
  p.enter();
  const element = parseTypedValue(p);
  p.leave();
  checkElement(p, element, type.element, start);
  p.expect(Token.rightParen, "')'");
  return new ConstantAggregate(type, [element], true);
}

function checkElement(p: ParserState, element: Value, type: Type | undefined, start: number): void {
  if (type === undefined) p.failAt(start, 1, 'FX1007', 'this value has more elements than its type');
  if (element.type !== type) {
    const message = `this element has type ${shorten(element.type)}, and ${shorten(type)} is expected here`;
    p.failAt(start, 1, 'FX1007', message);
  }
}

/** `[ T a, … ]`, `{ T a, … }` and (without the brackets around) `< T a, … >` */
function parseAggregate(
  p: ParserState,
  type: Type,
  close: typeof Token.rightBracket | typeof Token.rightBrace | typeof Token.greater,
  closeText: string,
): Value {
  const start = p.start;
  const kind = close === Token.rightBracket ? 'array' : close === Token.rightBrace ? 'struct' : 'vector';
  if (type.kind !== kind) mismatch(p, `this ${kind}`, type);
  if (type.kind === 'struct' && !type.elements) p.fail('FX1007', `${type} is opaque and has no values`);
  p.enter();
  p.next();
  const elements: Value[] = [];
  if (p.kind !== close) {
    do {
      const at = p.start;
      const element = parseTypedValue(p);
      checkElement(p, element, type.kind === 'struct' ? type.elements![elements.length] : type.element, at);
      elements.push(element);
    } while (p.accept(Token.comma));
  }
  p.expect(close, closeText);
  p.leave();
  const count = type.kind === 'struct' ? type.elements!.length : type.length;
  if (elements.length !== count) {
    p.failAt(start, 1, 'FX1007', `${elements.length} elements stand here, and ${shorten(type)} has ${count}`);
  }
  return new ConstantAggregate(type, elements);
}

/** `< T a, … >` or `<{ T a, … }>` */
function parseVectorOrPacked(p: ParserState, type: Type): Value {
  if (!p.nextCharacterIs(123 /* { */)) return parseAggregate(p, type, Token.greater, "'>'");
  if (type.kind !== 'struct' || !type.packed) mismatch(p, 'a packed struct', type);
  p.next();
  const value = parseAggregate(p, type, Token.rightBrace, "'}'");
  p.expect(Token.greater, "'>'");
  return value;
}

/** `blockaddress(@f, %block)` */
function parseBlockAddress(p: ParserState, type: Type): Value {
  const start = p.start;
  if (type.kind !== 'pointer') mismatch(p, 'a block address', type);
  p.next();
  p.expect(Token.leftParen, "'('");
  if (p.kind !== Token.globalName && p.kind !== Token.globalId) p.expected('the name of a function');
  const fn = p.global(pointerType(p.defaultAddressSpaces.program));
  p.next();
  p.expect(Token.comma, "','");
  if (p.kind !== Token.localName && p.kind !== Token.localId) p.expected('the name of a block');
  const block = p.kind === Token.localName ? p.word : p.number;
  const stand = new ForwardReference(labelType, p.start, p.pos - p.start);
  p.next();
  p.expect(Token.rightParen, "')'");
  const constant = new BlockAddress(type, fn, stand);
  p.blockAddresses.push({ constant, block, position: start, length: p.pos - start });
  return constant;
}

/** `dso_local_equivalent @f`, `no_cfi @f` */
function parseWrapper(p: ParserState, type: Type, wrapper: 'dso_local_equivalent' | 'no_cfi'): Value {
  if (type.kind !== 'pointer') mismatch(p, `'${wrapper}'`, type);
  p.next();
  if (p.kind !== Token.globalName && p.kind !== Token.globalId) p.expected('the name of a function');
  const target = p.global(type);
  p.next();
  return new GlobalWrapper(type, wrapper, [target]);
}

/** `ptrauth (ptr p, i32 key[, i64 discriminator[, ptr address[, ptr deactivation]]])` */
function parsePointerAuthentication(p: ParserState, type: Type): Value {
  if (type.kind !== 'pointer') mismatch(p, "'ptrauth'", type);
  p.enter();
  p.next();
  p.expect(Token.leftParen, "'('");
  const operands: Value[] = [];
  do operands.push(parseTypedValue(p));
  while (p.accept(Token.comma));
  p.expect(Token.rightParen, "')'");
  p.leave();
  return new GlobalWrapper(type, 'ptrauth', operands);
}
