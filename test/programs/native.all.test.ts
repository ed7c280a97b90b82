import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { isUsual, problemsOf, runNatively } from './native-program.ts';
import { programs } from './programs.ts';

const tools = nativeTools('vectorised programs', 'clang', 'opt');

/** Left out under -ffast-math, with the reason. */
const notFast: Readonly<Record<string, string>> = {
  bit_tricks_exponent: 'clang vectorises the arithmetic on bits with this flag, which is refused (FX3002)',
  magic_rounding: 'rounds by sums that -ffast-math takes apart',
  table_log: 'the same, and looks its table up by bits in vectors, which is refused (FX3002)',
  logsumexp: 'computes with infinities, which -ffast-math promises not to be there',
  pointer_loops: 'clang 22 crashes on the derivative, in its analysis of a loop that it unrolls',
};

/** The corpus as clang optimises it by itself: vectorised, unrolled, with the instructions of a processor of today. */
describe.skipIf(!tools)('gradients of vectorised programs', () => {
  it.each([[['-O2']], [['-O3']], [['-O3', '-ffast-math']]])(
    'agree with central differences at %s',
    (flags) => {
      const problems: Record<string, string[]> = {};
      const isFast = flags.includes('-ffast-math');
      const usual = programs.filter((p) => isUsual(p) && !(isFast && p.name in notFast));
      expect(usual.length).toBeGreaterThan(80);
      for (const program of usual) {
        const outcome = runNatively(tools!, program, [...flags, '-march=x86-64-v3']);
        const found = problemsOf(program, outcome);
        if (found.length) problems[program.name] = found;
      }
      expect(problems).toEqual({});
    },
  );
});
