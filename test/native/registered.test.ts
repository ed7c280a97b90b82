/** What a program registers survives the optimisation before the differentiation, and the link. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite } from './support.ts';

const isReady = haveTools('registered derivatives', 'clang-22', 'llvm-config-22', 'ld.lld-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('registered derivatives', () => {
  const { fluxion, run, work } = suite!;
  const program = fileURLToPath(new URL('../programs/requests/registered.c', import.meta.url));

  test.each([['-O0'], ['-O2'], ['-O2', '-flto']])('in clang %s %s', async (...flags) => {
    const out = path.join(work, `registered${flags.join('')}`);
    expectSuccess(await fluxion(['clang', ...flags.filter(Boolean), program, '-o', out, '-lm']));
    const pairs = expectSuccess(await run(out, []))
      .stdout.trim()
      .split('\n')
      .map((line) => line.split(' ').slice(1).map(Number) as [number, number]);
    expect(pairs.length).toBeGreaterThan(15);
    expect(pairs.filter(([given, expected]) => Math.abs(given - expected) > 1e-9)).toEqual([]);
  });
});
