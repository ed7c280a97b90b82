import { describe, expect, it } from 'vitest';
import { checkProgram, compareOutcomes, compilePrograms, type Outcome } from './check-program.ts';
import { programs } from './programs.ts';

describe('gradients of all programs', () => {
  const byLevel = new Map<number, Map<string, readonly Outcome[]>>();

  it.each([0, 1, 2, 3] as const)('agree with central differences at -O%d', async (level) => {
    const compiled = await compilePrograms(programs, level);
    const all = new Map<string, readonly Outcome[]>();
    const problems: Record<string, string[]> = {};
    for (const program of programs) {
      const checked = checkProgram(program, compiled);
      all.set(program.name, checked.outcomes);
      if (checked.problems.length) problems[program.name] = checked.problems;
    }
    byLevel.set(level, all);
    expect(problems).toEqual({});
  });

  it('are the same at all levels', () => {
    expect(byLevel.size).toBe(4);
    const [first, ...others] = [...byLevel.values()];
    const problems = programs.flatMap((program) =>
      others.flatMap((other, i) =>
        compareOutcomes(program, first!.get(program.name)!, other.get(program.name)!).map(
          (p) => `${program.name}, -O0 and -O${i + 1}: ${p}`,
        ),
      ),
    );
    expect(problems).toEqual([]);
  });
});
