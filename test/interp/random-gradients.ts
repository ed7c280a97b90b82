import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkGradient } from './gradient-check.ts';
import { randomProgram } from './random-ast.ts';
import { programText } from './random-lower.ts';

/** Checks the gradients of this many random programs; a failure is shrunk and reported as IR. */
export function testRandomGradients(programs: number, seed: number): void {
  it(`${programs} random programs`, () => {
    const counts = { right: 0, refused: 0, 'too long': 0 };
    const property = fc.property(randomProgram, (program) => {
      counts[checkGradient(program)]++;
    });
    const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: programs, seed });
    if (failed) {
      const { functions: _, ...conditions } = counterexample![0];
      throw new Error(
        `${String(errorInstance)}\n${JSON.stringify(conditions)}\n${programText(counterexample![0])}`,
      );
    }
    // What is left out must stay the exception.
    expect(counts.right).toBeGreaterThan(0.8 * programs);
  });
}
