/** Ten thousand mutants of what clang writes for the corpus, and of the handwritten modules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeTools, runTool } from '../support/native.ts';
import { checkMutant, mutate } from './mutate.ts';

const folder = import.meta.dirname;
const tools = nativeTools('mutants of compiled programs', 'clang', 'clang++');
const handwritten = readdirSync(folder).filter((name) => name.endsWith('.ll'));

const compiled = [
  ['control.c', ['-O2', '-g']],
  ['attributes.c', ['-O0']],
  ['data.c', ['-O1', '-g']],
  ['numbers.c', ['-O0']],
  ['atomics.c', ['-O2']],
  ['assembly.c', ['-O1', '-g']],
  ['classes.cpp', ['-O0', '-g']],
  ['coroutine.cpp', ['-O0']],
] as const;

/** Checks mutants of a text; returns how many were read. */
function checkMutants(text: string, count: number, firstSeed: number): number {
  let read = 0;
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    try {
      if (checkMutant(mutate(text, seed))) read++;
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  return read;
}

describe('mutants of the handwritten modules', () => {
  it.each(handwritten)('%s: 600 mutants', (file) => {
    expect(checkMutants(readFileSync(join(folder, file), 'utf8'), 600, 1000)).toBeGreaterThan(0);
  });
});

describe.skipIf(!tools)('mutants of compiled programs', () => {
  it.each(compiled)('%s %j: 800 mutants', (file, args) => {
    const clang = tools![file.endsWith('.cpp') ? 'clang++' : 'clang'];
    const std = file.endsWith('.cpp') ? '-std=c++20' : '-std=gnu17';
    const text = runTool(clang, [
      '-S',
      '-emit-llvm',
      '-w',
      '-o',
      '-',
      std,
      ...args,
      join(folder, 'corpus', file),
    ]);
    expect(checkMutants(text, 800, 0)).toBeGreaterThan(0);
  });
});
