import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from './support.ts';

const source = `
#include <math.h>
#include <stdio.h>
#include <stdint.h>
typedef struct { double mass; int kind; double charge; } body;
double rosenbrock(const double *x, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; i++) { double v = x[i + 1] - x[i] * x[i]; s += 100 * v * v + (1 - x[i]) * (1 - x[i]); }
  return s; }
double scale(double x, float factor, int times) { return x * factor * times; }
void square(const double *x, double *y, int n) { for (int i = 0; i < n; i++) y[i] = x[i] * x[i]; }
void two(const double *x, double *sum, double *product) { sum[0] = x[0] + x[1]; product[0] = x[0] * x[1]; }
void halve(double *x, int n) { for (int i = 0; i < n; i++) x[i] = x[i] * 0.5; }
double bodies(const body *b, int n) { double s = 0; for (int i = 0; i < n; i++) s += b[i].mass * b[i].kind + b[i].charge; return s; }
double logarithm(double x) { return log(x); }
double sum(const double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += i * x[i]; return s; }
double chatty(double x) { printf("x = %g\\n", x); return 2 * x; }
double crash(double x) { if (x > 0) __builtin_trap(); return x; }
double big(int64_t n, double x) { return x * (double)(n & 1); }
double (*volatile hook)(double);
double hooked(double x) { return hook ? hook(x) : x; }
double defined(double x) { return POWER(x); }
/* Wrong on purpose: its derivative as differences see it is not what the code says. */
double rounded(double x) { return floor(x * 1e4) * 1e-4; }
`;
let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder({
    'f.c': source.replace('POWER(x)', 'x'),
    'macro.c': '#include "power.h"\ndouble defined(double x) { return POWER(x); }\n',
    'point.json': '[[-1.2, 1.0], 2]',
    'warn.c': 'double f(double x) { x; return x; }\n',
  }));
});
afterAll(() => remove());

const cli = (...args: string[]) => runCli(args, { folder });
const grad = (name: string, at: string, ...more: string[]) => cli('grad', 'f.c', name, '--at', at, ...more);

/** The result of `--json`, which must be all there is. */
async function json(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await cli(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}
const gradJson = (name: string, at: string, ...more: string[]) =>
  json('grad', 'f.c', name, '--at', at, ...more);

describe('grad', () => {
  test('prints value and gradients, aligned and named', async () => {
    const { code, stdout, stderr } = await grad('rosenbrock', '[[-1.2, 1.0], 2]');
    expect([code, stderr]).toEqual([0, '']);
    const [value, dx, dn, ...rest] = stdout.split('\n');
    expect(value).toMatch(/^value {2}24\.(2|1999\d+)$/);
    expect(dx).toMatch(/^d\/dx {3}\[-215\.(6|59\d+), -8(8|7\.9\d+)\]$/);
    expect([dn, ...rest]).toEqual(['d/dn   none (int)', '']);
  });

  test('--json has exactly the shape that is promised', async () => {
    const { stdout } = await grad('scale', '[3, 2, 4]', '--json');
    expect(stdout).toBe('{"value": 24, "gradient": [8, 12, null]}\n');
  });

  test.each(['-O0', '-O1', '-O2', '-O3'])('gives the same at %s', async (level) => {
    expect(await gradJson('rosenbrock', '[[-1.2, 1.0], 2]', level)).toEqual({
      value: expect.closeTo(24.2, 12) as number,
      gradient: [[expect.closeTo(-215.6, 11), expect.closeTo(-88, 11)], null],
    });
  });

  test('reads the point from a file', async () => {
    expect(await gradJson('rosenbrock', '@point.json')).toEqual(
      await gradJson('rosenbrock', '[[-1.2, 1.0], 2]'),
    );
  });

  test('arrays in the shape that they were given in, structs by their members', async () => {
    expect(await gradJson('sum', '[[[1, 2], [3, 4]], 4]')).toEqual({ value: 20, gradient: [[[0, 1], [2, 3]], null] }); // prettier-ignore
    expect(await gradJson('bodies', '[[[2, 3, 0.5]], 1]')).toEqual({
      value: 6.5,
      gradient: [[[3, null, 1]], null],
    });
    expect(await gradJson('bodies', '[[2, 3, 0.5], 1]')).toEqual({
      value: 6.5,
      gradient: [[3, null, 1], null],
    });
  });

  test('--wrt limits it', async () => {
    expect(await gradJson('scale', '[3, 2, 4]', '--wrt', 'factor')).toEqual({
      value: 24,
      gradient: [null, 12, null],
    });
    expect(await gradJson('scale', '[3, 2, 4]', '--wrt=factor, x')).toEqual({
      value: 24,
      gradient: [8, 12, null],
    });
    expect(await gradJson('square', '[[3], [0], 1]', '--wrt', 'x', '--seed', '[1]')).toEqual({
      value: [9],
      gradient: [[6], null, null],
    });
  });

  test('--seed for output arrays', async () => {
    const expected = { value: [9, 16], gradient: [[6, 80], [0, 0], null] };
    expect(await gradJson('square', '[[3, 4], [0, 0], 2]', '--seed', '[1, 10]')).toEqual(expected);
    expect(await gradJson('square', '[[3, 4], [0, 0], 2]', '--seed', '{"y": [1, 10]}')).toEqual(expected);
    expect(await gradJson('two', '[[3, 4], [0], [0]]', '--seed', '{"product": [1]}')).toEqual({
      value: [12],
      gradient: [[4, 3], [0], [0]],
    });
    expect(await gradJson('two', '[[3, 4], [0], [0]]', '--seed', '{"product": [1], "sum": [100]}')).toEqual({
      value: { sum: [7], product: [12] },
      gradient: [[104, 103], [0], [0]],
    });
    expect(await gradJson('halve', '[[8], 1]', '--seed', '[1]')).toEqual({
      value: [4],
      gradient: [[0.5], null],
    });
    expect(await gradJson('scale', '[3, 2, 4]', '--seed', '-1')).toEqual({
      value: 24,
      gradient: [-8, -12, null],
    });
  });

  test('numbers that JSON lacks are texts, both ways', async () => {
    expect(await gradJson('logarithm', '[0]')).toEqual({ value: '-Infinity', gradient: ['Infinity'] });
    expect(await gradJson('logarithm', '["NaN"]')).toEqual({ value: 'NaN', gradient: ['NaN'] });
    expect(await gradJson('logarithm', '["Infinity"]')).toEqual({ value: 'Infinity', gradient: [0] });
  });

  test('large integers, exact where an integer is meant', async () => {
    expect(await gradJson('big', '[9007199254740993, 2]')).toEqual({ value: 2, gradient: [null, 1] });
    expect(await gradJson('big', '[9007199254740992, 2]')).toEqual({ value: 0, gradient: [null, 0] });
    expect(await gradJson('logarithm', '[100000000000000000000000]')).toMatchObject({
      value: Math.log(1e23),
    });
  });

  test('long arrays: their ends for people, all of them in JSON', async () => {
    const x = JSON.stringify([Array.from({ length: 30 }, () => 1), 30]);
    const { stdout } = await grad('sum', x);
    expect(stdout).toContain('d/dx   [0, 1, 2, 3, 4, 5, …, 28, 29] (30 entries)\n');
    const { gradient } = (await gradJson('sum', x)) as { gradient: number[][] };
    expect(gradient[0]).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  test('macros and headers', async () => {
    const { folder: headers, remove: removeHeaders } = await temporaryFolder({
      'power.h': '#define POWER(x) (FACTOR * (x) * (x))\n',
    });
    const args = ['grad', 'macro.c', 'defined', '--at', '[3]', '-I', headers, '-DFACTOR=2', '-std=c17'];
    expect(await json(...args)).toEqual({ value: 18, gradient: [12] });
    await removeHeaders();
  });

  test('what the program or clang says goes to standard error', async () => {
    const chatty = await grad('chatty', '[3]', '--json');
    expect(chatty).toEqual({ code: 0, stdout: '{"value": 6, "gradient": [2]}\n', stderr: 'x = 3\n' });
    const { stdout, stderr } = await cli('grad', 'warn.c', 'f', '--at', '[1]', '--json');
    expect(stdout).toBe('{"value": 1, "gradient": [1]}\n');
    expect(stderr).toMatch(/^warn\.c:1:22: warning: expression result unused/);
  });

  test('what cannot be differentiated is shown in the source, with exit code 1', async () => {
    const { code, stdout, stderr } = await grad('hooked', '[1]');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^f\.c:\d+:\d+: error: .* \[FX3\d\d\d\]\n +\d+ \| double hooked\(double x\).*\n +\| +\^/,
    );
  });

  test('a trap is an error of the program', async () => {
    const { code, stdout, stderr } = await grad('crash', '[1]');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: crash trapped: .*\[FX5008\]\n$/);
  });

  test.each([
    ['rosenbrock', '[[1, 2]]', 'rosenbrock takes 2 arguments (x, n), not 1 [FX5005]'],
    ['rosenbrock', '[[1, 2], 2, 3]', 'rosenbrock takes 2 arguments (x, n), not 3 [FX5005]'],
    ['rosenbrock', '[1, 2]', 'x (const double *) takes an array of numbers, not 1 [FX5006]'],
    ['rosenbrock', '[[1, "a"], 2]', 'x[1] (const double *) takes a number, not the string "a" [FX5006]'],
    ['rosenbrock', '[[1, null], 2]', 'x[1] (const double *) takes a number, not null [FX5006]'],
    ['rosenbrock', '[[1, 2], 2.5]', 'n (int) takes an integer, not 2.5 [FX5006]'],
    [
      'rosenbrock',
      '[[1, 2], 3000000000]',
      'n (int) takes an integer from -2147483648 to 2147483647, not 3000000000 [FX5006]',
    ],
    ['rosenbrock', '[[1, 2], {"a": 1}]', 'n (int) takes an integer, not an object [FX5006]'],
    [
      'bodies',
      '[[1, 2], 1]',
      'b (const body *) takes 3 numbers for each element, and 2 is no multiple of it [FX5006]',
    ],
    ['square', '[[1], [0], 1]', 'square returns no floating-point number: give a seed for y [FX5005]'],
    [
      'two',
      '[[3, 4], [0], [0]]',
      'two returns no floating-point number: give a seed for sum or product [FX5005]',
    ],
  ])('%s at %s is refused in one line', async (name, at, message) => {
    expect(await grad(name, at)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
  });

  test('a seed of the wrong length', async () => {
    const { code, stderr } = await grad('square', '[[1], [0], 1]', '--seed', '[1, 2]');
    expect([code, stderr]).toEqual([2, 'error: the seed of y has 2 numbers, the argument has 1 [FX5006]\n']);
  });
});

describe('check', () => {
  const check = (name: string, at: string, ...more: string[]) =>
    cli('check', 'f.c', name, '--at', at, ...more);

  test('agrees on a right gradient, and marks the worst component', async () => {
    const { code, stdout, stderr } = await check('rosenbrock', '[[-1.2, 1.0, 0.5], 3]');
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^component +gradient +differences +error$/);
    expect(lines.slice(1, 4).map((line) => line.slice(0, 4))).toEqual(['x[0]', 'x[1]', 'x[2]']);
    expect(lines.filter((line) => line.endsWith('← worst'))).toHaveLength(1);
    expect(lines[4]).toBe('3 components: all agree to 0.000001');
  });

  test.each([
    ['scale', '[3, 2, 4]', []],
    ['square', '[[3, 4], [0, 0], 2]', ['--seed', '[1, 10]']],
    ['two', '[[3, 4], [0], [0]]', ['--seed', '{"product": [1], "sum": [100]}']],
    ['halve', '[[8, 1], 2]', ['--seed', '[1, 3]']],
    ['bodies', '[[[2, 3, 0.5]], 1]', []],
    ['logarithm', '[1e-3]', ['--rtol', '1e-8']],
    ['logarithm', '[1e12]', []],
  ] as [string, string, string[]][])('agrees on %s at %s', async (name, at, more) => {
    const { code, stdout } = await check(name, at, ...more);
    expect(stdout).toContain('agree to');
    expect(code).toBe(0);
  });

  test('exits with 1 when they differ', async () => {
    const { code, stdout } = await check('rounded', '[0.12345]');
    expect(stdout).toMatch(/^x .*← worst {2}differs$/m);
    expect(stdout).toContain('1 component: 1 differs by more than 0.000001');
    expect(code).toBe(1);
    const { code: same, stdout: text } = await check('rounded', '[0.12345]', '--json');
    expect(same).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      agrees: false,
      rtol: 1e-6,
      worst: 'x',
      components: [{ name: 'x', gradient: 0 }],
    });
  });
});

describe('diff', () => {
  const ir = (body: string) => `target triple = "x86_64-unknown-linux-gnu"\n\n${body}`;
  const plain = ir('define double @f(double %x) {\n  %y = fmul double %x, %x\n  ret double %y\n}\n');
  const request = `${plain}
declare double @__enzyme_autodiff(...)

define double @df(double %x) {
  %d = call double (...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %d
}
`;
  const diff = (input: string | Uint8Array, ...args: string[]) =>
    runCli(['diff', ...args], { folder, stdin: input });

  test('passes a module without requests through', async () => {
    const first = await diff(plain, '-', '-o', '-');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('fmul double %x, %x');
    expect(await diff(first.stdout, '-', '-o', '-')).toEqual(first);
  });

  test('lowers a request, to a file', async () => {
    const { code, stdout, stderr } = await diff(request, '-', '-o', 'out.ll');
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const text = await readFile(path.join(folder, 'out.ll'), 'utf8');
    expect(text).not.toMatch(/call .*@__enzyme_autodiff/);
    expect(text).toContain('define double @df(double %x)');
  });

  test('malformed IR is shown with its line, and nothing is written', async () => {
    const { code, stdout, stderr } = await diff(plain.replace('fmul double', 'fmull double'), '-', '-o', '-');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^<stdin>:4:8: error: .*\[FX1\d\d\d\]\n +4 \| .*fmull.*\n +\| +\^/);
  });

  test('an empty input and bitcode are refused', async () => {
    expect(await diff('', '-', '-o', '-')).toMatchObject({ code: 1, stdout: '' });
    const { code, stderr } = await diff(Uint8Array.of(0x42, 0x43, 0xc0, 0xde), '-', '-o', '-');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: - is LLVM bitcode, not text; .*\n$/)]);
    expect(await diff(Uint8Array.of(0x7f, 0x45, 0, 0), '-', '-o', '-')).toMatchObject({ code: 2 });
  });

  test('a result that cannot be written', async () => {
    const { code, stderr } = await diff(plain, '-', '-o', 'nowhere/out.ll');
    expect([code, stderr]).toEqual([
      2,
      'error: cannot write nowhere/out.ll: no such file or directory [FX5012]\n',
    ]);
  });
});
