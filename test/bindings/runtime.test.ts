import { beforeAll, describe, expect, test } from 'vitest';
import type {
  ArrayParameter,
  FunctionLayout,
  ScalarKind,
  ScalarParameter,
} from '../../src/bindings/layout.ts';
import { sizeOfKind } from '../../src/bindings/layout.ts';
import { bindFunctions } from '../../src/bindings/runtime.ts';
import type { CompiledFunction, RuntimeHost } from '../../src/bindings/runtime/types.ts';
import { fail } from '../../src/diagnostics/index.ts';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';

/**
 * The runtime alone: the functions and their gradient entries are written in C by hand, so that nothing here depends on
 * debug info or on the differentiation.
 */
const source = `
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
typedef struct { double a; int k; float b; } mixed;

double dot(const double *x, const double *y, int n) {
  double s = 0; for (int i = 0; i < n; i++) s += x[i] * y[i]; return s; }
void dot_grad(const double *x, double *dx, const double *y, double *dy, int n, double seed, double *out) {
  double s = 0;
  for (int i = 0; i < n; i++) { s += x[i] * y[i]; dx[i] += seed * y[i]; dy[i] += seed * x[i]; }
  out[0] = s; }

double power(double x, float y) { return pow(x, y); }
void power_grad(double x, float y, double seed, double *out) {
  out[0] = pow(x, y); out[1] = seed * y * pow(x, y - 1); out[2] = seed * log(x) * pow(x, y); }

void scale(double *x, double by, int n) { for (int i = 0; i < n; i++) x[i] *= by; }
void scale_grad(double *x, double *dx, double by, int n, double *out) {
  double dby = 0;
  for (int i = 0; i < n; i++) { dby += dx[i] * x[i]; dx[i] *= by; x[i] *= by; }
  out[0] = dby; }

double weigh(const mixed *m, int n) { double s = 0; for (int i = 0; i < n; i++) s += m[i].a * m[i].k + m[i].b; return s; }
void weigh_grad(const mixed *m, mixed *dm, int n, double seed, double *out) {
  out[0] = weigh(m, n);
  for (int i = 0; i < n; i++) { dm[i].a += seed * m[i].k; dm[i].b += seed; } }

void fill(mixed *m, int n) { for (int i = 0; i < n; i++) m[i] = (mixed){i + 0.5, 10 * i, i + 0.25f}; }
void single(const float *x, float *y, int n) { for (int i = 0; i < n; i++) y[i] = 2 * x[i]; }
double tail(int n, const double *x, int k, const double *y) { return x[n - 1] + y[k - 1]; }
void tail_grad(int n, const double *x, double *dx, int k, const double *y, double *dy, double seed, double *out) {
  out[0] = tail(n, x, k, y); dx[n - 1] += seed; dy[k - 1] += seed; }
unsigned char low_byte(unsigned x) { return x; }
int8_t negate(int8_t x) { return -x; }
unsigned all_ones(void) { return ~0u; }
uint64_t times_two(uint64_t x) { return 2 * x; }
int64_t sum_longs(const int64_t *x, int n) { int64_t s = 0; for (int i = 0; i < n; i++) s += x[i]; return s; }
bool both(bool a, bool b) { return a && b; }
int count_true(const bool *b, int n) { int c = 0; for (int i = 0; i < n; i++) c += b[i]; return c; }
void shift(int16_t *x, int n) { for (int i = 0; i < n; i++) x[i] += 1; }
int is_null(const double *p) { return p == 0; }
void *volatile keep;
int crash(int how) {
  static int calls; calls++;
  if (how == 1) __builtin_trap();
  if (how == 2) exit(3);
  if (how == 3) return crash(3) + crash(how);
  if (how == 4) *(volatile int *)0xfffffff0 = 1;
  return calls; }
int grow(int pages) { keep = malloc((size_t)pages * 65536); return keep != 0; }
void greet(int n) { for (int i = 0; i < n; i++) printf("h\\u00e4llo %d\\n", i); fprintf(stderr, "no newline"); fflush(stdout); }
`;

const scalar = (name: string, kind: ScalarKind, wanted = kind.startsWith('f')): ScalarParameter => ({
  form: 'scalar',
  name,
  type: kind,
  kind,
  wanted,
});
const array = (name: string, kind: ScalarKind, readOnly = true): ArrayParameter => ({
  form: 'array',
  name,
  type: `${readOnly ? 'const ' : ''}${kind} *`,
  readOnly,
  element: { size: sizeOfKind(kind), count: 1, uniform: kind, fields: [] },
  shadow: kind.startsWith('f'),
  wanted: kind.startsWith('f'),
});
const mixed = (name: string, readOnly: boolean): ArrayParameter => ({
  form: 'array',
  name,
  type: 'mixed *',
  readOnly,
  shadow: true,
  wanted: true,
  element: {
    size: 16,
    count: 3,
    uniform: null,
    fields: [
      { offset: 0, kind: 'f64' },
      { offset: 8, kind: 'i32' },
      { offset: 12, kind: 'f32' },
    ],
  },
});
const layout = (
  name: string,
  result: ScalarKind | null,
  parameters: FunctionLayout['parameters'],
  gradient = false,
): FunctionLayout => ({
  name,
  primal: name,
  gradient: gradient ? `${name}_grad` : null,
  parameters,
  result,
  resultType: result ?? 'void',
});
const n = scalar('n', 'i32');

const layouts = [
  layout('dot', 'f64', [array('x', 'f64'), array('y', 'f64'), n], true),
  layout('power', 'f64', [scalar('x', 'f64'), scalar('y', 'f32')], true),
  layout('scale', null, [array('x', 'f64', false), scalar('by', 'f64'), n], true),
  layout('weigh', 'f64', [mixed('m', true), n], true),
  layout('fill', null, [mixed('m', false), n]),
  layout('single', null, [array('x', 'f32'), array('y', 'f32', false), n]),
  layout('tail', 'f64', [n, array('x', 'f64'), scalar('k', 'i32'), array('y', 'f64')], true),
  layout('low_byte', 'u8', [scalar('x', 'u32')]),
  layout('negate', 'i8', [scalar('x', 'i8')]),
  layout('all_ones', 'u32', []),
  layout('times_two', 'u64', [scalar('x', 'u64')]),
  layout('sum_longs', 'i64', [array('x', 'i64'), n]),
  layout('both', 'bool', [scalar('a', 'bool'), scalar('b', 'bool')]),
  layout('count_true', 'i32', [array('b', 'bool'), n]),
  layout('shift', null, [array('x', 'i16', false), n]),
  layout('is_null', 'i32', [array('p', 'f64')]),
  layout('crash', 'i32', [scalar('how', 'i32')]),
  layout('grow', 'i32', [scalar('pages', 'i32')]),
  layout('greet', null, [n]),
];

const printed: [string, number][] = [];
const host: RuntimeHost = {
  fail,
  failWithoutGradient: ({ name }) => fail('FX5009', `${name} has none`),
  print: (line, stream) => void printed.push([line, stream]),
};

let module: WebAssembly.Module;
let m: Record<string, CompiledFunction>;

beforeAll(async () => {
  const toolchain = createToolchain();
  const { ir } = await toolchain.compileToIR(sourceSetOf({ 'all.c': source }), { level: 1 });
  const exports = layouts.flatMap((l) => (l.gradient === null ? [l.primal] : [l.primal, l.gradient]));
  const { wasm } = await toolchain.linkWasm(ir, { exports });
  module = await WebAssembly.compile(wasm);
  m = bindFunctions(module, layouts, host);
});

/** The call with arguments that its types would not allow. */
const loosely = (name: string): ((...args: unknown[]) => unknown) =>
  m[name] as unknown as (...args: unknown[]) => unknown;

describe('values', () => {
  test('typed and plain arrays, nested ones row by row', () => {
    expect(m['dot']!(Float64Array.of(1, 2, 3), [4, 5, 6], 3)).toBe(32);
    expect(m['dot']!([[1, 2], [3, 4]], [1, 1, 1, 1], 4)).toBe(10); // prettier-ignore
    expect(m['dot']!([], [], 0)).toBe(0);
  });

  test('each integer kind keeps its sign and width', () => {
    expect(m['low_byte']!(0x1ff)).toBe(0xff);
    expect(m['negate']!(-128)).toBe(-128);
    expect(m['negate']!(5)).toBe(-5);
    expect(m['all_ones']!()).toBe(0xffffffff);
    expect(m['times_two']!(2n ** 63n - 1n)).toBe(2n ** 64n - 2n);
    expect(m['times_two']!(21)).toBe(42n);
    expect(m['sum_longs']!([2n ** 62n, 1, -2n], 3)).toBe(2n ** 62n - 1n);
    expect(m['sum_longs']!(BigInt64Array.of(-1n, -2n), 2)).toBe(-3n);
  });

  test('booleans', () => {
    expect(m['both']!(true, 1)).toBe(true);
    expect(m['both']!(true, false)).toBe(false);
    expect(m['count_true']!([true, false, 1], 3)).toBe(2);
  });

  test('arrays may stand between and after scalars', () => {
    expect(m['tail']!(2, [1, 2], 1, [3])).toBe(5);
    expect(m['tail']!.valueAndGrad(2, [1, 2], 1, [3])).toEqual({
      value: 5,
      gradient: [null, Float64Array.of(0, 1), null, Float64Array.of(1)],
    });
  });

  test('null is the null pointer', () => {
    expect(m['is_null']!(null)).toBe(1);
    expect(m['is_null']!([])).toBe(0);
  });

  test('what the function writes comes back into the arguments', () => {
    const typed = Float64Array.of(1, 2);
    m['scale']!(typed, 3, 2);
    expect(typed).toEqual(Float64Array.of(3, 6));
    const nested = [[1, 2], [3, 4]]; // prettier-ignore
    m['scale']!(nested, 10, 3);
    expect(nested).toEqual([[10, 20], [30, 4]]); // prettier-ignore
    const shorts = [1, 32767];
    m['shift']!(shorts, 2);
    expect(shorts).toEqual([2, -32768]);
    const single = new Float32Array(2);
    m['single']!([0.1, 0.2], single, 2);
    expect(single).toEqual(Float32Array.of(0.2, 0.4));
  });

  test('structs of different members are flat, or one row each', () => {
    expect(m['weigh']!([2, 3, 0.5, 1, 4, 0.25], 2)).toBe(10.75);
    expect(m['weigh']!([[2, 3, 0.5], [1, 4, 0.25]], 2)).toBe(10.75); // prettier-ignore
    expect(m['weigh']!(Float64Array.of(2, 3, 0.5), 1)).toBe(6.5);
    const rows = [[0, 0, 0], [0, 0, 0]]; // prettier-ignore
    m['fill']!(rows, 2);
    expect(rows).toEqual([[0.5, 0, 0.25], [1.5, 10, 1.25]]); // prettier-ignore
  });
});

describe('gradients', () => {
  test('have an entry for each parameter, in the shape of the argument', () => {
    const { value, gradient } = m['dot']!.valueAndGrad(Float64Array.of(1, 2), [[3], [4]], 2);
    expect(value).toBe(11);
    expect(gradient).toEqual([Float64Array.of(3, 4), [[1], [2]], null]);
    expect(m['dot']!.grad([1], [2], 1)).toEqual([Float64Array.of(2), Float64Array.of(1), null]);
  });

  test('are zeroed from call to call', () => {
    for (let i = 0; i < 3; i++) expect(m['dot']!.grad([1], [2], 1)[0]).toEqual(Float64Array.of(2));
  });

  test('of scalars', () => {
    const { value, gradient } = m['power']!.valueAndGrad(3, 2);
    expect(value).toBe(9);
    expect(gradient).toEqual([6, expect.closeTo(9 * Math.log(3), 14)]);
  });

  test('scale with the seed of the result', () => {
    expect(m['power']!.grad(3, 2, { seed: 10 })[0]).toBe(60);
    expect(m['power']!.grad(3, 2, { seed: { return: -1 } })[0]).toBe(-6);
  });

  test('of an array that is overwritten are by its contents before', () => {
    const x = [1, 2];
    const { value, gradient } = m['scale']!.valueAndGrad(x, 3, 2, { seed: [1, 10] });
    expect(value).toEqual(Float64Array.of(3, 6));
    expect(gradient).toEqual([Float64Array.of(3, 30), 21, null]);
    expect(x).toEqual([1, 2]);
    expect(m['scale']!.grad(x, 3, 2, { seed: { x: Float64Array.of(1, 0) } })).toEqual([
      Float64Array.of(3, 0),
      1,
      null,
    ]);
  });

  test('have null at the integers of a struct', () => {
    expect(m['weigh']!.grad([[2, 3, 0.5]], 1)).toEqual([[[3, null, 1]], null]);
    expect(m['weigh']!.grad([2, 3, 0.5], 1)).toEqual([[3, null, 1], null]);
  });

  test('are null for a null pointer', () => {
    expect(m['dot']!.grad(null, null, 0)).toEqual([null, null, null]);
  });
});

describe('the ends of arrays', () => {
  test('what lies behind is no number', () => {
    expect(m['dot']!([1, 2], [3, 4], 3)).toBeNaN();
    expect(m['dot']!([1, 2], [3, 4], 2)).toBe(11);
  });

  test('in either float format', () => {
    const y = new Float32Array(2);
    m['single']!([1], y, 2);
    expect(y).toEqual(Float32Array.of(2, NaN));
  });

  test('a program that writes behind an array is found out', () => {
    const x = Float64Array.of(1, 2);
    expect(() => m['scale']!(x, 3, 3)).toThrow(
      /^scale went beyond the end of x \(f64 \*\), which has 2 numbers \[FX5008\]/,
    );
    expect(x).toEqual(Float64Array.of(1, 2));
    expect(() => m['single']!([1, 2], Float32Array.of(0), 2)).toThrow(/beyond the end of y .* 1 number \[/);
    expect(() => m['shift']!([1, 2, 3], 4)).toThrow(/beyond the end of x .* 3 numbers/);
    m['scale']!(x, 3, 2);
    expect(x).toEqual(Float64Array.of(3, 6));
  });

  test('a gradient that reads behind an array is found out', () => {
    expect(() => m['dot']!.grad([1, 2], [3, 4, 5], 3)).toThrow(/^dot went beyond the end of x .* 2 numbers/);
    expect(() => m['dot']!.grad([1], [3], 2)).toThrow(/^dot went beyond the end of x .* has 1 number \[/);
    expect(() => m['weigh']!.grad([1, 2, 3], 2)).toThrow(/^weigh went beyond the end of m/);
    expect(m['dot']!.grad([1, 2], [3, 4, 5], 2)[0]).toEqual(Float64Array.of(3, 4));
  });
});

describe('mistakes name the parameter', () => {
  const cases: [string, unknown[], RegExp][] = [
    ['dot', [[1], [2]], /^dot takes 3 arguments \(x, y, n\), not 2 \[FX5005\]/],
    ['dot', [[1], [2], 1, 4], /takes 3 arguments .*not 4 \[FX5005\]/],
    ['all_ones', [1], /^all_ones takes 0 arguments, not 1/],
    ['dot', [1, [2], 1], /^x \(const f64 \*\) takes an array of numbers, not 1 \[FX5006\]/],
    ['dot', [[1], undefined, 1], /^y .* not undefined/],
    ['dot', [[1, 'a'], [2], 1], /^x\[1\] \(const f64 \*\) takes a number, not the string "a"/],
    ['dot', [[1, null], [2], 1], /^x\[1\] .* not null/],
    ['dot', [new Array(2), [2, 2], 2], /^x\[0\] .* takes a number, not undefined/],
    ['dot', [Int32Array.of(1), [2], 1], /^x .* array of numbers, not an Int32Array/],
    ['shift', [Uint16Array.of(1), 1], /^x .* takes an Int16Array or an array of numbers, not a Uint16Array/],
    [
      'dot',
      [Float32Array.of(1), [2], 1],
      /^x .* takes a Float64Array or an array of numbers, not a Float32Array/,
    ],
    [
      'dot',
      [[[1], [2, 3]], [2], 1],
      /^x: nested arrays need the same length; row 0 has 1 entries, row 1 has 2/,
    ],
    ['dot', [[[1], 2], [2], 1], /^x: .* row 1 has 2/],
    ['dot', [[1], [2], 1.5], /^n \(i32\) takes an integer, not 1.5/],
    ['dot', [[1], [2], '1'], /^n .* not the string "1"/],
    [
      'dot',
      [[1], [2], 2 ** 31],
      /^n \(i32\) takes an integer from -2147483648 to 2147483647, not 2147483648/,
    ],
    ['dot', [[1], [2], [1]], /^n .* not an array/],
    ['low_byte', [-1], /^x \(u32\) takes an integer from 0 to 4294967295, not -1/],
    ['times_two', [2n ** 64n], /^x .* to 18446744073709551615, not 18446744073709551616n/],
    ['power', [2, 1n], /^y \(f32\) takes a number, not 1n/],
    ['both', [true, 2], /^b \(bool\) takes a boolean, 0 or 1, not 2/],
    ['shift', [[40000], 1], /^x\[0\] \(i16 \*\) takes an integer from -32768 to 32767/],
    ['weigh', [[1, 2, 3, 4], 1], /^m \(mixed \*\) takes 3 numbers for each element, and 4 is no multiple/],
    ['weigh', [[1, 2.5, 3], 1], /^m\[1\] \(mixed \*\) takes an integer, not 2.5/],
    ['weigh', [Float64Array.of(1, 2.5, 3), 1], /^m\[1\] .* takes an integer/],
  ];
  for (const [name, args, message] of cases) {
    test(`${name}: ${message.source}`, () => {
      expect(() => loosely(name)(...args)).toThrow(message);
    });
  }

  const seeds: [string, unknown[], unknown, RegExp][] = [
    [
      'scale',
      [[1], 2, 1],
      undefined,
      /^scale returns no floating-point number: give a seed for x \[FX5005\]/,
    ],
    ['scale', [[1], 2, 1], [1, 2], /^the seed of x has 2 numbers, the argument has 1 \[FX5006\]/],
    ['scale', [[1], 2, 1], { y: [1] }, /^the seed names y, but scale has the output x/],
    ['scale', [[1], 2, 1], 1, /^the seed of scale cannot be 1: it has the output x/],
    ['scale', [[1], 2, 1], { x: ['a'] }, /^the seed of x\[0\] .* takes a number/],
    ['power', [1, 2], { return: 'a' }, /^the seed of the result takes a number/],
    ['power', [1, 2], [1], /^the seed of power cannot be an array/],
  ];
  for (const [name, args, seed, message] of seeds) {
    test(`a seed of ${name}: ${message.source}`, () => {
      expect(() => m[name]!.grad(...(args as never[]), { seed } as never)).toThrow(message);
    });
  }

  test('an unknown option', () => {
    expect(() => m['power']!.grad(1, 2, { sed: 1 } as never)).toThrow(/have no sed, only a seed/);
  });

  test('a function without a gradient says so', () => {
    expect(() => m['negate']!.grad(1)).toThrow(/negate has none \[FX5009\]/);
  });
});

describe('the program', () => {
  test('traps give an error, and the next call works', () => {
    expect(m['crash']!(0)).toBeGreaterThan(0);
    expect(() => m['crash']!(1)).toThrow(/^crash trapped: .*unreachable.* \[FX5008\]/);
    expect(m['crash']!(0)).toBe(1);
    expect(() => m['crash']!(2)).toThrow(/^crash ended the program with exit\(3\) \[FX5008\]/);
    expect(() => m['crash']!(3)).toThrow(/^crash trapped: .*\[FX5008\]/);
    expect(() => m['crash']!(4)).toThrow(/^crash trapped: .*out of bounds.* \[FX5008\]/);
    expect(m['dot']!([2], [3], 1)).toBe(6);
  });

  test('arrays larger than the memory are refused', () => {
    const huge = new Float64Array(1);
    Object.defineProperty(huge, 'length', { value: 2 ** 29 });
    expect(() => m['is_null']!(huge)).toThrow(/do not fit into WebAssembly's memory \[FX5010\]/);
    expect(m['is_null']!([])).toBe(0);
  });

  test('memory that grows during a call does not lose the arrays', () => {
    expect(m['grow']!(200)).toBe(1);
    expect(m['dot']!.grad(Float64Array.of(1), Float64Array.of(2), 1)[0]).toEqual(Float64Array.of(2));
    expect(m['dot']!(new Float64Array(3e6).fill(1), new Float64Array(3e6).fill(2), 3e6)).toBe(6e6);
  });

  test('prints line by line', () => {
    printed.length = 0;
    m['greet']!(2);
    expect(printed.toSorted((a, b) => a[1] - b[1])).toEqual([
      ['hällo 0', 1],
      ['hällo 1', 1],
      ['no newline', 2],
    ]);
  });

  test('memory does not grow from call to call', () => {
    const instances: WebAssembly.Instance[] = [];
    const original = WebAssembly.Instance;
    WebAssembly.Instance = new Proxy(original, {
      construct: (target, args: [WebAssembly.Module]) => {
        const instance = new target(...args);
        instances.push(instance);
        return instance;
      },
    });
    const own = bindFunctions(module, layouts, host);
    const x = Float64Array.of(1, 2, 3);
    own['dot']!.valueAndGrad(x, x, 3);
    WebAssembly.Instance = original;
    const memory = instances[0]!.exports['memory'] as WebAssembly.Memory;
    const before = memory.buffer.byteLength;
    for (let i = 0; i < 100_000; i++) {
      own['dot']!.valueAndGrad(x, x, 3);
      own['dot']!(x, x, 3);
    }
    expect(memory.buffer.byteLength).toBe(before);
    expect(instances).toHaveLength(1);
  });
});
