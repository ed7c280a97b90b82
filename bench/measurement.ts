/** What is measured of a kernel, on either platform. */
import { buildNative, type Before } from './native.ts';
import { geometricMean } from './timing.ts';
import { kernels, type Kernel, type Variant } from './kernels.ts';
import { buildWebAssembly } from './webassembly.ts';

/** Milliseconds of one call, a number for each round; `hand` only where there is a gradient written by hand. */
export interface Times {
  readonly primal: readonly number[];
  readonly gradient: readonly number[];
  readonly hand?: readonly number[] | undefined;
}

/** Relative errors of the gradient against differences and against the one written by hand (0 where there is none). */
export interface Check {
  readonly differences: number;
  readonly hand: number;
}

/** A kernel built with its gradient. */
export interface BuiltKernel {
  readonly transformMilliseconds: number;
  time(sizes: readonly number[], rounds: number): Promise<Times>;
  check(sizes: readonly number[]): Promise<Check>;
  tapeBytes(sizes: readonly number[]): Promise<number>;
}

/**
 * Central differences have about half of the digits, a gradient by hand differs by rounding alone. The partial derivative of a
 * logarithm of 10^6 exponentials by the largest is p + (1 - the sum of all p): rounding of the sum is large against p = 10^-6.
 */
export const tolerance: Check = { differences: 1e-6, hand: 1e-7 };

export interface Spread {
  readonly median: number;
  readonly minimum: number;
}

/** Times in milliseconds. */
export interface Measurement {
  readonly platform: Platform;
  readonly name: string;
  readonly label: string;
  readonly sizes: readonly number[];
  readonly primal: Spread;
  readonly gradient: Spread;
  readonly hand: Spread | undefined;
  /** Gradient over primal, and over the gradient written by hand, from the medians. */
  readonly ratio: number;
  readonly overHand: number | undefined;
  readonly tapeBytes: number;
  readonly transformMilliseconds: number;
  readonly check: Check;
  /** With differentiation before all optimisation: the gradient's time, and how many times as long it takes. */
  readonly before: { readonly gradient: Spread; readonly factor: number };
}

export type Platform = 'native' | 'WebAssembly';

export interface Settings {
  readonly platform: Platform;
  /** The native compiler. */
  readonly clang: string;
  /** For what is built. */
  readonly folder: string;
  /** Names of kernels; all if empty. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly onResult: (measurement: Measurement) => void;
}

export async function measureKernels(settings: Settings): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const kernel of kernels) {
    if (settings.only.length > 0 && !settings.only.includes(kernel.name)) continue;
    const after = await build(settings, kernel, 'O2');
    const before = await build(settings, kernel, 'unoptimised');
    for (const variant of kernel.variants) {
      const measurement = await measure(settings, kernel, variant, after, before);
      settings.onResult(measurement);
      measurements.push(measurement);
    }
  }
  return measurements;
}

function build(settings: Settings, { name }: Kernel, before: Before): Promise<BuiltKernel> {
  return settings.platform === 'native'
    ? buildNative(settings.clang, name, before, settings.folder)
    : buildWebAssembly(name, before);
}

async function measure(
  { platform, rounds }: Settings,
  { name }: Kernel,
  { label, sizes }: Variant,
  after: BuiltKernel,
  before: BuiltKernel,
): Promise<Measurement> {
  const check = await checked(name, after, sizes);
  await checked(`${name}, differentiated before optimisation`, before, sizes);
  const times = await after.time(sizes, rounds);
  const slow = spread((await before.time(sizes, rounds)).gradient);
  const [primal, gradient] = [spread(times.primal), spread(times.gradient)];
  const hand = times.hand && spread(times.hand);
  return {
    platform,
    name,
    label,
    sizes,
    primal,
    gradient,
    hand,
    ratio: gradient.median / primal.median,
    overHand: hand && gradient.median / hand.median,
    tapeBytes: await after.tapeBytes(sizes),
    transformMilliseconds: after.transformMilliseconds,
    check,
    before: { gradient: slow, factor: slow.median / gradient.median },
  };
}

/** A fast gradient that is wrong is no result. */
async function checked(name: string, built: BuiltKernel, sizes: readonly number[]): Promise<Check> {
  const check = await built.check(sizes);
  if (!(check.differences <= tolerance.differences && check.hand <= tolerance.hand)) {
    const { differences, hand } = check;
    throw new Error(
      `${name} (${sizes.join()}): wrong gradient; errors ${differences} by differences, ${hand} by hand`,
    );
  }
  return check;
}

function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1]!, minimum: sorted[0]! };
}

export interface Means {
  readonly ratio: number;
  /** From the least times, which other processes disturb least. */
  readonly ratioOfMinima: number;
  readonly overHand: number;
  readonly beforeFactor: number;
}

/** Geometric means over the kernels; a kernel with several sizes counts once for each. */
export function meansOf(measurements: readonly Measurement[]): Means {
  const mean = (of: (m: Measurement) => number | undefined): number =>
    geometricMean(measurements.map(of).filter((value) => value !== undefined));
  return {
    ratio: mean((m) => m.ratio),
    ratioOfMinima: mean((m) => m.gradient.minimum / m.primal.minimum),
    overHand: mean((m) => m.overHand),
    beforeFactor: mean((m) => m.before.factor),
  };
}
