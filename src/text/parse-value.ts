import type { FunctionType, Type, Value } from '../ir/index.ts';
import { InlineAsm, labelType, metadataType, pointerType } from '../ir/index.ts';
import { parseConstant } from './parse-constant.ts';
import { parseMetadataAsValue } from './parse-metadata.ts';
import { parseValueType, shorten } from './parse-type.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** A value of this type: a local or global name, or a constant. */
export function parseValue(p: ParserState, type: Type): Value {
  switch (p.kind) {
    case Token.localName:
    case Token.localId: {
      if (!p.fn) p.fail('FX1006', `'${p.tokenText()}' is a local name, and this is outside of any function`);
      const value = p.fn.value(type);
      p.next();
      return value;
    }
    case Token.globalName:
    case Token.globalId: {
      const value = p.global(type);
      if (value.type !== type) {
        p.fail('FX1007', `'${p.tokenText()}' has type ${value.type}, and ${shorten(type)} is expected here`);
      }
      p.next();
      return value;
    }
  }
  if (type === metadataType) return parseMetadataAsValue(p);
  return parseConstant(p, type);
}

/** `T value` */
export function parseTypedValue(p: ParserState): Value {
  return parseValue(p, parseValueType(p));
}

/** `T value` where blocks may stand too: nowhere else is a label a value. */
export function parseOperand(p: ParserState): Value {
  const start = p.start;
  const value = parseTypedValue(p);
  if (value.type === labelType || value.type === metadataType) {
    p.failAt(start, 1, 'FX1007', `a value is expected here, and this is of type ${value.type}`);
  }
  return value;
}

/** What is called: a pointer value, or inline assembly that is made when its type is known. */
export function parseCallee(
  p: ParserState,
  addressSpace: number,
): Value | ((type: FunctionType) => InlineAsm) {
  return p.atWord('asm') ? parseInlineAsm(p, addressSpace) : parseValue(p, pointerType(addressSpace));
}

const asmKeywords: ReadonlySet<string> = new Set(['sideeffect', 'alignstack', 'inteldialect', 'unwind']);

/** `asm sideeffect "text", "constraints"` */
function parseInlineAsm(p: ParserState, addressSpace: number): (type: FunctionType) => InlineAsm {
  p.next();
  const keywords: string[] = [];
  for (let word = p.acceptWordIn(asmKeywords); word; word = p.acceptWordIn(asmKeywords)) keywords.push(word);
  const assembly = p.readString('the text of the assembly');
  p.expect(Token.comma, "','");
  const constraints = p.readString('the constraints of the assembly');
  return (type) => new InlineAsm(pointerType(addressSpace), type, assembly, constraints, keywords);
}
