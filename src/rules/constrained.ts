import type { FunctionType, Type } from '../ir/index.ts';
import { functionType } from '../ir/index.ts';
import type { CalleeRule, InactiveRule } from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';
import { parseExpr } from './expr-parser.ts';
import { arithmeticTexts } from './instruction-rules.ts';
import { findMathIntrinsicRule } from './math-rules.ts';

export const constrainedPrefix = 'llvm.experimental.constrained.';

const inactive = (reason: string): InactiveRule => ({
  kind: 'inactive',
  reason,
  memory: noMemory,
  returns: undefined,
  onlyForIntegers: false,
});

const withoutDerivative: ReadonlyMap<string, CalleeRule> = new Map<string, CalleeRule>([
  ...['fptosi', 'fptoui', 'lrint', 'llrint', 'lround', 'llround'].map(
    (op) => [op, inactive('the result is an integer')] as const,
  ),
  ...['sitofp', 'uitofp'].map((op) => [op, inactive('the operand is an integer')] as const),
  ...['fcmp', 'fcmps'].map((op) => [op, inactive('the result is a truth value')] as const),
]);

/**
 * The rule of an operation that says which rounding mode and which treatment of exceptions it expects (-frounding-math,
 * -ffp-exception-behavior): that of the plain operation. The operands that say so come last, and have no derivative. The primal
 * keeps the operation as it is; the derivative computes with plain ones.
 */
export function findConstrainedRule(name: string, type: FunctionType): CalleeRule | undefined {
  const operation = name.slice(constrainedPrefix.length).split('.', 1)[0]!;
  const { returnType } = type;
  const parameters = type.parameters.filter((p) => !isMetadata(p));
  const known = withoutDerivative.get(operation);
  if (known) return known;
  if (operation === 'fptrunc' || operation === 'fpext') return arithmetic(operation, returnType, ['1']);
  const texts = Object.hasOwn(arithmeticTexts, operation)
    ? arithmeticTexts[operation as keyof typeof arithmeticTexts]
    : undefined;
  if (texts) return arithmetic(operation, returnType, texts);
  return findMathIntrinsicRule(`llvm.${operation}`, functionType(returnType, parameters));
}

const arithmetic = (name: string, type: Type, texts: readonly string[]): CalleeRule => ({
  kind: 'math',
  name,
  type,
  partials: texts.map((text) => parseExpr(text, ['x', 'y'])),
  members: undefined,
  outputs: [],
  memory: noMemory,
});

const isMetadata = (type: Type): boolean => type.kind === 'primitive' && type.name === 'metadata';
