import { beforeAll, describe, expect, test } from 'vitest';
import { parseEntry } from '../../src/rules/math-rules.ts';
import type { MathEntry } from '../../src/rules/math-table.ts';
import { mathTable } from '../../src/rules/math-table.ts';
import type { Partials } from '../../src/rules/index.ts';
import { ruleCases } from './cases.ts';
import { edgePoints } from './edge-points.ts';
import { centralDifference, evaluateExpr } from './evaluate.ts';
import type { Primal, PrimalLibrary } from './primal.ts';
import { isPointerOperand, loadPrimalLibrary, ruleName } from './primal.ts';

let library: PrimalLibrary;
beforeAll(async () => {
  library = await loadPrimalLibrary();
});

const entryOf = (name: string) => mathTable.find((e) => ruleName(e) === name)!;

test('every rule has points, and every case a rule', () => {
  const rules = mathTable.map(ruleName);
  expect(new Set(rules).size).toBe(rules.length);
  expect(ruleCases.map((c) => c.name).sort()).toEqual([...rules].sort());
});

/** What a rule says: partials of a result, a member or an output, with the value they are of. */
interface Derivative {
  readonly label: string;
  readonly partials: Partials;
  readonly value: (primal: Primal) => number;
}

function derivativesOf(name: string): Derivative[] {
  const entry = entryOf(name);
  const rule = parseEntry(entry);
  const result: Derivative = { label: 'result', partials: rule.partials, value: (p) => p.result as number };
  const members = (rule.members ?? []).flatMap((partials, i): Derivative[] =>
    partials ? [{ label: `member ${i}`, partials, value: (p) => (p.result as number[])[i]! }] : [],
  );
  const outputs = rule.outputs.flatMap(({ pointer, partials }): Derivative[] => {
    const operand = entry.operands[pointer]!;
    return partials ? [{ label: `output ${operand}`, partials, value: (p) => p.outputs[operand]! }] : [];
  });
  return [result, ...members, ...outputs];
}

/** Operands with placeholders for the pointers, so that indices are those of the parameters. */
function withPointers(name: string, args: readonly number[]): number[] {
  const rest = [...args];
  return entryOf(name).operands.map((o) => (isPointerOperand(o) ? NaN : rest.shift()!));
}

/** The widest step of the differences: far from the singularities at 1 and -1 that some functions have. */
function stepAt(x: number): number {
  const fromOne = Math.abs(1 - Math.abs(x));
  return Math.min(x === 0 ? 1e-3 : 2e-3 * Math.abs(x), fromOne > 0 ? fromOne / 50 : Infinity);
}

function difference(
  entry: MathEntry,
  args: readonly number[],
  index: number,
  value: Derivative['value'],
): number {
  return centralDifference((offset) => {
    const moved = args.map((a, i) => (i === index ? a + offset : a));
    return value(library.evaluate(entry, moved));
  }, stepAt(args[index]!));
}

describe.each(ruleCases)('$name', ({ name, points }) => {
  test.each(points.map((p) => [p]))('agrees with central differences at %j', (args) => {
    const entry = entryOf(name);
    const primal = library.evaluate(entry, args);
    const all = withPointers(name, args);
    let compared = 0;
    for (const { label, partials, value } of derivativesOf(name)) {
      entry.operands
        .filter((o) => !isPointerOperand(o))
        .forEach((operand, index) => {
          const partial = partials[entry.operands.indexOf(operand)];
          if (!partial) return;
          const got = evaluateExpr(partial, all, primal.result, library.functions);
          const expected = difference(entry, args, index, value);
          const tolerance = 2e-9 * Math.abs(expected) + roundingOf(value(primal), args[index]!);
          expect(Math.abs(got - expected), `${label} by ${operand}: ${got}, ${expected}`).toBeLessThanOrEqual(
            tolerance,
          );
          compared++;
        });
    }
    expect(compared).toBeGreaterThan(0);
  });
});

/** The rounding error of a central difference: some ulps of the value, over the smallest step. */
const roundingOf = (value: number, x: number): number =>
  (8 * Number.EPSILON * Math.abs(value)) / (stepAt(x) / 4);

describe('at edge points', () => {
  test.each(edgePoints)('$name($args) has the derivatives $partials', ({ name, args, partials }) => {
    const entry = entryOf(name);
    const primal = library.evaluate(entry, args);
    const derivative = derivativesOf(name).find((d) => d.partials.some((p) => p))!;
    const found = entry.operands.flatMap((operand, i) => {
      if (isPointerOperand(operand)) return [];
      const partial = derivative.partials[i];
      return partial
        ? [evaluateExpr(partial, withPointers(name, args), primal.result, library.functions)]
        : [null];
    });
    expect(found.length).toBe(partials.length);
    found.forEach((got, i) => expectClose(got, partials[i]!));
  });
});

/** Equal up to a few rounding errors; the sign of zero is no matter. */
function expectClose(got: number | null, expected: number | null): void {
  if (got === null || expected === null || !Number.isFinite(expected) || expected === 0) {
    expect(got === 0 ? 0 : got).toBe(expected === 0 ? 0 : expected);
  } else {
    expect(Math.abs(got / expected - 1)).toBeLessThan(1e-14);
  }
}
