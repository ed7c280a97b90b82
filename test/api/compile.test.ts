import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  CompilerError,
  FluxionError,
  compile,
  type CompiledFunction,
  type Program,
} from '../../src/index.ts';

const source = `
#include <math.h>
#include <stdio.h>
#include "shape.h"
double energy(const double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * x[i]; return s; }
double wave(double amplitude, double phase) { return amplitude * sin(phase); }
float gentle(const float *x, float w, int n) { float s = 0; for (int i = 0; i < n; i++) s += w * x[i]; return s; }
void spring(const double *x, double *force, double k, int n) { for (int i = 0; i < n; i++) force[i] = -k * x[i]; }
void decay(double *x, int n, int steps) { for (int s = 0; s < steps; s++) for (int i = 0; i < n; i++) x[i] *= 0.5; }
double both(const double *x, double *out) { out[0] = x[0] * x[1]; return x[0] + 10 * x[1]; }
int solve(const double *a, double *root) { if (a[0] < 0) return -1; root[0] = sqrt(a[0]); return 0; }
double area(const shape *s, int n) { double a = 0; for (int i = 0; i < n; i++) a += s[i].sides * s[i].width; return a; }
double (*volatile hook)(double);
double hooked(double x) { return hook ? hook(x) : x; }
double by_value(pair p) { return p.a * p.b; }
int count(int n) { return n + 1; }
double loud(double x) { printf("x is %g\\n", x); return x * x; }
double first(const double *x) { return x ? x[0] : -1; }
double toString(double x) { return 3 * x; }
static double hidden(double x) { return x; }
double shows(double x) { return hidden(x); }
double taped(const double *x, int n) { double p = 1; for (int i = 0; i < n; i++) p = sin(p) * exp(x[i]); return p; }
double fails(double x) { if (x < 0) __builtin_trap(); return sqrt(x); }
`;
const header = 'typedef struct { int sides; double width; } shape;\ntypedef struct { double a, b; } pair;\n';

let m: Program;
/** The function of that name, which is there. */
const fn = (name: string): CompiledFunction => m[name]!;
const printed: [string, number][] = [];

beforeAll(async () => {
  m = await compile(
    { 'all.c': source, 'shape.h': header },
    { print: (line, stream) => void printed.push([line, stream]) },
  );
});

describe('values and gradients', () => {
  test('of an array and a count', () => {
    const x = Float64Array.of(1, 2, 3);
    expect(fn('energy')(x, 3)).toBe(14);
    expect(fn('energy').valueAndGrad(x, 3)).toEqual({
      value: 14,
      gradient: [Float64Array.of(2, 4, 6), null],
    });
    expect(fn('energy').grad([1, 2, 3], 2)).toEqual([Float64Array.of(2, 4, 0), null]);
    expect(fn('energy').grad([[1], [2]], 2)).toEqual([[[2], [4]], null]);
  });

  test('of scalars', () => {
    const { value, gradient } = fn('wave').valueAndGrad(2, 0.5);
    expect(value).toBe(2 * Math.sin(0.5));
    expect(gradient).toEqual([expect.closeTo(Math.sin(0.5), 15), expect.closeTo(2 * Math.cos(0.5), 15)]);
  });

  test('in single precision', () => {
    const { value, gradient } = fn('gentle').valueAndGrad(Float32Array.of(1, 2), 0.5, 2);
    expect([value, ...gradient]).toEqual([1.5, Float32Array.of(0.5, 0.5), 3, null]);
  });

  test('of an output array, with a seed', () => {
    const force = new Float64Array(2);
    expect(fn('spring')([1, 2], force, 3, 2)).toBeUndefined();
    expect(force).toEqual(Float64Array.of(-3, -6));
    const { value, gradient } = fn('spring').valueAndGrad([1, 2], [7, 7], 3, 2, { seed: [1, 10] });
    expect(value).toEqual(Float64Array.of(-3, -6));
    expect(gradient).toEqual([Float64Array.of(-3, -30), Float64Array.of(0, 0), -21, null]);
  });

  test('of an array that is overwritten, by its contents before', () => {
    const x = Float64Array.of(8, 16);
    expect(fn('decay').valueAndGrad(x, 2, 3, { seed: { x: [1, 2] } })).toEqual({
      value: Float64Array.of(1, 2),
      gradient: [Float64Array.of(0.125, 0.25), null, null],
    });
    expect(x).toEqual(Float64Array.of(8, 16));
  });

  test('of a result and an output array: seeds for either', () => {
    const at = [[2, 3], [0]] as const;
    expect(fn('both').grad(...at)[0]).toEqual(Float64Array.of(1, 10));
    expect(fn('both').grad(...at, { seed: { return: 0, out: [1] } })[0]).toEqual(Float64Array.of(3, 2));
    expect(fn('both').grad(...at, { seed: { out: [1] } })[0]).toEqual(Float64Array.of(4, 12));
    expect(fn('both').grad(...at, { seed: 2 })[0]).toEqual(Float64Array.of(2, 20));
  });

  test('of a function that returns a status', () => {
    const root = [0];
    expect(fn('solve')([16], root)).toBe(0);
    expect(root).toEqual([4]);
    expect(fn('solve').valueAndGrad([16], [0], { seed: [1] })).toEqual({
      value: 0,
      gradient: [Float64Array.of(0.125), Float64Array.of(0)],
    });
    expect(fn('solve').valueAndGrad([-1], [5], { seed: [1] })).toEqual({
      value: -1,
      gradient: [Float64Array.of(0), Float64Array.of(1)],
    });
  });

  test('of structs with integers among their members', () => {
    expect(fn('area')([[3, 2], [4, 0.5]], 2)).toBe(8); // prettier-ignore
    expect(fn('area').grad([[3, 2], [4, 0.5]], 2)).toEqual([[[null, 3], [null, 4]], null]); // prettier-ignore
  });

  test('with null for a pointer', () => {
    expect(fn('first')(null)).toBe(-1);
    expect(fn('first').grad(null)).toEqual([null]);
    expect(fn('first').grad([5])).toEqual([Float64Array.of(1)]);
  });

  test('under names that JavaScript knows otherwise', () => {
    expect(fn('toString').valueAndGrad(2)).toEqual({ value: 6, gradient: [3] });
  });
});

describe('what does not work says so, and hinders nothing else', () => {
  test('a function that cannot be differentiated can be called', () => {
    expect(fn('hooked')(2)).toBe(2);
    let error: unknown;
    try {
      fn('hooked').grad(2);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FluxionError);
    const [diagnostic] = (error as FluxionError).diagnostics;
    expect(diagnostic!.code).toMatch(/^FX3/);
    expect(diagnostic!.span).toMatchObject({
      file: 'all.c',
      text: 'double hooked(double x) { return hook ? hook(x) : x; }',
    });
  });

  test('a function with parameters that are not supported', () => {
    expect(() => fn('by_value')([1, 2])).toThrow(/^all\.c:\d+:0: by_value: .* \[FX5007\]$/);
    expect(() => fn('by_value').grad([1, 2])).toThrow(/\[FX5007\]$/);
  });

  test('nothing to differentiate', () => {
    expect(fn('count')(1)).toBe(2);
    expect(() => fn('count').grad(1)).toThrow(
      /count gives no floating-point number to differentiate \[FX5009\]$/,
    );
  });

  test('a static function is not there', () => {
    expect(Object.keys(m)).not.toContain('hidden');
    expect(fn('shows').grad(1)).toEqual([1]);
  });

  test('arguments are checked by name', () => {
    expect(() => fn('energy')([1])).toThrow('energy takes 2 arguments (x, n), not 1 [FX5005]');
    expect(() => fn('energy').grad(Float32Array.of(1), 1)).toThrow(
      'x (const double *) takes a Float64Array or an array of numbers, not a Float32Array [FX5006]',
    );
    expect(() => fn('gentle')([1], 1, 0.5)).toThrow('n (int) takes an integer, not 0.5 [FX5006]');
  });

  test('a trap, also in a gradient, and the calls after it', () => {
    expect(() => fn('fails')(-1)).toThrow(/^fails trapped: .*\[FX5008\]$/);
    expect(() => fn('fails').grad(-1)).toThrow(/^fails trapped: .*\[FX5008\]$/);
    expect(fn('fails').valueAndGrad(4)).toEqual({ value: 2, gradient: [0.25] });
  });
});

test('what the program prints goes where it should', () => {
  printed.length = 0;
  expect(fn('loud')(3)).toBe(9);
  expect(printed).toEqual([['x is 3', 1]]);
});

describe('memory does not grow from call to call', () => {
  const original = WebAssembly.Instance;
  afterEach(() => {
    WebAssembly.Instance = original;
  });

  test('in 100,000 gradients with a tape', async () => {
    const instances: WebAssembly.Instance[] = [];
    WebAssembly.Instance = new Proxy(original, {
      construct: (target, args: [WebAssembly.Module, WebAssembly.Imports]) => {
        const instance = new target(...args);
        instances.push(instance);
        return instance;
      },
    });
    const { taped, energy } = await compile(
      { 'all.c': source, 'shape.h': header },
      { functions: ['taped', 'energy'] },
    );
    const x = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i) / 10);
    const expected = taped!.valueAndGrad(x, 20);
    energy!.valueAndGrad(x, 20);
    const memory = instances[0]!.exports['memory'] as WebAssembly.Memory;
    const before = memory.buffer.byteLength;
    const heapBefore = process.memoryUsage().heapUsed;
    for (let i = 0; i < 100_000; i++) {
      taped!.valueAndGrad(x, 20);
      energy!(x, 20);
    }
    expect(memory.buffer.byteLength).toBe(before);
    // A leak of one result per call would be far more than the garbage that may lie about.
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(60e6);
    expect(taped!.valueAndGrad(x, 20)).toEqual(expected);
    expect(instances).toHaveLength(1);
  });
});

describe('compiling', () => {
  test('C++, with overloads under their linkage names', async () => {
    const c = await compile(
      {
        'a.cpp': `#include <vector>
double square(double x) { return x * x; }
double scaled(double x, double by) { return x * by; }
double scaled(double x) { return scaled(x, 2); }
double norm(const double *x, int n) { std::vector<double> v(x, x + n); double s = 0; for (double e : v) s += e * e; return s; }
`,
      },
      { level: 3, std: 'c++20' },
    );
    expect(Object.keys(c).sort()).toEqual(['_Z6scaledd', '_Z6scaleddd', 'norm', 'square']);
    expect(c['square']!.grad(3)).toEqual([6]);
    expect(c['_Z6scaleddd']!.grad(3, 4)).toEqual([4, 3]);
    expect(c['norm']!([3, 4], 2)).toBe(25);
  });

  test('several sources as one program', async () => {
    const p = await compile({
      'a.c': 'double inner(double x);\ndouble outer(double x) { return inner(x) * x; }\n',
      'b.c': 'double inner(double x) { return x * x; }\n',
    });
    expect(p['outer']!.valueAndGrad(2)).toEqual({ value: 8, gradient: [12] });
    expect(p['inner']!.valueAndGrad(3)).toEqual({ value: 9, gradient: [6] });
  });

  test('only what is asked for', async () => {
    const options = { functions: ['wave'], wrt: { wave: ['phase'] } };
    const { wave, ...others } = await compile({ 'all.c': source, 'shape.h': header }, options);
    expect(others).toEqual({});
    expect(wave!.grad(2, 0)).toEqual([null, 2]);
  });

  test('macros', async () => {
    const { f } = await compile(
      { 'f.c': 'double f(double x) { return SCALE * x; }' },
      { defines: ['SCALE=7'] },
    );
    expect(f!.grad(1)).toEqual([7]);
  });

  test('every level gives the same', async () => {
    for (const level of [0, 1, 2, 3] as const) {
      const { taped } = await compile(
        { 'all.c': source, 'shape.h': header },
        { level, functions: ['taped'] },
      );
      const x = [0.1, -0.2, 0.3];
      const { value, gradient } = taped!.valueAndGrad(x, 3);
      const expected = fn('taped').valueAndGrad(x, 3);
      expect(value).toBeCloseTo(expected.value, 14);
      (gradient[0] as Float64Array).forEach((g, i) =>
        expect(g).toBeCloseTo((expected.gradient[0] as Float64Array)[i]!, 14),
      );
    }
  });

  test("errors and warnings are clang's own", async () => {
    const error: unknown = await compile({ 'bad.c': 'double f(void) { return y; }' }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(CompilerError);
    expect((error as CompilerError).stderr).toMatch(/^bad\.c:1:25: error: use of undeclared identifier 'y'/);
    const onWarning = vi.fn();
    await compile({ 'warn.c': 'double f(double x) { x; return x; }' }, { onWarning });
    expect(onWarning).toHaveBeenCalledWith(
      expect.stringContaining('warn.c:1:22: warning: expression result unused'),
    );
  });

  test('unknown functions and parameters', async () => {
    const files = { 'f.c': 'double f(double x, int n) { return x * n; }' };
    await expect(compile(files, { functions: ['g'] })).rejects.toThrow('there is no function g');
    await expect(compile(files, { wrt: { f: ['y'] } })).rejects.toThrow(
      'f has no parameter y; it has x, n [FX5006]',
    );
    await expect(compile(files, { wrt: { g: ['x'] } })).rejects.toThrow('[FX5004]');
    await expect(compile({ 'f.h': '' })).rejects.toThrow('not a C or C++ source: f.h');
    await expect(compile({ 'f.c': 'double then(double x) { return x; }' })).rejects.toThrow('[FX5007]');
  });
});
