/**
 * Problem instances of any size for the examples: deterministic, and scaled so that the functions are smooth and
 * well conditioned where they are evaluated (a central difference agrees with the derivative to 1e-6).
 */
import type { Example } from './example.ts';

/** A reproducible stream of numbers: Knuth's and Lewis' linear congruential generator modulo 2^32. */
class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Uniform in [low, high). */
  uniform(low = 0, high = 1): number {
    this.state = (Math.imul(1664525, this.state) + 1013904223) >>> 0;
    return low + ((high - low) * this.state) / 2 ** 32;
  }

  /** Bell-shaped about 0 with unit variance, bounded by 3: the sum of three uniform numbers. */
  bell(): number {
    return 2 * (this.uniform() + this.uniform() + this.uniform() - 1.5);
  }

  /** Between 0.4 and 1.2 in magnitude, of either sign: nowhere near zero. */
  bold(): number {
    const magnitude = this.uniform(0.4, 1.2);
    return this.uniform() < 0.5 ? -magnitude : magnitude;
  }

  /** An integer in [0, limit). */
  integer(limit: number): number {
    return Math.floor(this.uniform(0, limit));
  }
}

/** The array f(0), …, f(length - 1). */
function tabulate(length: number, f: (index: number) => number): number[] {
  return Array.from({ length }, (_, index) => f(index));
}

function zeros(length: number): number[] {
  return tabulate(length, () => 0);
}

export function rosenbrock(label: string, n: number): Example {
  const x = tabulate(n, (i) => (i % 2 === 0 ? -1.2 : 1) + 0.1 * Math.sin(i));
  return { label, file: 'rosenbrock.c', function: 'rosenbrock', args: [x, n] };
}

export function gmm(label: string, d: number, k: number, n: number, wrt?: readonly string[]): Example {
  const random = new Random(11);
  const icfSize = (d * (d + 1)) / 2;
  const alphas = tabulate(k, () => random.bell());
  const means = tabulate(k * d, () => 2 * random.bell());
  const icf = tabulate(k * icfSize, () => 0.3 * random.bell());
  const x = tabulate(n * d, () => 2 * random.bell());
  const example = { label, file: 'gmm.c', function: 'gmm', args: [d, k, n, alphas, means, icf, x, 1.2, 2] };
  return wrt ? { ...example, wrt } : example;
}

function camera(random: Random, turned: boolean): number[] {
  const rotation = tabulate(3, () => (turned ? 0.3 * random.bell() : 0));
  const center = [0.5 * random.bell(), 0.5 * random.bell(), -5 + 0.5 * random.bell()];
  const lens = [500 + 20 * random.bell(), 320, 240, 0.1 * random.bell(), 0.05 * random.bell()];
  return [...rotation, ...center, ...lens];
}

/** Camera 0 is turned by exactly nothing if `firstUpright`: the special case of Rodrigues' formula. */
export function ba(label: string, cameras: number, points: number, n: number, firstUpright = false): Example {
  const random = new Random(22);
  const cams = tabulate(cameras, (i) => i).flatMap((i) => camera(random, !(firstUpright && i === 0)));
  const world = tabulate(3 * points, () => random.bell());
  const weights = tabulate(n, () => random.uniform(0.5, 1.5));
  // Every camera and every point is seen at least once if there are enough observations.
  const observations = tabulate(n, (i) => i).flatMap((i) => [i % cameras, i % points]);
  const pixels = tabulate(n, (i) => i).flatMap(() => [320 + 100 * random.bell(), 240 + 100 * random.bell()]);
  const seed = tabulate(3 * n, () => random.bell());
  const args = [cams, world, weights, observations, pixels, n, zeros(3 * n)];
  return { label, file: 'ba.c', function: 'ba', args, output: 'residuals', seed };
}

export function lstm(label: string, layers: number, length: number, b: number, seed = 33): Example {
  const random = new Random(seed);
  const mainParams = tabulate(layers * 8 * b, () => random.bold());
  const extraParams = tabulate(3 * b, () => random.bold());
  const state = tabulate(layers * 2 * b, () => random.bold());
  const sequence = tabulate(length * b, () => random.uniform(0.2, 1));
  const args = [mainParams, extraParams, state, sequence, layers, length, b];
  return { label, file: 'lstm.c', function: 'lstm', args };
}

export function mlp(label: string, n: number, inputs: number, hidden: number, classes: number): Example {
  const random = new Random(44);
  const w1 = tabulate(hidden * inputs, () => random.bell() / Math.sqrt(inputs));
  const b1 = tabulate(hidden, () => 0.3 * random.bell());
  const w2 = tabulate(classes * hidden, () => random.bell() / Math.sqrt(hidden));
  const b2 = tabulate(classes, () => 0.3 * random.bell());
  const x = tabulate(n * inputs, () => random.bell());
  const labels = tabulate(n, () => random.integer(classes));
  // The weight decay is a float: 2^-6 is one exactly.
  const args = [w1, b1, w2, b2, x, labels, n, inputs, hidden, classes, 2 ** -6];
  return { label, file: 'mlp.c', function: 'mlp', args };
}

export function nbody(label: string, n: number, steps: number): Example {
  const random = new Random(55);
  const position = tabulate(3 * n, () => random.bell());
  const velocity = tabulate(3 * n, () => 0.5 * random.bell());
  const mass = tabulate(n, () => random.uniform(0.5, 1.5));
  return {
    label,
    file: 'nbody.c',
    function: 'nbody',
    args: [position, velocity, mass, n, steps, 0.2, 0.5],
  };
}

/** A position whose quote is about what a volatility between 15 % and 35 % gives. */
function position(random: Random, spot: number, rate: number): number[] {
  const expiry = random.uniform(0.25, 2);
  const quoteStrike = spot * random.uniform(0.97, 1.03);
  const forward = spot - quoteStrike * Math.exp(-rate * expiry);
  const spread = spot * random.uniform(0.15, 0.35) * Math.sqrt(expiry);
  const quote = 0.4 * spread + forward / 2 + (0.2 * forward * forward) / spread;
  return [random.uniform(-5, 10), spot * random.uniform(0.8, 1.2), expiry, quote, quoteStrike];
}

export function blackscholes(label: string, n: number): Example {
  const random = new Random(66);
  const spot = 100;
  const rate = 0.03;
  const book = tabulate(n, (i) => i).flatMap(() => position(random, spot, rate));
  const kind = tabulate(n, (i) => i % 3);
  return { label, file: 'blackscholes.c', function: 'blackscholes', args: [spot, rate, book, kind, n] };
}

export function heat(label: string, n: number, steps: number, dt: number, wrt?: readonly string[]): Example {
  const random = new Random(77);
  const u0 = tabulate(n, (i) => Math.sin((3 * (i + 1)) / (n + 1)) + 0.2 * random.bell());
  const kappa = tabulate(n + 1, () => random.uniform(0.5, 1.5));
  const target = tabulate(n, () => random.uniform(-1, 1));
  const args = [u0, kappa, target, 0.5, 1.25, n, steps, dt];
  const example = { label, file: 'heat.c', function: 'heat', args };
  return wrt ? { ...example, wrt } : example;
}

export function brusselator(label: string, n: number, steps: number, dt: number): Example {
  const random = new Random(88);
  const u = tabulate(n * n, (k) => {
    const y = Math.floor(k / n) / n;
    return 22 * y * (1 - y) ** 1.5 + 0.1;
  });
  const v = tabulate(n * n, (k) => {
    const x = (k % n) / n;
    return 27 * x * (1 - x) ** 1.5 + 0.1;
  });
  const seed = tabulate(2 * n * n, () => random.bell());
  return {
    label,
    file: 'brusselator.c',
    function: 'brusselator',
    args: [[...u, ...v], zeros(2 * n * n), n, steps, dt, 3.4, 1, 0.1],
    output: 'state',
    seed,
  };
}
