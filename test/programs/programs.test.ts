import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkProgram, compareOutcomes, compilePrograms, type Outcome } from './check-program.ts';
import { programs } from './programs.ts';

/** A selection across control flow, memory, calls and types; `programs.all.test.ts` takes all at all levels. */
const quick: ReadonlySet<string> = new Set([
  'aliased_arguments', 'allocating_helpers', 'binary_tree', 'callback_context', 'computed_goto', 'deep_nest', 'early_exits', 'expression_tree', 'fft_recursive', 'free_elsewhere',
  'global_arrays', 'globals_across_calls', 'irreducible', 'kepler', 'lu_pivoting', 'math_functions', 'mixed_precision', 'moved_as_integers', 'mutual_recursion',
  'output_array', 'operation_tables', 'overwritten_input', 'overwritten_places', 'pointers_into_globals', 'quadrature', 'quicksort', 'returned_pointers', 'static_local', 'structs_by_value', 'tridiagonal', 'unsigned_counters',
]); // prettier-ignore

describe('the program corpus', () => {
  const selection = programs.filter((p) => quick.has(p.name));
  const seen: (readonly (readonly Outcome[])[])[] = [];

  it('lists every file once', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((f) => f.endsWith('.c'));
    expect(programs.map((p) => `${p.name}.c`).sort()).toEqual(files.sort());
    expect(selection.length).toBe(quick.size);
  });

  it.each([0, 2] as const)('has right gradients at -O%d', async (level) => {
    const compiled = await compilePrograms(selection, level);
    const checked = selection.map((program) => ({ program, ...checkProgram(program, compiled) }));
    seen.push(checked.map((c) => c.outcomes));
    expect(checked.flatMap(({ program, problems }) => problems.map((p) => `${program.name}: ${p}`))).toEqual(
      [],
    );
  });

  it('has the same gradients at both levels', () => {
    expect(seen.length).toBe(2);
    expect(selection.flatMap((p, i) => compareOutcomes(p, seen[0]![i]!, seen[1]![i]!))).toEqual([]);
  });
});
