/**
 * Points at which the examples are checked, two of each and of 2 to 200 active inputs. All are well conditioned:
 * central differences in double precision with a step of
 * cbrt(epsilon) max(1, |x|) are within 1e-6 of every component of the derivative, relative to that component.
 */
import type { Example } from './example.ts';
import { ba, blackscholes, brusselator, gmm, heat, lstm, mlp, nbody, rosenbrock } from './instances.ts';

export type { Argument, Example } from './example.ts';

export const examples: readonly Example[] = [
  { label: 'customary start', file: 'rosenbrock.c', function: 'rosenbrock', args: [[-1.2, 1], 2] },
  rosenbrock('ten dimensions', 10),
  gmm('small', 2, 3, 6),
  gmm('weights, means and covariances only', 4, 5, 20, ['alphas', 'means', 'icf']),
  ba('two cameras', 2, 4, 6),
  ba('one camera not turned', 3, 10, 15, true),
  // Instances 281 and 187 have no component near zero, where a central difference would be all rounding.
  lstm('one layer', 1, 4, 3, 281),
  lstm('two layers', 2, 4, 4, 187),
  mlp('two classes', 4, 3, 4, 2),
  mlp('four classes', 10, 5, 8, 4),
  nbody('three bodies', 3, 10),
  nbody('five bodies', 5, 15),
  blackscholes('one of each kind', 3),
  blackscholes('twenty positions', 20),
  heat('a few steps', 10, 8, 0.01),
  // The initial temperature and the step no longer matter once the rod is steady.
  heat('ends early, steady', 24, 1000, 1, ['kappa', 'target', 'left', 'right']),
  brusselator('before the source', 3, 10, 0.1),
  // 50 steps of 0.023 reach past t = 1.1, where the source sets in.
  brusselator('with the source', 6, 50, 0.023),
];
