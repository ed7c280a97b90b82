/**
 * Derivatives by central differences, to hold gradients against. Ridders' method: differences for smaller and smaller
 * steps are extrapolated to step zero, and the extrapolation whose neighbours differ least is taken; that difference is
 * the estimate of its error. (C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Advances in
 * Engineering Software 4 (1982), 75-76.)
 */

export interface Difference {
  readonly derivative: number;
  /** Estimate of the error of the extrapolation, absolute. */
  readonly error: number;
  /** Bound on what the rounding of the function's values contributes, absolute. */
  readonly noise: number;
}

export interface DifferenceOptions {
  /** Rounds an input to the precision that the function takes: the identity, or `Math.fround`. */
  readonly round: (x: number) => number;
  /** Absolute rounding error of the function's value. */
  readonly rounding: number;
  /** Relative error that is good enough. */
  readonly tolerance: number;
}

const shrink = 2;
const mostSteps = 18;
/** Columns of the extrapolation: beyond, rounding errors are all that is extrapolated. */
const mostColumns = 6;
/** Rounding errors of a long computation, in units of that of its result. */
const noiseFactor = 16;

/**
 * The derivative of f at x. The first step is a hundredth of x, or of 1 if x is smaller; steps that leave the domain
 * of f (a value is not finite) are passed over. Gives NaN when there is no step for which f is finite.
 */
export function differentiateNumerically(
  f: (x: number) => number,
  x: number,
  { round, rounding, tolerance }: DifferenceOptions,
): Difference {
  let best: Difference = { derivative: NaN, error: Infinity, noise: 0 };
  let previous: number[] = [];
  let step = 0.01 * Math.max(1, Math.abs(x));
  for (let i = 0; i < mostSteps; i++, step /= shrink) {
    const [low, high] = [round(x - step), round(x + step)];
    const width = high - low;
    if (width === 0) break;
    const noise = (2 * noiseFactor * rounding) / width;
    const row = [(f(high) - f(low)) / width];
    if (!Number.isFinite(row[0])) {
      previous = [];
      continue;
    }
    if (Number.isNaN(best.derivative)) best = { derivative: row[0]!, error: Infinity, noise };
    let factor = 1;
    for (let j = 1; j <= Math.min(previous.length, mostColumns); j++) {
      factor *= shrink * shrink;
      row.push((row[j - 1]! * factor - previous[j - 1]!) / (factor - 1));
      const error = Math.max(Math.abs(row[j]! - row[j - 1]!), Math.abs(row[j]! - previous[j - 1]!));
      if (error < best.error) best = { derivative: row[j]!, error, noise };
    }
    previous = row;
    // Two agreeing extrapolations of smooth functions; the rest of the steps could only add rounding.
    if (best.error <= tolerance * Math.abs(best.derivative) && row.length > 2) break;
  }
  return best;
}
