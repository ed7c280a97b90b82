import type { FCmpPredicate, ICmpPredicate, Type, Value } from '../ir/index.ts';
import { ConstantExpr, gepResultType, i1, scalarOf, vectorType } from '../ir/index.ts';
import { parseFlags } from './parse-flag.ts';
import { parseType, shorten } from './parse-type.ts';
import { parseOperand } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

export const integerPredicates: ReadonlySet<string> = new Set<ICmpPredicate>([
  'eq', 'ne', 'ugt', 'uge', 'ult', 'ule', 'sgt', 'sge', 'slt', 'sle',
]); // prettier-ignore

export const floatPredicates: ReadonlySet<string> = new Set<FCmpPredicate>([
  'false', 'oeq', 'ogt', 'oge', 'olt', 'ole', 'one', 'ord', 'ueq', 'ugt', 'uge', 'ult', 'ule', 'une', 'uno', 'true',
]); // prettier-ignore

const binary = new Set(
  'add sub mul udiv sdiv urem srem shl lshr ashr and or xor fadd fsub fmul fdiv frem'.split(' '),
);
const casts = new Set(
  'trunc zext sext fptrunc fpext fptoui fptosi uitofp sitofp ptrtoint ptrtoaddr inttoptr bitcast addrspacecast'.split(
    ' ',
  ),
);
const operandCounts: Record<string, number> = {
  fneg: 1,
  select: 3,
  extractelement: 2,
  insertelement: 3,
  shufflevector: 3,
};

/**
 * `opcode flags (operands)`; LLVM 17 and 18 have more opcodes here than later ones. Where no type is demanded the
 * expression tells its own.
 */
export function parseConstantExpression(p: ParserState, type: Type | undefined): Value {
  const start = p.start;
  const opcode = p.word;
  const known =
    opcode === 'getelementptr' ||
    opcode === 'icmp' ||
    opcode === 'fcmp' ||
    casts.has(opcode) ||
    binary.has(opcode) ||
    Object.hasOwn(operandCounts, opcode);
  if (!known) p.expected(type ? `a value of type ${shorten(type)}` : 'a value');
  p.enter();
  p.next();
  const expression =
    opcode === 'getelementptr'
      ? parseElementPointer(p)
      : casts.has(opcode)
        ? parseCast(p, opcode)
        : parseOthers(p, opcode, start);
  p.leave();
  if (type && expression.type !== type) {
    const message = `this ${opcode} has type ${shorten(expression.type)}, and ${shorten(type)} is expected here`;
    p.failAt(start, opcode.length, 'FX1007', message);
  }
  return expression;
}

/** `cast flags (T value to T)` */
function parseCast(p: ParserState, opcode: string): ConstantExpr {
  const flags = parseFlags(p);
  p.expect(Token.leftParen, "'('");
  const operand = parseOperand(p);
  p.expectWord('to');
  const type = parseType(p);
  p.expect(Token.rightParen, "')'");
  return new ConstantExpr(opcode, type, [operand], { flags });
}

/** `getelementptr inbounds inrange(-16, 16) (T, ptr p, indices…)`; LLVM 17 and 18 write `inrange` before an index. */
function parseElementPointer(p: ParserState): ConstantExpr {
  let flags = parseFlags(p);
  let inRange: string | undefined;
  if (p.atWord('inrange')) {
    p.next();
    if (p.kind !== Token.leftParen) p.expected("'('");
    inRange = `inrange(${p.skipParenthesised()})`;
    flags |= parseFlags(p);
  }
  p.expect(Token.leftParen, "'('");
  const sourceType = parseType(p);
  p.expect(Token.comma, "','");
  const at = p.start;
  const operands = [parseOperand(p)];
  let inRangeIndex: number | undefined;
  while (p.accept(Token.comma)) {
    if (p.acceptWord('inrange')) inRangeIndex = operands.length - 1;
    operands.push(parseOperand(p));
  }
  p.expect(Token.rightParen, "')'");
  const [base, ...indices] = operands;
  if (scalarOf(base!.type).kind !== 'pointer')
    p.failAt(at, 1, 'FX1007', 'the base of a getelementptr is a pointer');
  return new ConstantExpr('getelementptr', gepResultType(base!, indices), operands, {
    flags,
    sourceType,
    ...(inRange === undefined ? {} : { inRange }),
    ...(inRangeIndex === undefined ? {} : { inRangeIndex }),
  });
}

function parseOthers(p: ParserState, opcode: string, start: number): ConstantExpr {
  const flags = parseFlags(p);
  const isCompare = opcode === 'icmp' || opcode === 'fcmp';
  const predicate = isCompare
    ? p.acceptWordIn(opcode === 'icmp' ? integerPredicates : floatPredicates)
    : undefined;
  if (isCompare && predicate === undefined) p.expected('a predicate');
  p.expect(Token.leftParen, "'('");
  const operands: Value[] = [];
  do operands.push(parseOperand(p));
  while (p.accept(Token.comma));
  p.expect(Token.rightParen, "')'");
  const count = operandCounts[opcode] ?? 2;
  if (operands.length !== count) {
    p.failAt(
      start,
      opcode.length,
      'FX1007',
      `${opcode} takes ${count} operands, and there are ${operands.length}`,
    );
  }
  checkSameTypes(p, opcode, operands, start);
  const type = resultType(opcode, operands);
  return new ConstantExpr(opcode, type, operands, {
    flags,
    ...(predicate === undefined ? {} : { predicate }),
  });
}

function checkSameTypes(p: ParserState, opcode: string, operands: readonly Value[], start: number): void {
  const [first, second, third] = operands;
  if (opcode === 'extractelement' || opcode === 'insertelement') return;
  const wrong =
    opcode === 'select' ? second!.type !== third!.type : second !== undefined && first!.type !== second.type;
  if (wrong) p.failAt(start, opcode.length, 'FX1007', `the operands of this ${opcode} have different types`);
}

function resultType(opcode: string, operands: readonly Value[]): Type {
  const type = operands[0]!.type;
  switch (opcode) {
    case 'icmp':
    case 'fcmp':
      return type.kind === 'vector' ? vectorType(i1, type.length, type.scalable) : i1;
    case 'select':
      return operands[1]!.type;
    case 'extractelement':
      return scalarOf(type);
    case 'shufflevector': {
      const mask = operands[2]!.type;
      return type.kind === 'vector' && mask.kind === 'vector'
        ? vectorType(type.element, mask.length, mask.scalable)
        : type;
    }
  }
  return type;
}
