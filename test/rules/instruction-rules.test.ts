import { describe, expect, test } from 'vitest';
import {
  BinaryInst,
  CastInst,
  ICmpInst,
  UnaryInst,
  constantFP,
  constantInt,
  doubleType,
  floatType,
  i32,
} from '../../src/ir/index.ts';
import { instructionRule } from '../../src/rules/index.ts';
import { centralDifference, evaluateExpr } from './evaluate.ts';

const one = constantFP(doubleType, 1);
const binary: [BinaryInst['opcode'], (x: number, y: number) => number][] = [
  ['fadd', (x, y) => x + y],
  ['fsub', (x, y) => x - y],
  ['fmul', (x, y) => x * y],
  ['fdiv', (x, y) => x / y],
  ['frem', (x, y) => x % y],
];
const noFunctions = (name: string): never => {
  throw new Error(name);
};

describe('arithmetic instructions', () => {
  test.each(binary)('%s agrees with central differences', (opcode, f) => {
    const rule = instructionRule(new BinaryInst(opcode, one, one));
    if (rule.kind !== 'arithmetic') throw new Error(`${opcode} has partials`);
    for (const [x, y] of [
      [7.3, 2],
      [-0.7, 0.4],
      [3, -1.3],
      [-20.1, 0.7],
    ] as const) {
      const differences = [
        centralDifference((h) => f(x + h, y), 1e-3),
        centralDifference((h) => f(x, y + h), 1e-3),
      ];
      rule.partials.forEach((partial, i) => {
        expect(evaluateExpr(partial!, [x, y], f(x, y), noFunctions)).toBeCloseTo(differences[i]!, 8);
      });
    }
  });

  test('fneg', () => {
    expect(instructionRule(new UnaryInst('fneg', one))).toEqual({
      kind: 'arithmetic',
      partials: [{ kind: 'const', value: -1 }],
    });
  });
});

test('conversions, comparisons and integers', () => {
  expect(instructionRule(new CastInst('fptrunc', one, floatType)).kind).toBe('convert');
  expect(instructionRule(new CastInst('fptosi', one, i32)).kind).toBe('inactive');
  const two = constantInt(i32, 2);
  expect(instructionRule(new ICmpInst('eq', two, two)).kind).toBe('inactive');
  expect(instructionRule(new BinaryInst('xor', two, two))).toMatchObject({ onlyForIntegers: true });
});
