import type { BinaryOpcode, Instruction, Opcode } from '../ir/index.ts';
import type { Partials } from './callee-rule.ts';
import { parseExpr } from './expr-parser.ts';

/** How an instruction is differentiated. */
export type InstructionRule =
  /** By its partial derivatives. */
  | { readonly kind: 'arithmetic'; readonly partials: Partials }
  /** A change of the floating-point kind: linear, the adjoint is converted back. */
  | { readonly kind: 'convert' }
  /** Moves values or pointers, or directs control: the transform knows how. */
  | { readonly kind: 'structural' }
  /** Has no derivative. */
  | {
      readonly kind: 'inactive';
      readonly reason: string;
      /** Only as far as the operands are integers, and not the bits of floating-point values. */
      readonly onlyForIntegers: boolean;
    }
  /** Cannot be differentiated yet: an error when it is active. */
  | { readonly kind: 'unsupported'; readonly reason: string };

/** The rule of an instruction. */
export const instructionRule = (inst: Instruction): InstructionRule => instructionRules[inst.opcode];

export const arithmeticTexts: Readonly<Record<ArithmeticOpcode, readonly string[]>> = {
  fneg: ['-1'],
  fadd: ['1', '1'],
  fsub: ['1', '-1'],
  fmul: ['y', 'x'],
  // Both divide the adjoint by y: one division does for the two.
  fdiv: ['1/y', '-(1/y*r)'],
  // As fmod: r is x - k*y with an integer k.
  frem: ['1', '(r - x)/y'],
};

type ArithmeticOpcode = 'fneg' | (BinaryOpcode & `f${string}`);

const arithmetic = (opcode: ArithmeticOpcode): InstructionRule => ({
  kind: 'arithmetic',
  partials: arithmeticTexts[opcode].map((text) => parseExpr(text, ['x', 'y'])),
});
const convert: InstructionRule = { kind: 'convert' };
const structural: InstructionRule = { kind: 'structural' };
const integer: InstructionRule = { kind: 'inactive', reason: 'an integer operation', onlyForIntegers: true };
const inactive = (reason: string): InstructionRule => ({ kind: 'inactive', reason, onlyForIntegers: false });
const unsupported = (reason: string): InstructionRule => ({ kind: 'unsupported', reason });

const exceptions = unsupported('exception handling');
const atomics = unsupported('an atomic read-modify-write operation');

/** Every opcode: a new one that is forgotten here is a compile error. */
export const instructionRules: { readonly [O in Opcode]: InstructionRule } = {
  fneg: arithmetic('fneg'),
  fadd: arithmetic('fadd'),
  fsub: arithmetic('fsub'),
  fmul: arithmetic('fmul'),
  fdiv: arithmetic('fdiv'),
  frem: arithmetic('frem'),
  fptrunc: convert,
  fpext: convert,

  add: integer,
  sub: integer,
  mul: integer,
  udiv: integer,
  sdiv: integer,
  urem: integer,
  srem: integer,
  shl: integer,
  lshr: integer,
  ashr: integer,
  and: integer,
  or: integer,
  xor: integer,
  trunc: integer,
  zext: integer,
  sext: integer,

  icmp: inactive('the result is a truth value'),
  fcmp: inactive('the result is a truth value'),
  fptoui: inactive('the result is an integer'),
  fptosi: inactive('the result is an integer'),
  uitofp: inactive('the operand is an integer'),
  sitofp: inactive('the operand is an integer'),
  fence: inactive('orders memory accesses'),

  select: structural,
  freeze: structural,
  phi: structural,
  alloca: structural,
  load: structural,
  store: structural,
  getelementptr: structural,
  ptrtoint: structural,
  ptrtoaddr: structural,
  inttoptr: structural,
  bitcast: structural,
  addrspacecast: structural,
  extractelement: structural,
  insertelement: structural,
  shufflevector: structural,
  extractvalue: structural,
  insertvalue: structural,
  call: structural,
  ret: structural,
  br: structural,
  switch: structural,
  unreachable: structural,

  cmpxchg: atomics,
  atomicrmw: atomics,
  va_arg: unsupported('a variable argument'),
  indirectbr: unsupported('a computed goto, before it is made a switch'),
  callbr: unsupported('assembly with jumps'),
  invoke: exceptions,
  landingpad: exceptions,
  resume: exceptions,
  catchswitch: exceptions,
  catchpad: exceptions,
  catchret: exceptions,
  cleanuppad: exceptions,
  cleanupret: exceptions,
};
