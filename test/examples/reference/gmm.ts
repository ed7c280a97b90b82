import { arrayAt, scalarAt, type Argument } from '../example.ts';

/** log Gamma(x) for a positive multiple of 1/2, by the recursion down to Gamma(1) or Gamma(1/2). */
function logGammaOfHalves(x: number): number {
  if (x === 1) return 0;
  if (x === 0.5) return 0.5 * Math.log(Math.PI);
  return Math.log(x - 1) + logGammaOfHalves(x - 1);
}

/** The full lower triangular matrix from its packed form: log-diagonal, then columns. */
function unpack(d: number, packed: readonly number[]): number[][] {
  const q = Array.from({ length: d }, () => new Array<number>(d).fill(0));
  for (let i = 0; i < d; i++) q[i]![i] = Math.exp(packed[i]!);
  let next = d;
  for (let column = 0; column < d; column++) {
    for (let row = column + 1; row < d; row++) q[row]![column] = packed[next++]!;
  }
  return q;
}

/** log of the normal density of x with mean mu and precision Q'Q. */
function logDensity(q: readonly number[][], mu: readonly number[], x: readonly number[]): number {
  const d = mu.length;
  const whitened = q.map((row) => row.reduce((sum, entry, i) => sum + entry * (x[i]! - mu[i]!), 0));
  const logDeterminant = Math.log(q.reduce((product, row, i) => product * row[i]!, 1));
  const squared = whitened.reduce((sum, y) => sum + y * y, 0);
  return logDeterminant - 0.5 * squared - 0.5 * d * Math.log(2 * Math.PI);
}

function logWishart(q: readonly number[][], gamma: number, m: number): number {
  const d = q.length;
  const dof = d + m + 1;
  let logGamma = 0.25 * d * (d - 1) * Math.log(Math.PI);
  for (let j = 1; j <= d; j++) logGamma += logGammaOfHalves((dof + 1 - j) / 2);
  const frobenius = q.flat().reduce((sum, entry) => sum + entry * entry, 0);
  const logDeterminant = q.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  const constant = dof * d * Math.log(gamma / Math.SQRT2) - logGamma;
  return 0.5 * gamma * gamma * frobenius - m * logDeterminant - constant;
}

/** The Gaussian mixture with normalised weights and dense matrices, without the log-sum-exp device. */
export function reference(args: readonly Argument[]): number {
  const [d, k, n] = [scalarAt(args, 0), scalarAt(args, 1), scalarAt(args, 2)];
  const [alphas, means, icf, x] = [3, 4, 5, 6].map((i) => arrayAt(args, i)) as [
    number[],
    number[],
    number[],
    number[],
  ];
  const [gamma, m] = [scalarAt(args, 7), scalarAt(args, 8)];
  const size = (d * (d + 1)) / 2;
  const factors = Array.from({ length: k }, (_, j) => unpack(d, icf.slice(j * size, (j + 1) * size)));
  const total = alphas.reduce((sum, alpha) => sum + Math.exp(alpha), 0);

  let result = 0;
  for (let i = 0; i < n; i++) {
    const point = x.slice(i * d, (i + 1) * d);
    const density = factors.reduce((sum, q, j) => {
      const weight = Math.exp(alphas[j]!) / total;
      return sum + weight * Math.exp(logDensity(q, means.slice(j * d, (j + 1) * d), point));
    }, 0);
    result += Math.log(density);
  }
  return result + factors.reduce((sum, q) => sum + logWishart(q, gamma, m), 0);
}
