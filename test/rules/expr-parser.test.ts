import { describe, expect, test } from 'vitest';
import { isConstantExpr, isIntegerExpr, parseExpr, usesOperand, usesResult } from '../../src/rules/index.ts';
import { evaluateExpr } from './evaluate.ts';

const functions = (name: string, args: readonly number[]): number =>
  name === 'hypot' ? Math.hypot(...args) : (Math[name as 'sin'] as (x: number) => number)(args[0]!);
const value = (text: string, x = 3, y = 5): number =>
  evaluateExpr(parseExpr(text, ['x', 'y']), [x, y], 7, functions);

describe('parseExpr', () => {
  test.each<[string, number]>([
    ['1 + 2*x', 7],
    ['x - y - r', -9],
    ['x/y/2', 0.3],
    ['-x*y', -15],
    ['--x', 3],
    ['2.5e-1*y', 1.25],
    ['(x + y)*r', 56],
    ['x < y ? x : y', 3],
    ['x > y ? 1 : x == 3 ? 2 : 4', 2],
    ['x >= y ? 1 : (y != 5 ? 2 : r)', 7],
    ['hypot(x - 0, 4)', 5],
    ['PI*LN2', Math.PI * Math.LN2],
  ])('%s is %d', (text, expected) => expect(value(text)).toBe(expected));

  test.each([
    ['', /unexpected end/],
    ['x +', /unexpected end/],
    ['x y', /unexpected 'y'/],
    ['(x', /expected '\)'/],
    ['q', /unknown name 'q'/],
    ['sinus(x)', /unknown function 'sinus'/],
    ['sin(x, y)', /wrong number of arguments/],
    ['x < y', /expected '\?'/],
    ['x # y', /unexpected character at 1/],
  ])('%s is refused', (text, message) => expect(() => value(text)).toThrow(message));

  test('comparisons with NaN are false, but for !=', () => {
    expect(['==', '<', '<=', '>', '>='].map((o) => value(`x ${o} y ? 1 : 0`, NaN))).toEqual([0, 0, 0, 0, 0]);
    expect(value('x != x ? 1 : 0', NaN)).toBe(1);
  });

  test('constants are folded', () => {
    expect(isConstantExpr(parseExpr('2*3 - 5', []), 1)).toBe(true);
    expect(isConstantExpr(parseExpr('-(1)', []), -1)).toBe(true);
    expect(isConstantExpr(parseExpr('x', ['x']))).toBe(false);
  });
});

test('what an expression uses', () => {
  const expr = parseExpr('x == 0 ? 0 : x*hypot(1, r)', ['x', 'y']);
  expect([usesOperand(expr, 0), usesOperand(expr, 1), usesResult(expr)]).toEqual([true, false, true]);
  expect(usesResult(parseExpr('r1', []))).toBe(true);
  expect(isIntegerExpr(parseExpr('n - 1', ['x', 'n']))).toBe(true);
  expect(isIntegerExpr(parseExpr('x - 1', ['x', 'n']))).toBe(false);
  expect(isIntegerExpr(parseExpr('n*2', ['x', 'n']))).toBe(false);
});
