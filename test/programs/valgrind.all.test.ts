import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkMemory, hasUsualForm } from './memory-check.ts';
import { programs } from './programs.ts';

/** Programs that do not free what they allocate, whose shadows are left behind with it. */
const leaking: readonly string[] = ['kept_lists'];

/** Programs that cannot be differentiated as native code of clang's, with the reason. */
const refused: Readonly<Record<string, string>> = {
  global_tables: 'at -O2 its table of pointers becomes one of distances (llvm.load.relative, FX3001)',
};

const tools = nativeTools('programs under valgrind', 'clang');
const hasValgrind = spawnSync('valgrind', ['--version']).status === 0;
if (!hasValgrind) console.warn('left out: programs under valgrind (not installed: valgrind)');

const checked = programs.filter((p) => hasUsualForm(p) && !leaking.includes(p.name) && !(p.name in refused));

it('concerns most of the corpus', () => {
  expect(checked.length).toBeGreaterThanOrEqual(30);
  expect(checked.length).toBeGreaterThan(0.8 * programs.length);
});

describe.skipIf(!tools || !hasValgrind)('valgrind finds no invalid access and no byte left behind', () => {
  it.each(checked)('$name', (program) => {
    for (const level of [0, 2] as const) expect(checkMemory(program, level, tools!.clang)).toBe('');
  });
});
