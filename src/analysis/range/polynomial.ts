/** A product of variables, each as often as its power says, in ascending order. */
interface Monomial {
  readonly variables: readonly number[];
  readonly factor: bigint;
}

/** More terms or factors than this are not kept track of. */
const maxTerms = 24;
const maxDegree = 4;

/** A polynomial with integer coefficients over numbered variables. Immutable. */
export class Polynomial {
  readonly #terms: ReadonlyMap<string, Monomial>;

  private constructor(terms: ReadonlyMap<string, Monomial>) {
    this.#terms = terms;
  }

  static constant(value: bigint): Polynomial {
    return Polynomial.#sum([{ variables: [], factor: value }]);
  }

  static variable(variable: number): Polynomial {
    return Polynomial.#sum([{ variables: [variable], factor: 1n }]);
  }

  static readonly zero = new Polynomial(new Map());

  static #sum(monomials: Iterable<Monomial>): Polynomial {
    const terms = new Map<string, Monomial>();
    for (const { variables, factor } of monomials) {
      const key = variables.join();
      const sum = (terms.get(key)?.factor ?? 0n) + factor;
      if (sum === 0n) terms.delete(key);
      else terms.set(key, { variables, factor: sum });
    }
    return new Polynomial(terms);
  }

  get terms(): Iterable<Monomial> {
    return this.#terms.values();
  }

  get constantTerm(): bigint {
    return this.#terms.get('')?.factor ?? 0n;
  }

  get isConstant(): boolean {
    return this.#terms.size === 0 || (this.#terms.size === 1 && this.#terms.has(''));
  }

  /** Whether it has become too long to be worth going on with. */
  get isUnwieldy(): boolean {
    if (this.#terms.size > maxTerms) return true;
    for (const { variables } of this.terms) if (variables.length > maxDegree) return true;
    return false;
  }

  get variables(): Set<number> {
    const all = new Set<number>();
    for (const { variables } of this.terms) for (const v of variables) all.add(v);
    return all;
  }

  plus(other: Polynomial): Polynomial {
    return Polynomial.#sum([...this.terms, ...other.terms]);
  }

  minus(other: Polynomial): Polynomial {
    return this.plus(other.scaled(-1n));
  }

  plusConstant(value: bigint): Polynomial {
    return this.plus(Polynomial.constant(value));
  }

  scaled(by: bigint): Polynomial {
    return Polynomial.#sum([...this.terms].map((t) => ({ ...t, factor: t.factor * by })));
  }

  times(other: Polynomial): Polynomial {
    const products: Monomial[] = [];
    for (const a of this.terms) {
      for (const b of other.terms) {
        const variables = [...a.variables, ...b.variables].sort((x, y) => x - y);
        products.push({ variables, factor: a.factor * b.factor });
      }
    }
    return Polynomial.#sum(products);
  }

  /** The coefficients of the powers of a variable, from the power 0 on. */
  coefficientsOf(variable: number): Polynomial[] {
    const powers: Monomial[][] = [[]];
    for (const { variables, factor } of this.terms) {
      const rest = variables.filter((v) => v !== variable);
      const power = variables.length - rest.length;
      while (powers.length <= power) powers.push([]);
      powers[power]!.push({ variables: rest, factor });
    }
    return powers.map((monomials) => Polynomial.#sum(monomials));
  }

  substitute(variable: number, by: Polynomial): Polynomial {
    // Horner's scheme.
    return this.coefficientsOf(variable).reduceRight((sum, c) => sum.times(by).plus(c), Polynomial.zero);
  }

  rename(nameOf: (variable: number) => number): Polynomial {
    return Polynomial.#sum(
      [...this.terms].map(({ variables, factor }) => ({
        variables: variables.map(nameOf).sort((x, y) => x - y),
        factor,
      })),
    );
  }
}
