import { arrayAt, scalarAt, type Argument } from '../example.ts';

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function layer(weights: readonly number[], bias: readonly number[], v: readonly number[]): number[] {
  return bias.map((offset, r) => offset + dot(weights.slice(r * v.length, (r + 1) * v.length), v));
}

/** Mean of -log(softmax) plus weight decay, with the softmax written out as probabilities. */
export function reference(args: readonly Argument[]): number {
  const [w1, b1, w2, b2] = [arrayAt(args, 0), arrayAt(args, 1), arrayAt(args, 2), arrayAt(args, 3)];
  const [x, labels, n, inputs] = [arrayAt(args, 4), arrayAt(args, 5), scalarAt(args, 6), scalarAt(args, 7)];
  const l2 = Math.fround(scalarAt(args, 10));
  let logLikelihood = 0;
  for (let sample = 0; sample < n; sample++) {
    const hidden = layer(w1, b1, x.slice(sample * inputs, (sample + 1) * inputs)).map(Math.tanh);
    const odds = layer(w2, b2, hidden).map(Math.exp);
    const total = odds.reduce((sum, value) => sum + value, 0);
    logLikelihood += Math.log(odds[labels[sample]!]! / total);
  }
  return -logLikelihood / n + (l2 / 2) * (dot(w1, w1) + dot(w2, w2));
}
