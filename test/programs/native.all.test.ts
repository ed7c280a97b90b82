import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { isUsual, problemsOf, runNatively } from './native-program.ts';
import { programs } from './programs.ts';

const tools = nativeTools('vectorised programs', 'clang', 'opt');

/** The corpus as clang optimises it by itself: vectorised, unrolled, with the instructions of a processor of today. */
describe.skipIf(!tools)('gradients of vectorised programs', () => {
  it.each([['-O2'], ['-O3'], ['-O3', '-ffast-math']])(
    'agree with central differences at %s %s',
    (...flags) => {
      const problems: Record<string, string[]> = {};
      const usual = programs.filter(isUsual);
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
