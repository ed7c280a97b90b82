import { describe, expect, test } from 'vitest';
import { differentiateNumerically } from '../../src/cli/differences.ts';

const options = { round: (x: number) => x, rounding: 2 ** -53, tolerance: 1e-8 };
const derivative = (f: (x: number) => number, x: number, more: Partial<typeof options> = {}) =>
  differentiateNumerically(f, x, { ...options, ...more });

describe('central differences', () => {
  test.each([
    ['exp', Math.exp, 1, Math.E],
    ['sin at 0', Math.sin, 0, 1],
    ['a fifth power', (x: number) => x ** 5, 100, 5e8],
    ['log near the edge of its domain', Math.log, 1e-3, 1e3],
    ['log very near the edge', Math.log, 1e-5, 1e5],
    ['sqrt of something large', Math.sqrt, 1e10, 0.5e-5],
    ['a narrow peak', (x: number) => Math.exp(-1e6 * x * x), 1e-3, -2e3 * Math.exp(-1)],
    ['fast oscillation', (x: number) => Math.sin(1000 * x), 0.3, 1000 * Math.cos(300)],
    ['a kink nearby', (x: number) => Math.max(0, x - 0.999), 1, 1],
    ['a constant', () => 7, 3, 0],
  ])('%s', (_, f, x, expected) => {
    const { derivative: found, noise } = derivative(f, x);
    const scale = Math.max(Math.abs(expected), 1e-12);
    expect(Math.abs(found - expected)).toBeLessThan(1e-7 * scale + noise);
    expect(noise).toBeLessThan(1e-6 * scale + 1e-12);
  });

  test('takes the step between numbers that the function can tell apart', () => {
    const f = (x: number) => Math.fround(x) ** 2;
    const { derivative: found } = derivative(f, Math.fround(0.1), { round: Math.fround });
    expect(found).toBeCloseTo(0.2, 7);
  });

  test('is not a number where the function is none', () => {
    expect(derivative(() => NaN, 1).derivative).toBeNaN();
    expect(derivative(Math.log, -1).derivative).toBeNaN();
  });

  test('few evaluations where the function is smooth', () => {
    let count = 0;
    derivative((x) => (count++, Math.sin(x)), 1);
    expect(count).toBeLessThanOrEqual(10);
  });
});
