/** Operations on values that take an adjoint: arithmetic, and what moves values or their bits. */
import { holdsFloat } from '../../analysis/activity.ts';
import type { FloatingPointType, Instruction, Value } from '../../ir/index.ts';
import { CmpXchgInst, isFloatingPoint, scalarOf, shuffleMask } from '../../ir/index.ts';
import type { Expr } from '../../rules/expr.ts';
import { children, isConstantExpr } from '../../rules/expr.ts';
import type { Partials } from '../../rules/index.ts';
import { instructionRule } from '../../rules/index.ts';
import type { Action, PartialTerm } from '../action.ts';
import { decideBits } from '../bits.ts';
import { isIntegerArithmetic, originOfBits } from '../union-numbers.ts';
import type { DecisionContext } from './context.ts';

export function decideActive(context: DecisionContext, inst: Instruction): Action | undefined {
  switch (inst.opcode) {
    case 'phi':
      return { kind: 'phi' };
    case 'select':
      return { kind: 'select' };
    case 'freeze':
      return { kind: 'move', operand: inst.operand(0) };
    case 'bitcast':
      return decideBitcast(context, inst);
    case 'fpext':
    case 'fptrunc':
      return { kind: 'convert', operand: inst.operand(0) };
    case 'extractvalue':
      // The reverse of a compare-and-exchange takes the adjoint of what memory held.
      if (inst.operand(0) instanceof CmpXchgInst) return undefined;
      return { kind: 'extract-value' };
    case 'insertvalue':
      return { kind: 'insert-value' };
    case 'extractelement':
      return { kind: 'extract-element' };
    case 'insertelement':
      return { kind: 'insert-element' };
    case 'shufflevector': {
      const mask = shuffleMask(inst.operand(2));
      return mask
        ? { kind: 'shuffle', mask }
        : context.unsupported(inst, 'a vector of a length that is not fixed');
    }
    default:
      return decideArithmetic(context, inst);
  }
}

function decideArithmetic(context: DecisionContext, inst: Instruction): Action | undefined {
  const rule = instructionRule(inst);
  if (rule.kind !== 'arithmetic' || !holdsFloat(inst.type)) {
    return (
      decideBitMoves(context, inst) ??
      decideNumber(context, inst) ??
      context.unsupported(inst, 'arithmetic on the bits of a floating-point number')
    );
  }
  const terms = termsOf(context, inst.operands, rule.partials);
  return {
    kind: 'partials',
    operands: inst.operands,
    results: [{ member: undefined, terms }],
    outputs: [],
  };
}

/** The partial derivatives that matter: not zero, and by active operands. */
export function termsOf(
  context: DecisionContext,
  operands: readonly Value[],
  partials: Partials | undefined,
): PartialTerm[] {
  return (partials ?? []).flatMap((partial, i) => {
    const operand = operands[i]!;
    const matters = partial && !isConstantExpr(partial, 0) && context.activity.values.has(operand);
    return matters ? [{ operand, partial, singular: isSingular(partial) }] : [];
  });
}

function isSingular(partial: Expr): boolean {
  return partial.kind === 'div' || partial.kind === 'call' || children(partial).some(isSingular);
}

function decideBitcast(context: DecisionContext, inst: Instruction): Action | undefined {
  const operand = inst.operand(0);
  const kind = carriedKind(context, inst);
  const same = kind !== undefined && kind === carriedKind(context, operand);
  return same ? { kind: 'move', operand } : context.unsupported(inst, 'this reinterpretation of bits');
}

/** The kind of the floats that a scalar or vector is, or carries. */
function carriedKind(context: DecisionContext, value: Value): FloatingPointType | undefined {
  const adjoint = context.activity.adjointType(value);
  const scalar = adjoint && scalarOf(adjoint);
  return scalar && isFloatingPoint(scalar) ? scalar : undefined;
}

function decideBitMoves(context: DecisionContext, inst: Instruction): Action | undefined {
  const kind = carriedKind(context, inst);
  const isActive = (value: Value): boolean => context.activity.values.has(value);
  const sameKind = inst.operands.every((o) => !isActive(o) || carriedKind(context, o) === kind);
  const shares = kind && sameKind ? decideBits(inst, isActive, kind, (v) => carriedKind(context, v) === kind) : undefined; // prettier-ignore
  if (!shares) return undefined;
  const isShift = inst.opcode === 'shl' || inst.opcode === 'lshr';
  return { kind: 'bits', shares, amount: isShift ? inst.operand(1) : undefined };
}

/** Integers that are read from unions are computed with, or become floats. */
function decideNumber(context: DecisionContext, inst: Instruction): Action | undefined {
  const sources = context.lostFractions.numbers.get(inst);
  if (sources) return { kind: 'number', sources };
  const isConversion = inst.opcode === 'sitofp' || inst.opcode === 'uitofp';
  // An exponent, say: constant but for jumps.
  if (isConversion && !context.activity.varied.has(inst.operand(0))) return { kind: 'number', sources: [] };
  if (!isIntegerArithmetic(inst) || inst.type.kind === 'vector') return undefined;
  const { fractions } = context.lostFractions;
  const origin = originOfBits(inst, (v) => fractions.has(v), context.types);
  return origin.isFloat ? undefined : { kind: 'number', sources: undefined };
}
