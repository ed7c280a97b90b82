import { isMathFunction, mathFunctionArity } from './math-function.ts';
import type { Comparison, Expr } from './expr.ts';
import { arithmetic, constant, negate } from './expr.ts';

/**
 * Reads derivative expressions from text.
 *
 *     expr       = sum [ comparison sum '?' expr ':' expr ]
 *     comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
 *     sum        = product { ('+' | '-') product }
 *     product    = unary { ('*' | '/') unary }
 *     unary      = '-' unary | primary
 *     primary    = number | name | name '(' expr { ',' expr } ')' | '(' expr ')'
 *
 * Names are the operands of the rule, `r` (the result), `r0`, `r1`, … (members of a struct result), and the constants
 * below. The texts stand in Fluxion's own tables, so a mistake in one is a bug and throws a plain `Error`.
 */
export function parseExpr(text: string, operands: readonly string[]): Expr {
  return new ExprParser(text, operands).parse();
}

const namedConstants: ReadonlyMap<string, number> = new Map([
  ['PI', Math.PI],
  ['LN2', Math.LN2],
  ['LN10', Math.LN10],
  ['TWO_OVER_SQRT_PI', 2 / Math.sqrt(Math.PI)],
  ['INFINITY', Infinity],
  ['NAN', NaN],
]);

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['==', 'eq'],
  ['!=', 'ne'],
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
]);

const tokenPattern = /\s*(\d+(?:\.\d+)?(?:e[-+]?\d+)?|[A-Za-z_]\w*|[=!<>]=|[-+*/()?:,<>])/y;

class ExprParser {
  readonly #text: string;
  readonly #operands: readonly string[];
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string, operands: readonly string[]) {
    this.#text = text;
    this.#operands = operands;
    this.#tokens = tokenize(text);
  }

  parse(): Expr {
    const expr = this.#expr();
    if (this.#at < this.#tokens.length) this.#fail(`unexpected '${this.#tokens[this.#at]}'`);
    return expr;
  }

  #expr(): Expr {
    const left = this.#sum();
    const comparison = comparisons.get(this.#tokens[this.#at] ?? '');
    if (!comparison) return left;
    this.#at++;
    const right = this.#sum();
    this.#expect('?');
    const ifTrue = this.#expr();
    this.#expect(':');
    const ifFalse = this.#expr();
    return { kind: 'select', comparison, left, right, ifTrue, ifFalse };
  }

  #sum(): Expr {
    let left = this.#product();
    for (;;) {
      if (this.#take('+')) left = arithmetic('add', left, this.#product());
      else if (this.#take('-')) left = arithmetic('sub', left, this.#product());
      else return left;
    }
  }

  #product(): Expr {
    let left = this.#unary();
    for (;;) {
      if (this.#take('*')) left = arithmetic('mul', left, this.#unary());
      else if (this.#take('/')) left = arithmetic('div', left, this.#unary());
      else return left;
    }
  }

  #unary(): Expr {
    return this.#take('-') ? negate(this.#unary()) : this.#primary();
  }

  #primary(): Expr {
    const token = this.#tokens[this.#at++];
    if (token === undefined) this.#fail('unexpected end');
    if (token === '(') {
      const inner = this.#expr();
      this.#expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return constant(Number(token));
    if (!/^[A-Za-z_]/.test(token)) this.#fail(`unexpected '${token}'`);
    return this.#take('(') ? this.#call(token) : this.#name(token);
  }

  #call(name: string): Expr {
    const args = [this.#expr()];
    while (this.#take(',')) args.push(this.#expr());
    this.#expect(')');
    if (!isMathFunction(name)) this.#fail(`unknown function '${name}'`);
    if (mathFunctionArity(name) !== args.length) this.#fail(`wrong number of arguments of '${name}'`);
    return { kind: 'call', name, args };
  }

  #name(name: string): Expr {
    const index = this.#operands.indexOf(name);
    if (index >= 0) return { kind: 'operand', index, integer: isIntegerName(name) };
    const result = /^r(\d*)$/.exec(name);
    if (result) return { kind: 'result', member: result[1] ? Number(result[1]) : undefined };
    const value = namedConstants.get(name);
    if (value === undefined) this.#fail(`unknown name '${name}'`);
    return constant(value);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) this.#fail(`expected '${token}'`);
  }

  #fail(message: string): never {
    throw new Error(`${message} in the derivative '${this.#text}'`);
  }
}

/** Operands named `n`, `m`, … are integers, `p`, `q` pointers; `x`, `y`, `z` floating point. */
export const isIntegerName = (name: string): boolean => name === 'n' || name === 'm';

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const end = text.trimEnd().length;
  while (tokenPattern.lastIndex < end) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match?.[1]) throw new Error(`unexpected character at ${at} of the derivative '${text}'`);
    tokens.push(match[1]);
  }
  return tokens;
}
