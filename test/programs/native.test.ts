import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { nativePrograms, problemsOf, runNatively } from './native-program.ts';
import { programs } from './programs.ts';

const tools = nativeTools('native programs', 'clang', 'opt');

describe.skipIf(!tools)('native programs', () => {
  it.each(nativePrograms().map((p) => [p.name, p] as const))(
    '%s has right gradients at all levels',
    (_, program) => {
      const problems = ['-O0', '-O1', '-O2', '-O3'].flatMap((level) =>
        problemsOf(program, runNatively(tools!, program, [level])).map((p) => `${level}: ${p}`),
      );
      expect(problems).toEqual([]);
    },
  );

  // `native.all.test.ts` takes the whole corpus.
  it.each(['vectorised_loops', 'vector_types', 'swapped_pointers', 'rk4', 'lu_pivoting', 'nbody_structs'])(
    '%s has right gradients when clang vectorises it',
    (name) => {
      const program = programs.find((p) => p.name === name)!;
      expect(problemsOf(program, runNatively(tools!, program, ['-O3', '-march=x86-64-v3']))).toEqual([]);
    },
  );
});
