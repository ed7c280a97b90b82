/**
 * Proves that polynomials are not negative, by putting the bounds of their variables in for the variables, one by one:
 * W. Blume, R. Eigenmann, "The range test: a dependence test for symbolic, non-linear expressions", Supercomputing 1994.
 */
import { Polynomial } from './polynomial.ts';

/** `polynomial / divisor`, with a positive divisor. */
export interface Quotient {
  readonly polynomial: Polynomial;
  readonly divisor: bigint;
}

/** What is known of a variable. All of it holds at the same time, whatever the values of the other variables. */
export interface VariableRange {
  /** Variables of a higher rank are got rid of first: their bounds are made of those of lower rank. */
  readonly rank: number;
  readonly least: bigint | undefined;
  readonly most: bigint | undefined;
  /** It is at least this. */
  readonly lower?: Polynomial | undefined;
  /** It is at most one of these. */
  readonly uppers?: readonly Quotient[] | undefined;
}

/** The most steps for one question. */
const maxSteps = 200;

export class RangeProver {
  readonly #rangeOf: (variable: number) => VariableRange;
  readonly #ranges = new Map<number, VariableRange>();
  #steps = 0;

  constructor(rangeOf: (variable: number) => VariableRange) {
    this.#rangeOf = rangeOf;
  }

  isNonNegative(p: Polynomial): boolean {
    this.#steps = maxSteps;
    return this.#prove(p);
  }

  #range(variable: number): VariableRange {
    let range = this.#ranges.get(variable);
    if (!range) this.#ranges.set(variable, (range = this.#rangeOf(variable)));
    return range;
  }

  #prove(p: Polynomial): boolean {
    if (this.#steps-- <= 0 || p.isUnwieldy) return false;
    const least = this.#least(p);
    if (least !== undefined && least >= 0n) return true;
    if (p.isConstant) return false;
    if (this.#hasNonNegativeTerms(p)) return true;
    const bounded = [...p.variables].filter((v) => this.#range(v).lower ?? this.#range(v).uppers);
    bounded.sort((a, b) => this.#range(b).rank - this.#range(a).rank);
    for (const variable of bounded) {
      const answer = this.#eliminate(p, variable);
      if (answer !== undefined) return answer;
    }
    return false;
  }

  /** Puts a bound in for a variable in which the polynomial grows or falls; undefined if it is not known to do either. */
  #eliminate(p: Polynomial, variable: number): boolean | undefined {
    const { lower, uppers, least } = this.#range(variable);
    const [, slope, ...higher] = p.coefficientsOf(variable);
    if (lower && this.#grows([slope!, ...higher], higher.length > 0 ? least : 0n)) {
      return this.#prove(p.substitute(variable, lower));
    }
    if (!uppers || higher.length > 0 || !this.#prove(slope!.scaled(-1n))) return undefined;
    return uppers.every((upper) => this.#prove(atUpper(p, variable, upper)));
  }

  /** Whether a polynomial with these coefficients of the powers from 1 on grows with its variable, which is at least `least`. */
  #grows(coefficients: readonly Polynomial[], least: bigint | undefined): boolean {
    return least !== undefined && least >= 0n && coefficients.every((c) => this.#prove(c));
  }

  /** By the numbers alone. */
  #least(p: Polynomial): bigint | undefined {
    let sum = 0n;
    for (const { variables, factor } of p.terms) {
      let range: Interval = [factor, factor];
      for (const v of variables) {
        const { least, most } = this.#range(v);
        if (least === undefined || most === undefined) return undefined;
        range = productOf(range, [least, most]);
      }
      sum += range[0];
    }
    return sum;
  }

  /** Whether no term is negative when each variable is written as its least value and what it is above that. */
  #hasNonNegativeTerms(p: Polynomial): boolean {
    let shifted = p;
    for (const v of p.variables) {
      const { least } = this.#range(v);
      if (least === undefined) return false;
      if (least !== 0n) shifted = shifted.substitute(v, Polynomial.variable(v).plusConstant(least));
    }
    return [...shifted.terms].every((t) => t.factor > 0n);
  }
}

/** The polynomial, which is linear in the variable, times the divisor of what is put in for it. */
function atUpper(p: Polynomial, variable: number, { polynomial, divisor }: Quotient): Polynomial {
  const [rest, slope] = p.coefficientsOf(variable);
  return rest!.scaled(divisor).plus(slope!.times(polynomial));
}

type Interval = readonly [bigint, bigint];

function productOf([a, b]: Interval, [c, d]: Interval): Interval {
  const products = [a * c, a * d, b * c, b * d];
  return [products.reduce((x, y) => (x < y ? x : y)), products.reduce((x, y) => (x > y ? x : y))];
}
