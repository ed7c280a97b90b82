/**
 * Derivative expressions: what a partial derivative is made of. Plain data over the operands and the result of the
 * primal operation; `expr-parser.ts` reads them from text, `emit.ts` turns them into IR.
 */

/** Comparisons with C's meaning: false when an operand is NaN, but `ne`, which is true. */
export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export type Expr =
  | { readonly kind: 'const'; readonly value: number }
  /** An operand of the primal operation by its index; `integer` when it is one. */
  | { readonly kind: 'operand'; readonly index: number; readonly integer: boolean }
  /** The result of the primal operation, or the member of it when it is a struct. */
  | { readonly kind: 'result'; readonly member: number | undefined }
  | { readonly kind: 'neg'; readonly operand: Expr }
  | { readonly kind: ArithmeticKind; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | {
      readonly kind: 'select';
      readonly comparison: Comparison;
      readonly left: Expr;
      readonly right: Expr;
      readonly ifTrue: Expr;
      readonly ifFalse: Expr;
    };

export type ArithmeticKind = 'add' | 'sub' | 'mul' | 'div';

export const constant = (value: number): Expr => ({ kind: 'const', value });

/** The negation, with constants folded. */
export function negate(operand: Expr): Expr {
  if (operand.kind === 'const') return constant(-operand.value);
  if (operand.kind === 'neg') return operand.operand;
  return { kind: 'neg', operand };
}

/** Left and right combined, with constants folded in double precision. */
export function arithmetic(kind: ArithmeticKind, left: Expr, right: Expr): Expr {
  if (left.kind === 'const' && right.kind === 'const')
    return constant(compute(kind, left.value, right.value));
  return { kind, left, right };
}

export function compute(kind: ArithmeticKind, left: number, right: number): number {
  switch (kind) {
    case 'add':
      return left + right;
    case 'sub':
      return left - right;
    case 'mul':
      return left * right;
    case 'div':
      return left / right;
  }
}

export function compare(comparison: Comparison, left: number, right: number): boolean {
  switch (comparison) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
  }
}

/** The direct parts of an expression. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'const':
    case 'operand':
    case 'result':
      return [];
    case 'neg':
      return [expr.operand];
    case 'call':
      return expr.args;
    case 'select':
      return [expr.left, expr.right, expr.ifTrue, expr.ifFalse];
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
      return [expr.left, expr.right];
  }
}

/** The expression with its direct parts replaced. */
export function mapChildren(expr: Expr, map: (part: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'const':
    case 'operand':
    case 'result':
      return expr;
    case 'neg':
      return { ...expr, operand: map(expr.operand) };
    case 'call':
      return { ...expr, args: expr.args.map(map) };
    case 'select': {
      const [left, right] = [map(expr.left), map(expr.right)];
      return { ...expr, left, right, ifTrue: map(expr.ifTrue), ifFalse: map(expr.ifFalse) };
    }
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
      return { ...expr, left: map(expr.left), right: map(expr.right) };
  }
}

function some(expr: Expr, test: (e: Expr) => boolean): boolean {
  return test(expr) || children(expr).some((e) => some(e, test));
}

/** Whether the value of the operand is needed to compute the expression. */
export function usesOperand(expr: Expr, index: number): boolean {
  return some(expr, (e) => e.kind === 'operand' && e.index === index);
}

/** Whether the result of the primal operation (for a struct: any member of it) is needed. */
export function usesResult(expr: Expr): boolean {
  return some(expr, (e) => e.kind === 'result');
}

/** Whether the expression is a constant, and this one if `value` is given. */
export function isConstantExpr(expr: Expr, value?: number): boolean {
  return expr.kind === 'const' && (value === undefined || expr.value === value);
}

/** Whether the value is an integer as it stands: an integer operand, or a sum of such and integral constants. */
export function isIntegerExpr(expr: Expr): boolean {
  switch (expr.kind) {
    case 'operand':
      return expr.integer;
    case 'neg':
      return isIntegerExpr(expr.operand);
    case 'add':
    case 'sub':
      return (
        (isIntegerExpr(expr.left) && isIntegerOrWhole(expr.right)) ||
        (isIntegerExpr(expr.right) && isIntegerOrWhole(expr.left))
      );
    case 'const':
    case 'result':
    case 'mul':
    case 'div':
    case 'call':
    case 'select':
      return false;
  }
}

/** As `isIntegerExpr`, or a constant without a fraction. */
export function isIntegerOrWhole(expr: Expr): boolean {
  return isIntegerExpr(expr) || (expr.kind === 'const' && Number.isInteger(expr.value));
}
