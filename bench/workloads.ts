/** Larger instances of the examples for timing; one evaluation takes between 0.1 and 20 ms. */
import type { Example } from '../test/examples/example.ts';
import {
  ba,
  blackscholes,
  brusselator,
  gmm,
  heat,
  lstm,
  mlp,
  nbody,
  rosenbrock,
} from '../test/examples/instances.ts';

export const workloads: readonly Example[] = [
  rosenbrock('1,000,000 coordinates', 1_000_000),
  gmm('d = 10, k = 25, n = 500', 10, 25, 500, ['alphas', 'means', 'icf']),
  ba('50 cameras, 5,000 points, 30,000 observations', 50, 5_000, 30_000),
  lstm('2 layers of 14, 1,000 vectors', 2, 1_000, 14),
  mlp('200 samples, 64-64-10', 200, 64, 64, 10),
  nbody('32 bodies, 200 steps', 32, 200),
  blackscholes('5,000 positions', 5_000),
  heat('1,000 points, 200 steps', 1_000, 200, 1e-5),
  brusselator('32 x 32, 100 steps', 32, 100, 0.002),
];
