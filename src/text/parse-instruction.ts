import type {
  AtomicOrdering,
  BinaryOpcode,
  CastOpcode,
  FCmpPredicate,
  ICmpPredicate,
  Instruction,
  Type,
  Value,
} from '../ir/index.ts';
import {
  aggregateElementType,
  AllocaInst,
  AtomicRMWInst,
  BasicBlock,
  BinaryInst,
  CastInst,
  CmpXchgInst,
  constantInt,
  ExtractElementInst,
  ExtractValueInst,
  FCmpInst,
  FenceInst,
  FreezeInst,
  FuncletPadInst,
  GetElementPtrInst,
  i32,
  ICmpInst,
  InsertElementInst,
  InsertValueInst,
  LandingPadInst,
  LoadInst,
  PhiInst,
  pointerType,
  scalarOf,
  SelectInst,
  ShuffleVectorInst,
  StoreInst,
  tokenType,
  UnaryInst,
  VAArgInst,
} from '../ir/index.ts';
import { parseCall } from './parse-call.ts';
import { floatPredicates, integerPredicates } from './parse-constant-expression.ts';
import { parseFlags } from './parse-flag.ts';
import { parseAttachment } from './parse-metadata.ts';
import { parseTerminator, terminatorWords } from './parse-terminator.ts';
import { parseOptionalAddressSpace, parseType, parseValueType, shorten } from './parse-type.ts';
import { parseOperand, parseValue } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

type InstructionParser = (p: ParserState, opcode: string) => Instruction;

/** Largest alignment, in bytes: 2^32. */
export const maxAlignment = 2 ** 32;

const parsers = new Map<string, InstructionParser>();
for (const word of 'add fadd sub fsub mul fmul udiv sdiv fdiv urem srem frem shl lshr ashr and or xor'.split(
  ' ',
)) {
  parsers.set(word, parseBinary);
}
for (const word of 'trunc zext sext fptrunc fpext fptoui fptosi uitofp sitofp ptrtoint ptrtoaddr inttoptr bitcast addrspacecast'.split(
  ' ',
)) {
  parsers.set(word, parseCast);
}
for (const word of terminatorWords) parsers.set(word, parseTerminator);
for (const word of ['call', 'tail', 'musttail', 'notail']) parsers.set(word, parseCall);
for (const [word, parser] of [
  ['fneg', parseUnary],
  ['icmp', parseIntegerCompare],
  ['fcmp', parseFloatCompare],
  ['select', parseSelect],
  ['freeze', parseFreeze],
  ['phi', parsePhi],
  ['alloca', parseAlloca],
  ['load', parseLoad],
  ['store', parseStore],
  ['fence', parseFence],
  ['cmpxchg', parseCompareExchange],
  ['atomicrmw', parseReadModifyWrite],
  ['getelementptr', parseElementPointer],
  ['extractelement', parseExtractElement],
  ['insertelement', parseInsertElement],
  ['shufflevector', parseShuffleVector],
  ['extractvalue', parseExtractValue],
  ['insertvalue', parseInsertValue],
  ['va_arg', parseVariableArgument],
  ['landingpad', parseLandingPad],
  ['catchpad', parseFuncletPad],
  ['cleanuppad', parseFuncletPad],
] as const) {
  parsers.set(word, parser);
}

/** `[%name =] opcode … [, !name !N]…`, entered in the function's name table. */
export function parseInstruction(p: ParserState): Instruction {
  const start = p.start;
  let name: string | undefined;
  let id: number | undefined;
  let nameLength = 0;
  if (p.kind === Token.localName || p.kind === Token.localId) {
    nameLength = p.pos - start;
    if (p.kind === Token.localName) name = p.word;
    else id = p.number;
    p.next();
    p.expect(Token.equal, "'='");
  }
  if (p.kind !== Token.word) p.expected('an instruction');
  const opcode = p.word;
  const parser = parsers.get(opcode);
  if (!parser) failUnknownInstruction(p);
  p.next();
  const inst = parser(p, opcode);
  if (p.kind === Token.comma) parseAttachments(p, inst);
  inst.name = name;
  if (inst.type.kind === 'primitive' && inst.type.name === 'void') {
    if (nameLength) p.failAt(start, nameLength, 'FX1007', `this ${opcode} has no result to be named`);
  } else {
    p.fn!.defineInstruction(inst, id, start, nameLength || opcode.length);
  }
  return inst;
}

function failUnknownInstruction(p: ParserState): never {
  p.fail('FX1005', `'${p.word}' is no instruction of LLVM 17 to 22`);
}

function parseAttachments(p: ParserState, inst: Instruction): void {
  p.next();
  inst.metadata = [parseAttachment(p)];
  while (p.accept(Token.comma)) inst.metadata.push(parseAttachment(p));
}

/** The second operand of two of one type. */
function parseSecond(p: ParserState, first: Value): Value {
  p.expect(Token.comma, "','");
  return parseValue(p, first.type);
}

function parseUnary(p: ParserState): Instruction {
  const flags = parseFlags(p);
  return new UnaryInst('fneg', parseOperand(p), flags);
}

function parseBinary(p: ParserState, opcode: string): Instruction {
  const flags = parseFlags(p);
  const left = parseOperand(p);
  return new BinaryInst(opcode as BinaryOpcode, left, parseSecond(p, left), flags);
}

function parseCast(p: ParserState, opcode: string): Instruction {
  const flags = parseFlags(p);
  const operand = parseOperand(p);
  p.expectWord('to');
  return new CastInst(opcode as CastOpcode, operand, parseValueType(p), flags);
}

function parseIntegerCompare(p: ParserState): Instruction {
  const flags = parseFlags(p);
  const predicate = p.acceptWordIn(integerPredicates);
  if (!predicate) p.expected('a predicate of integers');
  const left = parseOperand(p);
  return new ICmpInst(predicate as ICmpPredicate, left, parseSecond(p, left), flags);
}

function parseFloatCompare(p: ParserState): Instruction {
  const flags = parseFlags(p);
  const predicate = p.acceptWordIn(floatPredicates);
  if (!predicate) p.expected('a predicate of floating-point numbers');
  const left = parseOperand(p);
  return new FCmpInst(predicate as FCmpPredicate, left, parseSecond(p, left), flags);
}

function parseSelect(p: ParserState): Instruction {
  const flags = parseFlags(p);
  const condition = parseOperand(p);
  p.expect(Token.comma, "','");
  const ifTrue = parseOperand(p);
  p.expect(Token.comma, "','");
  const start = p.start;
  const ifFalse = parseOperand(p);
  if (ifTrue.type !== ifFalse.type) {
    const message = `a select between ${shorten(ifTrue.type)} and ${shorten(ifFalse.type)}`;
    p.failAt(start, 1, 'FX1007', message);
  }
  return new SelectInst(condition, ifTrue, ifFalse, flags);
}

function parseFreeze(p: ParserState): Instruction {
  return new FreezeInst(parseOperand(p));
}

/** `phi flags T [ value, %block ], …` */
function parsePhi(p: ParserState): Instruction {
  const flags = parseFlags(p);
  const phi = new PhiInst(parseValueType(p), flags);
  if (p.kind !== Token.leftBracket) return phi;
  do {
    p.expect(Token.leftBracket, "'['");
    const value = parseValue(p, phi.type);
    p.expect(Token.comma, "','");
    const block = p.fn!.block();
    p.next();
    p.expect(Token.rightBracket, "']'");
    phi.addIncoming(value, block);
  } while (p.acceptListComma());
  return phi;
}

/** `align N`, after the word. */
function readAlignment(p: ParserState): number {
  const start = p.start;
  const align = p.readNumber('an alignment', maxAlignment);
  if (align === 0 || !Number.isInteger(Math.log2(align))) {
    p.failAt(start, 1, 'FX1010', 'an alignment is a power of two');
  }
  return align;
}

/** `, align N`, if it follows. */
function parseOptionalAlignment(p: ParserState): number | undefined {
  if (!p.acceptListComma()) return undefined;
  p.expectWord('align');
  return readAlignment(p);
}

/** `alloca inalloca swifterror T, T count, align N, addrspace(N)` */
function parseAlloca(p: ParserState): Instruction {
  const inalloca = p.acceptWord('inalloca');
  const swifterror = p.acceptWord('swifterror');
  const type = parseValueType(p);
  let count: Value | undefined;
  let align: number | undefined;
  let space = p.defaultAddressSpaces.alloca;
  while (p.acceptListComma()) {
    if (p.acceptWord('align')) align = readAlignment(p);
    else if (p.atWord('addrspace')) space = parseOptionalAddressSpace(p, space);
    else if (!count) count = parseOperand(p);
    else p.expected("'align' or 'addrspace'");
  }
  const inst = new AllocaInst(type, count ?? constantInt(i32, 1), align, undefined, pointerType(space));
  inst.explicitCount = count !== undefined;
  inst.inalloca = inalloca;
  inst.swifterror = swifterror;
  return inst;
}

const orderings: ReadonlySet<string> = new Set<AtomicOrdering>([
  'unordered', 'monotonic', 'acquire', 'release', 'acq_rel', 'seq_cst',
]); // prettier-ignore

function parseOrdering(p: ParserState): AtomicOrdering {
  const ordering = p.acceptWordIn(orderings);
  if (!ordering) p.expected('an ordering of an atomic operation');
  return ordering as AtomicOrdering;
}

/** `syncscope("name")`, if it follows. */
function parseSyncScope(p: ParserState): string | undefined {
  if (!p.acceptWord('syncscope')) return undefined;
  p.expect(Token.leftParen, "'('");
  const scope = p.readString('the name of a scope');
  p.expect(Token.rightParen, "')'");
  return scope;
}

function parsePointer(p: ParserState): Value {
  const start = p.start;
  const value = parseOperand(p);
  if (value.type.kind !== 'pointer') {
    p.failAt(start, 1, 'FX1007', `a pointer is expected here, and this has type ${shorten(value.type)}`);
  }
  return value;
}

/** `load atomic volatile T, ptr p syncscope("…") ordering, align N` */
function parseLoad(p: ParserState): Instruction {
  const atomic = p.acceptWord('atomic');
  const volatile = p.acceptWord('volatile');
  const type = parseValueType(p);
  p.expect(Token.comma, "','");
  const inst = new LoadInst(type, parsePointer(p));
  inst.volatile = volatile;
  if (atomic) {
    inst.syncScope = parseSyncScope(p);
    inst.ordering = parseOrdering(p);
  }
  inst.align = parseOptionalAlignment(p);
  return inst;
}

/** `store atomic volatile T value, ptr p syncscope("…") ordering, align N` */
function parseStore(p: ParserState): Instruction {
  const atomic = p.acceptWord('atomic');
  const volatile = p.acceptWord('volatile');
  const value = parseOperand(p);
  p.expect(Token.comma, "','");
  const inst = new StoreInst(value, parsePointer(p));
  inst.volatile = volatile;
  if (atomic) {
    inst.syncScope = parseSyncScope(p);
    inst.ordering = parseOrdering(p);
  }
  inst.align = parseOptionalAlignment(p);
  return inst;
}

function parseFence(p: ParserState): Instruction {
  const scope = parseSyncScope(p);
  return new FenceInst(parseOrdering(p), scope);
}

/** `cmpxchg weak volatile ptr p, T expected, T new syncscope("…") success failure, align N` */
function parseCompareExchange(p: ParserState): Instruction {
  const weak = p.acceptWord('weak');
  const volatile = p.acceptWord('volatile');
  const pointer = parsePointer(p);
  p.expect(Token.comma, "','");
  const expected = parseOperand(p);
  p.expect(Token.comma, "','");
  const start = p.start;
  const replacement = parseOperand(p);
  if (replacement.type !== expected.type) {
    p.failAt(start, 1, 'FX1007', `a ${shorten(expected.type)} is expected here`);
  }
  const scope = parseSyncScope(p);
  const success = parseOrdering(p);
  const inst = new CmpXchgInst(pointer, expected, replacement, success, parseOrdering(p));
  inst.weak = weak;
  inst.volatile = volatile;
  inst.syncScope = scope;
  inst.align = parseOptionalAlignment(p);
  return inst;
}

const readModifyWriteOperations: ReadonlySet<string> = new Set(
  (
    'xchg add sub and nand or xor max min umax umin fadd fsub fmax fmin fmaximum fminimum fmaximumnum fminimumnum ' +
    'uinc_wrap udec_wrap usub_cond usub_sat'
  ).split(' '),
);

/** `atomicrmw volatile operation ptr p, T value syncscope("…") ordering, align N` */
function parseReadModifyWrite(p: ParserState): Instruction {
  const volatile = p.acceptWord('volatile');
  const operation = p.acceptWordIn(readModifyWriteOperations);
  if (!operation) p.expected('an operation of atomicrmw');
  const pointer = parsePointer(p);
  p.expect(Token.comma, "','");
  const value = parseOperand(p);
  const scope = parseSyncScope(p);
  const inst = new AtomicRMWInst(operation, pointer, value, parseOrdering(p));
  inst.volatile = volatile;
  inst.syncScope = scope;
  inst.align = parseOptionalAlignment(p);
  return inst;
}

/** `getelementptr flags T, ptr p, indices…` */
function parseElementPointer(p: ParserState): Instruction {
  const flags = parseFlags(p);
  const sourceType = parseValueType(p);
  p.expect(Token.comma, "','");
  const start = p.start;
  const base = parseOperand(p);
  if (scalarOf(base.type).kind !== 'pointer') {
    p.failAt(start, 1, 'FX1007', `a pointer is expected here, and this has type ${shorten(base.type)}`);
  }
  const indices: Value[] = [];
  while (p.acceptListComma()) indices.push(parseOperand(p));
  return new GetElementPtrInst(sourceType, base, indices, flags);
}

function parseVector(p: ParserState): Value {
  const start = p.start;
  const value = parseOperand(p);
  if (value.type.kind !== 'vector') {
    p.failAt(start, 1, 'FX1007', `a vector is expected here, and this has type ${shorten(value.type)}`);
  }
  return value;
}

function parseExtractElement(p: ParserState): Instruction {
  const vector = parseVector(p);
  p.expect(Token.comma, "','");
  return new ExtractElementInst(vector, parseOperand(p));
}

function parseInsertElement(p: ParserState): Instruction {
  const vector = parseVector(p);
  p.expect(Token.comma, "','");
  const start = p.start;
  const element = parseOperand(p);
  if (element.type !== scalarOf(vector.type)) {
    p.failAt(start, 1, 'FX1007', `an element of ${shorten(vector.type)} is expected here`);
  }
  p.expect(Token.comma, "','");
  return new InsertElementInst(vector, element, parseOperand(p));
}

function parseShuffleVector(p: ParserState): Instruction {
  const left = parseVector(p);
  p.expect(Token.comma, "','");
  const start = p.start;
  const right = parseVector(p);
  if (left.type !== right.type) p.failAt(start, 1, 'FX1007', 'the two vectors have different types');
  p.expect(Token.comma, "','");
  return new ShuffleVectorInst(left, right, parseVector(p));
}

function parsePath(p: ParserState): number[] {
  const path: number[] = [];
  while (p.acceptListComma()) path.push(p.readNumber('an index', 2 ** 32 - 1));
  if (!path.length) p.expected("',' and an index");
  return path;
}

/** The type that a path leads to; an error when it leaves the aggregate. */
function elementAt(p: ParserState, type: Type, path: readonly number[], start: number): Type {
  try {
    return aggregateElementType(type, path);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    p.failAt(start, 1, 'FX1007', `${shorten(type)} has no element ${path.join(', ')}`);
  }
}

function parseExtractValue(p: ParserState): Instruction {
  const start = p.start;
  const aggregate = parseOperand(p);
  const path = parsePath(p);
  elementAt(p, aggregate.type, path, start);
  return new ExtractValueInst(aggregate, path);
}

function parseInsertValue(p: ParserState): Instruction {
  const start = p.start;
  const aggregate = parseOperand(p);
  p.expect(Token.comma, "','");
  const elementStart = p.start;
  const element = parseOperand(p);
  const path = parsePath(p);
  const type = elementAt(p, aggregate.type, path, start);
  if (element.type !== type) {
    const message = `this has type ${shorten(element.type)}, and the element is a ${shorten(type)}`;
    p.failAt(elementStart, 1, 'FX1007', message);
  }
  return new InsertValueInst(aggregate, element, path);
}

function parseVariableArgument(p: ParserState): Instruction {
  const list = parseOperand(p);
  p.expect(Token.comma, "','");
  return new VAArgInst(list, parseValueType(p));
}

/** `landingpad T cleanup catch T value filter T value` */
function parseLandingPad(p: ParserState): Instruction {
  const type = parseValueType(p);
  const cleanup = p.acceptWord('cleanup');
  const clauses: ['catch' | 'filter', Value][] = [];
  while (p.atWord('catch') || p.atWord('filter')) {
    const kind = p.word as 'catch' | 'filter';
    p.next();
    clauses.push([kind, parseOperand(p)]);
  }
  return new LandingPadInst(type, cleanup, clauses);
}

/** `catchpad within %switch [T value, …]`, `cleanuppad within none [T value, …]` */
function parseFuncletPad(p: ParserState, opcode: string): Instruction {
  p.expectWord('within');
  const parent = parseValue(p, tokenType);
  if (parent instanceof BasicBlock) p.fail('FX1007', 'a pad is expected here');
  p.expect(Token.leftBracket, "'['");
  const args: Value[] = [];
  if (p.kind !== Token.rightBracket) {
    do args.push(parseValue(p, parseType(p)));
    while (p.accept(Token.comma));
  }
  p.expect(Token.rightBracket, "']'");
  return new FuncletPadInst(opcode as 'catchpad' | 'cleanuppad', parent, args);
}
