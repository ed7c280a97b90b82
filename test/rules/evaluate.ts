import type { Expr } from '../../src/rules/index.ts';
import { compare, compute } from '../../src/rules/index.ts';

/** The functions that derivative expressions call, in double precision. */
export type FunctionTable = (name: string, args: readonly number[]) => number;

/** The value of a derivative expression in double precision. */
export function evaluateExpr(
  expr: Expr,
  operands: readonly number[],
  result: number | readonly number[],
  functions: FunctionTable,
): number {
  const evaluate = (e: Expr): number => evaluateExpr(e, operands, result, functions);
  switch (expr.kind) {
    case 'const':
      return expr.value;
    case 'operand':
      return operands[expr.index]!;
    case 'result':
      return typeof result === 'number' ? result : result[expr.member!]!;
    case 'neg':
      return -evaluate(expr.operand);
    case 'call':
      return functions(expr.name, expr.args.map(evaluate));
    case 'select':
      return compare(expr.comparison, evaluate(expr.left), evaluate(expr.right))
        ? evaluate(expr.ifTrue)
        : evaluate(expr.ifFalse);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
      return compute(expr.kind, evaluate(expr.left), evaluate(expr.right));
  }
}

/**
 * The derivative of f at 0 by central differences of three step widths and Richardson extrapolation: the error is of
 * the order of step^6, and of epsilon/step.
 */
export function centralDifference(f: (offset: number) => number, step: number): number {
  const difference = (h: number): number => (f(h) - f(-h)) / (2 * h);
  const [a, b, c] = [difference(step), difference(step / 2), difference(step / 4)] as const;
  const [ab, bc] = [b + (b - a) / 3, c + (c - b) / 3];
  return bc + (bc - ab) / 15;
}
