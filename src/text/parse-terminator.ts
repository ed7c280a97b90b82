import type { BasicBlock, Instruction } from '../ir/index.ts';
import {
  BranchInst,
  CatchReturnInst,
  CatchSwitchInst,
  CleanupReturnInst,
  ConstantInt,
  i1,
  IndirectBrInst,
  ResumeInst,
  ReturnInst,
  SwitchInst,
  tokenType,
  UnreachableInst,
  voidType,
} from '../ir/index.ts';
import { parseCallBr, parseInvoke, parseLabel, parseLabelList } from './parse-call.ts';
import { parseType, shorten } from './parse-type.ts';
import { parseOperand, parseValue } from './parse-value.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/** Words of the instructions that end a block. */
export const terminatorWords: ReadonlySet<string> = new Set(
  'ret br switch indirectbr invoke callbr resume catchswitch catchret cleanupret unreachable'.split(' '),
);

export function parseTerminator(p: ParserState, opcode: string): Instruction {
  switch (opcode) {
    case 'ret':
      return parseReturn(p);
    case 'br':
      return parseBranch(p);
    case 'switch':
      return parseSwitch(p);
    case 'indirectbr':
      return parseIndirectBranch(p);
    case 'invoke':
      return parseInvoke(p);
    case 'callbr':
      return parseCallBr(p);
    case 'resume':
      return new ResumeInst(parseOperand(p));
    case 'catchswitch':
      return parseCatchSwitch(p);
    case 'catchret':
      return parseCatchReturn(p);
    case 'cleanupret':
      return parseCleanupReturn(p);
    default:
      return new UnreachableInst();
  }
}

/** `ret void`, `ret T value` */
function parseReturn(p: ParserState): Instruction {
  const start = p.start;
  const type = parseType(p);
  const { returnType } = p.fn!.fn;
  if (type !== returnType) {
    const message = `this returns ${shorten(type)}, and the function ${shorten(returnType)}`;
    p.failAt(start, 1, 'FX1007', message);
  }
  return type === voidType ? new ReturnInst() : new ReturnInst(parseValue(p, type));
}

/** `br label %to`, `br i1 condition, label %a, label %b` */
function parseBranch(p: ParserState): Instruction {
  if (p.atWord('label')) return BranchInst.unconditional(parseLabel(p));
  const start = p.start;
  const condition = parseOperand(p);
  if (condition.type !== i1) p.failAt(start, 1, 'FX1007', 'the condition of a branch is an i1');
  p.expect(Token.comma, "','");
  const ifTrue = parseLabel(p);
  p.expect(Token.comma, "','");
  return BranchInst.conditional(condition, ifTrue, parseLabel(p));
}

/** `switch T value, label %default [ T constant, label %to … ]` */
function parseSwitch(p: ParserState): Instruction {
  const start = p.start;
  const condition = parseOperand(p);
  if (condition.type.kind !== 'integer') {
    p.failAt(start, 1, 'FX1007', `a switch needs an integer, and this has type ${shorten(condition.type)}`);
  }
  p.expect(Token.comma, "','");
  const otherwise = parseLabel(p);
  p.expect(Token.leftBracket, "'['");
  const cases: [ConstantInt, BasicBlock][] = [];
  while (p.kind !== Token.rightBracket) {
    const at = p.start;
    const value = parseOperand(p);
    if (!(value instanceof ConstantInt) || value.type !== condition.type) {
      p.failAt(at, 1, 'FX1007', `a constant of type ${shorten(condition.type)} is expected here`);
    }
    p.expect(Token.comma, "','");
    cases.push([value, parseLabel(p)]);
  }
  p.next();
  return new SwitchInst(condition, otherwise, cases);
}

function parseIndirectBranch(p: ParserState): Instruction {
  const start = p.start;
  const address = parseOperand(p);
  if (address.type.kind !== 'pointer') p.failAt(start, 1, 'FX1007', 'an indirectbr needs a pointer');
  p.expect(Token.comma, "','");
  return new IndirectBrInst(address, parseLabelList(p));
}

/** `unwind to caller` (undefined) or `unwind label %x` */
function parseUnwind(p: ParserState): BasicBlock | undefined {
  p.expectWord('unwind');
  if (!p.acceptWord('to')) return parseLabel(p);
  p.expectWord('caller');
  return undefined;
}

/** `catchswitch within none [label %a, …] unwind to caller` */
function parseCatchSwitch(p: ParserState): Instruction {
  p.expectWord('within');
  const parent = parseValue(p, tokenType);
  const handlers = parseLabelList(p);
  return new CatchSwitchInst(parent, handlers, parseUnwind(p));
}

/** `catchret from %pad to label %x` */
function parseCatchReturn(p: ParserState): Instruction {
  p.expectWord('from');
  const pad = parseValue(p, tokenType);
  p.expectWord('to');
  return new CatchReturnInst(pad, parseLabel(p));
}

/** `cleanupret from %pad unwind …` */
function parseCleanupReturn(p: ParserState): Instruction {
  p.expectWord('from');
  const pad = parseValue(p, tokenType);
  return new CleanupReturnInst(pad, parseUnwind(p));
}
