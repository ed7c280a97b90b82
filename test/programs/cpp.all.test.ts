import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkCpp, compareCpp } from './check-cpp.ts';
import { cppPrograms } from './cpp-programs.ts';

const tools = nativeTools('C++ programs at all levels', 'clang++', 'opt');

describe.skipIf(!tools)('C++ programs at all levels', () => {
  it.each(cppPrograms)('$name has right gradients, and the same at each level', (program) => {
    const outcomes = ([0, 1, 2, 3] as const).map((level) => checkCpp(program, level, tools!));
    const [first, ...others] = outcomes;
    const problems = outcomes.flatMap((outcome) => outcome.problems);
    expect([...problems, ...others.flatMap((other) => compareCpp(first!, other))]).toEqual([]);
  });
});
