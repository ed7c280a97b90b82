/** What the plugin costs where nothing is to be differentiated, and what is handed over where something is. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite } from './support.ts';

const isReady = haveTools('the cost of the plugin', 'clang-22', 'ld.lld-22', 'llvm-config-22', 'bash');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('the plugin', () => {
  const { fluxion, run, plugin, work } = suite!;

  test(
    'costs under 20 ms and starts no process in a module without requests',
    { timeout: 300_000 },
    async () => {
      const functions = Array.from(
        { length: 50 },
        (_, i) =>
          `double f${i}(double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * ${i}; return s; }`,
      );
      await writeFile(path.join(work, 'plain.c'), functions.join('\n'));
      const flag = `-fpass-plugin=${await plugin(22)}`;
      // Processor time of the compiler, which other processes do not change.
      const seconds = async (...flags: string[]): Promise<number> => {
        const script = 'TIMEFORMAT="%U %S"; time clang-22 -O1 "$@" -c plain.c -o plain.o';
        const environment = { FLUXION_NODE: '/no/node' };
        const { stderr } = expectSuccess(
          await run('bash', ['-c', script, 'bash', ...flags], { folder: work, environment }),
        );
        return stderr
          .trim()
          .split(' ')
          .map(Number)
          .reduce((a, b) => a + b);
      };
      const without: number[] = [];
      const withPlugin: number[] = [];
      for (let i = 0; i < 7; i++) {
        without.push(await seconds());
        withPlugin.push(await seconds(flag));
      }
      expect(Math.min(...withPlugin) - Math.min(...without)).toBeLessThan(0.02);
    },
  );

  test('hands over what requests can reach, and no more', async () => {
    const folder = path.join(work, 'reach');
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'reach.c'),
      `#include <stdio.h>
      double __enzyme_autodiff(void *, ...);
      typedef double (*function)(double);
      int used_by_main(int x) { return printf("%d", x); }
      double of_another_type(float x) { return x; }
      double pointed_to(double x) { return x * x; }
      double called(double x) { return 2 * x; }
      double global = 3;
      function table[] = {pointed_to, (function)(void *)of_another_type};
      double asked(function f, double x) { return f(called(x)) * global; }
      double caller(function f, double x) { used_by_main(3); return __enzyme_autodiff((void *)asked, f, x); }
      double other(double x) { return caller(pointed_to, x) + used_by_main(1); }`,
    );
    const node = path.join(folder, 'node');
    await writeFile(node, '#!/bin/sh\ncat > handed.ll\nexit 1\n');
    await chmod(node, 0o755);
    await fluxion(['clang', '-O0', '-c', 'reach.c'], { folder, environment: { FLUXION_NODE: node } });
    const handed = await readFile(path.join(folder, 'handed.ll'), 'utf8');
    const names = (pattern: RegExp) => [...handed.matchAll(pattern)].map(([, name]) => name).sort();
    expect(names(/^define .*?@(\w+)\(/gm)).toEqual(['asked', 'called', 'caller', 'pointed_to']);
    // The table says where calls find its functions; those of another type come without their bodies.
    expect(names(/^declare .*?@(used_by_main|other|of_another_type)\(/gm)).toEqual([
      'of_another_type',
      'used_by_main',
    ]);
    expect(names(/^@(global|table|fluxion\.taken) = .*(?:3\.0|@pointed_to)/gm)).toEqual([
      'fluxion.taken',
      'global',
      'table',
    ]);
  });

  test.each([
    ['-O0', '-c'],
    ['-O2', '-c'],
    ['-O2', '-flto'],
    ['-O3', '-flto=thin', '-c'],
  ])('functions with registered derivatives are still called: %s %s', async (...flags) => {
    const folder = path.join(work, `registered${flags.join('')}`);
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'registered.c'),
      `double __enzyme_autodiff(void *, ...);
      static inline __attribute__((always_inline)) double quick(double x) { return x * x; }
      static double small(double x) { return x + 1; }
      static double augmented(double x, void *tape) { return x * x; }
      static void reverse(double x, double *dx) {}
      void *__enzyme_register_gradient_quick[] = {(void *)quick, (void *)augmented, (void *)reverse};
      void *__enzyme_register_gradient_small[] = {(void *)small, (void *)augmented, (void *)reverse};
      double asked(double x) { return quick(x) + small(x); }
      int main(void) { return __enzyme_autodiff((void *)asked, 1.0); }`,
    );
    const node = path.join(folder, 'node');
    await writeFile(node, '#!/bin/sh\ncat > handed.ll\nexit 1\n');
    await chmod(node, 0o755);
    await fluxion(['clang', ...flags, 'registered.c'], { folder, environment: { FLUXION_NODE: node } });
    const handed = await readFile(path.join(folder, 'handed.ll'), 'utf8');
    const asked = /^define .*@asked\([^]*?^}/m.exec(handed)![0];
    expect([...asked.matchAll(/call .*@(\w+)\(/g)].map(([, name]) => name)).toEqual(['quick', 'small']);
  });
});
