/** Tests that C++ programs have right gradients, and the same ones at each level of optimisation. */
import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkCpp, compareCpp } from './check-cpp.ts';
import type { CppProgram } from './cpp-programs.ts';

export function describeAtAllLevels(title: string, programs: readonly CppProgram[]): void {
  const tools = nativeTools(title, 'clang++', 'opt');
  describe.skipIf(!tools)(title, () => {
    it.each(programs)('$name has right gradients, and the same at each level', (program) => {
      const outcomes = ([0, 1, 2, 3] as const).map((level) => checkCpp(program, level, tools!));
      if (program.strings)
        outcomes.push(checkCpp(program, 0, tools!, 'c++17'), checkCpp(program, 2, tools!, 'c++17'));
      const [first, ...others] = outcomes;
      const problems = outcomes.flatMap((outcome) => outcome.problems);
      expect([...problems, ...others.flatMap((other) => compareCpp(first!, other))]).toEqual([]);
    });
  });
}
