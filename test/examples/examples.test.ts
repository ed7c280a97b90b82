/** Each example: value against an independent implementation, gradient against central differences, at every level. */
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/support.ts';
import { examples } from './points.ts';
import type { Argument, Example } from './example.ts';
import { reference as ba } from './reference/ba.ts';
import { reference as blackscholes } from './reference/blackscholes.ts';
import { reference as brusselator } from './reference/brusselator.ts';
import { reference as gmm } from './reference/gmm.ts';
import { reference as heat } from './reference/heat.ts';
import { reference as lstm } from './reference/lstm.ts';
import { reference as mlp } from './reference/mlp.ts';
import { reference as nbody } from './reference/nbody.ts';
import { reference as rosenbrock } from './reference/rosenbrock.ts';

type Reference = (args: readonly Argument[]) => number | number[];

const references: Record<string, Reference> = {
  ba, blackscholes, brusselator, gmm, heat, lstm, mlp, nbody, rosenbrock,
}; // prettier-ignore

const levels = ['-O0', '-O1', '-O2', '-O3'];

function optionsOf(example: Example, level: string): string[] {
  const seed = example.seed ? ['--seed', JSON.stringify(example.seed)] : [];
  const wrt = example.wrt ? ['--wrt', example.wrt.join(',')] : [];
  const at = ['--at', JSON.stringify(example.args)];
  return [`examples/${example.file}`, example.function, ...at, ...seed, ...wrt, level];
}

function closeTo(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-11 * Math.max(Math.abs(expected), scale));
}

describe.each(levels)('examples at %s', (level) => {
  it.each(examples.map((e) => [e.function, e.label, e] as const))('%s, %s', async (name, _, example) => {
    const check = await runCli(['check', ...optionsOf(example, level)]);
    expect(check.stdout + check.stderr).toContain('all agree');
    expect(check.code).toBe(0);

    const grad = await runCli(['grad', ...optionsOf(example, level), '--json']);
    const { value } = JSON.parse(grad.stdout) as { value: number | number[] };
    const expected = references[name]!(example.args);
    const [actuals, wanted] = [[value].flat(), [expected].flat()];
    expect(actuals.length).toBe(wanted.length);
    const scale = 1e-3 * Math.max(...wanted.map(Math.abs));
    actuals.forEach((actual, i) => closeTo(actual, wanted[i]!, scale));
  });
});
