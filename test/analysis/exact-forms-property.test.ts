import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalize } from '../../src/passes/canonicalize.ts';
import { parseModule } from '../../src/text/index.ts';
import { FormsCheck } from './exact-forms-check.ts';
import { asParameters, writeNest } from './loop-nest-text.ts';
import { nestCases } from './loop-nests.ts';

it('says of numbers, addresses and counters what they are in random nests of loops', () => {
  const counts = { known: 0, ended: 0 };
  fc.assert(
    fc.property(nestCases, ({ program, runs }) => {
      const text = writeNest(program);
      const fn = parseModule(text).getFunction('f')!;
      canonicalize(fn);
      const check = new FormsCheck(fn);
      counts.known += check.known;
      for (const { base, values } of runs) {
        const args = [base, base, ...asParameters(program, values)];
        const wrong = check.run(args, 3000);
        if (!wrong) continue;
        counts.ended++;
        if (wrong.size > 0) throw new Error(`${[...wrong].join('; ')}, with ${args.join(', ')}\n${text}`);
      }
    }),
    { numRuns: 2500, seed: 1 },
  );
  expect(counts.known).toBeGreaterThan(5000);
  expect(counts.ended).toBeGreaterThan(4000);
});
