/** The benchmark's kernels: C files with marker calls in them, which any tool of the convention can compile. */
import path from 'node:path';

export interface Kernel {
  /** What `--only` takes, and the file's name without `.c`. */
  readonly name: string;
  readonly variants: readonly Variant[];
  /** Sizes at which all partial derivatives can be held against differences. */
  readonly small: readonly number[];
}

export interface Variant {
  readonly label: string;
  readonly sizes: readonly number[];
}

/** The benchmark's folder, whether this is the source there or the bundle in its `dist`. */
const here = import.meta.dirname;
const benchFolder = path.basename(here) === 'dist' ? path.dirname(here) : here;
export const kernelFolder = path.join(benchFolder, 'kernels');

export const kernels: readonly Kernel[] = [
  kernel('gmm', [3, 4, 7], ['d = 2, k = 5, n = 10,000', 2, 5, 10_000], ['d = 10, k = 25, n = 1,000', 10, 25, 1_000], ['d = 64, k = 25, n = 1,000', 64, 25, 1_000]),
  kernel('ba', [3, 5, 11], ['31,843 observations, full Jacobian', 49, 7_776, 31_843]),
  kernel('lstm', [2, 5, 6], ['2 layers of 14, 1,024 vectors', 2, 14, 1_024], ['4 layers of 14, 1,024 vectors', 4, 14, 1_024]),
  kernel('articulated', [20, 9], ['22 bones, 544 vertices, 200 points', 544, 200]),
  kernel('fft', [16], ['recursive, 2^18', 1 << 18]),
  kernel('brusselator', [5], ['32 x 32', 32]),
  kernel('mlp', [4, 3, 5, 3], ['200 samples, 64-64-64-10', 200, 64, 64, 10]),
  kernel('nbody', [4, 5], ['64 bodies, 100 steps', 64, 100]),
  kernel('logsumexp', [9], ['10^6 numbers', 1_000_000]),
  kernel('sparse', [5, 2, 3], ['20,000 rows of 16, times 8 columns', 20_000, 16, 8]),
  kernel('cholesky', [6], ['250 rows', 250]),
  kernel('tree', [4], ['16 levels', 16]),
]; // prettier-ignore

function kernel(name: string, small: number[], ...variants: [label: string, ...sizes: number[]][]): Kernel {
  return { name, small, variants: variants.map(([label, ...sizes]) => ({ label, sizes })) };
}
