/** Runs per measurement; the median of an odd number is one of them. */
const runs = 9;
/** A run repeats the function until it has taken this long, so that the clock's grain does not show. */
const leastMilliseconds = 10;

/** The median over several runs of the time that one call takes, after a warm-up. */
export function medianMilliseconds(call: () => unknown): number {
  const warmUp = timeCalls(call, 1);
  const repetitions = Math.max(1, Math.ceil(leastMilliseconds / Math.max(warmUp, 1e-3)));
  timeCalls(call, repetitions);
  const times = Array.from({ length: runs }, () => timeCalls(call, repetitions) / repetitions);
  times.sort((a, b) => a - b);
  return times[(runs - 1) / 2]!;
}

function timeCalls(call: () => unknown, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) call();
  return performance.now() - start;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);
}
