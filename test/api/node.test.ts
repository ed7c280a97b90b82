import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  compile,
  compileFiles,
  createToolchain,
  fileCache,
  type Argument,
  type ValueAndGradient,
} from '../../src/node.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fluxion-node-'));
  await writeFile(path.join(folder, 'cube.h'), 'static inline double square(double x) { return x * x; }\n');
  await writeFile(
    path.join(folder, 'cube.c'),
    '#include "cube.h"\ndouble cube(double x) { return x * square(x); }\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('files with the headers beside them, by their own types', async () => {
  interface Functions {
    cube: { (x: number): number; valueAndGrad(x: number): { value: number; gradient: [x: number] } };
  }
  const { cube } = await compileFiles<Functions>([path.join(folder, 'cube.c')], { cache: false });
  expect(cube(2)).toBe(8);
  expect(cube.valueAndGrad(2)).toEqual({ value: 8, gradient: [12] });
});

test('a file that is not there', async () => {
  await expect(compileFiles([path.join(folder, 'none.c')], { cache: false })).rejects.toThrow(
    /cannot read .*none\.c \[FX5002\]/,
  );
});

test('results are kept: the compiler does not run a second time', async () => {
  const cache = path.join(folder, 'cache');
  const files = { 'a.c': 'double cached(double x) { return x * x * x; }' };
  const results: ValueAndGradient[] = [];
  const runs: number[] = [];
  for (const _ of [1, 2]) {
    let count = 0;
    const toolchain = createToolchain({ cache: fileCache(cache), onProgress: () => void count++ });
    const { cached } = await compile(files, { toolchain });
    const at: Argument = 3;
    results.push(cached!.valueAndGrad(at));
    runs.push(count);
  }
  expect(results).toEqual([
    { value: 27, gradient: [27] },
    { value: 27, gradient: [27] },
  ]);
  expect(runs[0]).toBeGreaterThan(0);
  expect(runs[1]).toBe(0);
  expect(await readdir(cache)).not.toHaveLength(0);
});
