import { arrayAt, scalarAt, type Argument } from '../example.ts';

/** 1 / (1 + exp(-x)), by the hyperbolic tangent. */
const sigmoid = (x: number): number => 0.5 * (1 + Math.tanh(0.5 * x));

/** Row `index` of a matrix whose rows have the given width. */
const row = (matrix: readonly number[], width: number, index: number): number[] =>
  matrix.slice(index * width, (index + 1) * width);

interface LayerState {
  readonly hidden: number[];
  readonly cell: number[];
}

function advance(params: readonly number[], b: number, state: LayerState, input: number[]): LayerState {
  const affine = (gate: number, v: number[]): number[] =>
    v.map((value, i) => value * row(params, b, gate)[i]! + row(params, b, 4 + gate)[i]!);
  const forget = affine(0, input).map(sigmoid);
  const ingate = affine(1, state.hidden).map(sigmoid);
  const outgate = affine(2, input).map(sigmoid);
  const change = affine(3, state.hidden).map(Math.tanh);
  const cell = state.cell.map((c, i) => c * forget[i]! + ingate[i]! * change[i]!);
  return { cell, hidden: cell.map((c, i) => outgate[i]! * Math.tanh(c)) };
}

/** The sequence loss, with immutable states. */
export function reference(args: readonly Argument[]): number {
  const [mainParams, extra, state] = [arrayAt(args, 0), arrayAt(args, 1), arrayAt(args, 2)];
  const sequence = arrayAt(args, 3);
  const [layers, length, b] = [scalarAt(args, 4), scalarAt(args, 5), scalarAt(args, 6)];
  let states = Array.from({ length: layers }, (_, l) => ({
    hidden: row(state, b, 2 * l),
    cell: row(state, b, 2 * l + 1),
  }));
  const losses: number[] = [];
  for (let t = 1; t < length; t++) {
    let fed = row(sequence, b, t - 1).map((value, i) => value * row(extra, b, 0)[i]!);
    states = states.map((layer, l) => {
      const next = advance(row(mainParams, 8 * b, l), b, layer, fed);
      fed = next.hidden;
      return next;
    });
    const y = fed.map((h, i) => h * row(extra, b, 1)[i]! + row(extra, b, 2)[i]!);
    const normalizer = Math.log(y.reduce((sum, value) => sum + Math.exp(value), 2));
    losses.push(...row(sequence, b, t).map((truth, i) => -truth * (y[i]! - normalizer)));
  }
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
