/** Short texts for values and derivative expressions. */
import type { Value } from '../../../src/ir/index.ts';
import { printValue } from '../../../src/text/index.ts';
import type { Expr } from '../../../src/rules/expr.ts';

/** As an operand, without the type. */
export function nameOf(value: Value): string {
  const text = printValue(value);
  return value.name === undefined ? text.replace(/^\S+ /, '') : text.slice(text.lastIndexOf(' ') + 1);
}

const signs = { add: '+', sub: '-', mul: '*', div: '/' } as const;
const comparisons = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

export function exprText(expr: Expr, operands: readonly Value[]): string {
  const text = (e: Expr): string => exprText(e, operands);
  switch (expr.kind) {
    case 'const':
      return String(expr.value);
    case 'operand':
      return nameOf(operands[expr.index]!);
    case 'result':
      return expr.member === undefined ? 'result' : `result.${expr.member}`;
    case 'neg':
      return `-${text(expr.operand)}`;
    case 'call':
      return `${expr.name}(${expr.args.map(text).join(', ')})`;
    case 'select':
      return `(${text(expr.left)} ${comparisons[expr.comparison]} ${text(expr.right)} ? ${text(expr.ifTrue)} : ${text(expr.ifFalse)})`;
    default:
      return `(${text(expr.left)} ${signs[expr.kind]} ${text(expr.right)})`;
  }
}
