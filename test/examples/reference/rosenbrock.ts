import { arrayAt, type Argument } from '../example.ts';

/** The Rosenbrock function, by pairs of neighbours. */
export function reference(args: readonly Argument[]): number {
  const x = arrayAt(args, 0);
  return x
    .slice(1)
    .map((next, i) => 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2)
    .reduce((sum, term) => sum + term, 0);
}
