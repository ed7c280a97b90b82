import { beforeAll, describe, expect, test } from 'vitest';
import { findFunction, callableFunctions } from '../../src/bindings/lookup.ts';
import { describeLayout } from '../../src/bindings/signature.ts';
import { writeDeclarations } from '../../src/bindings/declarations.ts';
import type { Module } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { createToolchain, sourceSetOf, type OptimisationLevel } from '../../src/toolchain/index.ts';

const c = `
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
typedef double real;
typedef struct { double x, y, z; } vec3;
typedef struct { real weight; int32_t kind; float bias[2]; } item;
typedef union { double d; int64_t i; } either;
struct hidden;
struct bits { int a : 3; double x; };
struct list { double x; struct list *next; };
enum colour { red, green };
double sum(const real *x, size_t n) { double s = 0; for (size_t i = 0; i < n; i++) s += x[i]; return s; }
float mixed_scalars(float a, double b, int c, unsigned char d, bool e, enum colour f, int64_t g, char h) {
  return a + b + c + d + e + f + g + h; }
double points(const vec3 *p, const item *q, int n) { return p[n].x + q[n].weight; }
double rows(double (*a)[3], int n) { return a[n][1]; }
double unused(double x, int ignored, const double *nothing) { return x; }
double nameless(double, int n) { return n; }
void no_parameters(void) {}
long double wide(double x) { return x; }
double wide_parameter(long double x) { return x; }
double by_value(vec3 p) { return p.x; }
vec3 returns_struct(double x) { return (vec3){x, x, x}; }
double nowhere(const void *p) { return p != 0; }
double deep(double **p) { return p[0][0]; }
double opaque(struct hidden *p) { return p != 0; }
double with_union(either *p) { return p->d; }
double with_bits(struct bits *p) { return p->x; }
double chained(struct list *p) { return p->x; }
double callback(double (*f)(double)) { return f(1); }
double variadic(double x, ...) { return x; }
static double helper(double x) { return x; }
double uses(double x) { return helper(x); }
extern double elsewhere(double x);
double calls(double x) { return elsewhere(x); }
`;
const cxx = `
double area(double r) { return 3 * r * r; }
double area(double a, double b) { return a * b; }
namespace geometry { double side(const double &x) { return x; } }
`;

const levels: OptimisationLevel[] = [0, 2];
const modules = new Map<OptimisationLevel, Module>();
let fromCxx: Module;

beforeAll(async () => {
  const toolchain = createToolchain();
  for (const level of levels) {
    const { ir } = await toolchain.compileToIR(sourceSetOf({ 'a.c': c }), { level });
    modules.set(level, parseModule(ir.get('a.c')!));
  }
  const { ir } = await toolchain.compileToIR(sourceSetOf({ 'b.cpp': cxx }), { level: 2 });
  fromCxx = parseModule(ir.get('b.cpp')!);
});

describe.each(levels)('at -O%i', (level) => {
  const layoutOf = (name: string, wrt?: string[]) => {
    const module = modules.get(level)!;
    return describeLayout(findFunction(module, name), wrt);
  };

  test('pointers, with the spelling of the source', () => {
    expect(layoutOf('sum')).toEqual({
      name: 'sum',
      primal: 'sum',
      gradient: null,
      result: 'f64',
      resultType: 'double',
      parameters: [
        {
          form: 'array',
          name: 'x',
          type: 'const real *',
          readOnly: true,
          element: { size: 8, count: 1, uniform: 'f64', fields: [] },
          shadow: true,
          wanted: true,
        },
        { form: 'scalar', name: 'n', type: 'size_t', kind: 'u32', wanted: false },
      ],
    });
  });

  test('scalars of all kinds', () => {
    const { parameters, result } = layoutOf('mixed_scalars');
    expect(result).toBe('f32');
    expect(parameters.map((p) => p.form === 'scalar' && [p.name, p.kind, p.wanted])).toEqual([
      ['a', 'f32', true],
      ['b', 'f64', true],
      ['c', 'i32', false],
      ['d', 'u8', false],
      ['e', 'bool', false],
      ['f', expect.stringMatching(/^[iu]32$/), false],
      ['g', 'i64', false],
      ['h', 'i8', false],
    ]);
  });

  test('structs', () => {
    const [p, q] = layoutOf('points').parameters;
    expect(p).toMatchObject({ element: { size: 24, count: 3, uniform: 'f64', fields: [] } });
    expect(q).toMatchObject({
      element: {
        size: 24,
        count: 4,
        uniform: null,
        fields: [
          { offset: 0, kind: 'f64' },
          { offset: 8, kind: 'i32' },
          { offset: 12, kind: 'f32' },
          { offset: 16, kind: 'f32' },
        ],
      },
    });
    expect(layoutOf('rows').parameters[0]).toMatchObject({
      readOnly: false,
      element: { size: 24, count: 3, uniform: 'f64' },
    });
  });

  test('parameters that are not used or have no name', () => {
    expect(layoutOf('unused').parameters.map((p) => p.name)).toEqual(['x', 'ignored', 'nothing']);
    expect(layoutOf('nameless').parameters.map((p) => p.name)).toEqual(['arg1', 'n']);
    expect(layoutOf('no_parameters')).toMatchObject({ parameters: [], result: null, resultType: 'void' });
  });

  test('the choice of parameters; what is written to keeps its shadow', () => {
    const { parameters } = layoutOf('unused', ['nothing']);
    expect(parameters.map((p) => p.wanted)).toEqual([false, false, true]);
    expect(layoutOf('points', ['q']).parameters[0]).toMatchObject({ shadow: false, wanted: false });
    expect(() => layoutOf('rows', ['n'])).toThrow('n (int) of rows has no derivative [FX5006]');
    expect(() => layoutOf('rows', ['b'])).toThrow('rows has no parameter b; it has a, n [FX5006]');
  });

  test.each([
    ['wide', /wide: a result of type long double is not supported/],
    ['wide_parameter', /x has the type long double, which is not supported/],
    ['by_value', /(p has the type vec3|a struct is passed or returned by value)/],
    ['returns_struct', /a result of type vec3 is not supported/],
    ['nowhere', /p \(const void \*\) points to void/],
    ['deep', /p \(double \*\*\) points to double \*, which is not supported/],
    ['opaque', /p \(hidden \*\) points to hidden, whose members are not known/],
    ['with_union', /p \(either \*\) points to either, a union/],
    ['with_bits', /p \(bits \*\) points to bits, which has the bit-field a/],
    ['chained', /p \(list \*\) points to list, whose member next is list \*, which is not supported/],
    ['callback', /f \(.*\) points to/],
    ['variadic', /variable number of arguments/],
  ])('%s is refused', (name, message) => {
    expect(() => layoutOf(name)).toThrow(message);
    expect(() => layoutOf(name)).toThrow(/^a\.c:\d+:0: .* \[FX5007\]$/);
  });
});

describe('finding a function', () => {
  const find = (name: string) => findFunction(modules.get(0)!, name);

  test('suggests the nearest names', () => {
    expect(() => find('smu')).toThrow('there is no function smu; did you mean sum? [FX5004]');
    expect(() => find('mixed_scalar')).toThrow('did you mean mixed_scalars?');
    expect(() => find('quite_different_name')).toThrow(
      /there are sum, mixed_scalars, points, rows, unused, … \(\d+\)/,
    );
  });

  test('says why a function that is there cannot be called', () => {
    expect(() => find('helper')).toThrow(/^the function helper is static or inline/);
    expect(() => find('elsewhere')).toThrow('the function elsewhere is declared but not defined [FX5004]');
  });

  test('by its name in the source, or the linkage name where several share it', () => {
    expect([...callableFunctions(fromCxx).keys()].sort()).toEqual(['_Z4aread', '_Z4areadd', 'side']);
    expect(() => findFunction(fromCxx, 'area')).toThrow(
      "there are 2 functions area; say which: 'area(double)', 'area(double, double)' [FX5004]",
    );
    expect(describeLayout(findFunction(fromCxx, '_Z4areadd')).parameters).toHaveLength(2);
    expect(describeLayout(findFunction(fromCxx, 'area(double,double)')).parameters).toHaveLength(2);
    expect(findFunction(fromCxx, 'geometry::side')).toBe(findFunction(fromCxx, 'side'));
    expect(describeLayout(findFunction(fromCxx, 'side'))).toMatchObject({
      primal: '_ZN8geometry4sideERKd',
      parameters: [{ form: 'array', name: 'x', type: 'const double &', readOnly: true }],
    });
  });
});

test('declarations give each function its own names and types', () => {
  const module = modules.get(2)!;
  const layouts = ['sum', 'points', 'rows', 'mixed_scalars'].map((name) => ({
    ...describeLayout(findFunction(module, name)),
    gradient: name === 'rows' ? null : 'entry',
  }));
  expect(writeDeclarations(layouts, 'Made by hand')).toMatchInlineSnapshot(`
    "// Made by hand

    /** \`double sum(const real *x, size_t n)\` */
    declare const sum: {
      (x: Float64Array | readonly number[], n: number): number;
      /** The value and the derivatives by each parameter, in order. Leaves the arguments as they are. */
      valueAndGrad(x: Float64Array | readonly number[], n: number, options?: { seed?: number }): { value: number; gradient: [x: Float64Array, n: null] };
      /** The derivatives by each parameter, in order. Leaves the arguments as they are. */
      grad(x: Float64Array | readonly number[], n: number, options?: { seed?: number }): [x: Float64Array, n: null];
    };

    /** \`double points(const vec3 *p, const item *q, int n)\` */
    declare const points: {
      (p: Float64Array | readonly number[], q: Float64Array | readonly number[], n: number): number;
      /** The value and the derivatives by each parameter, in order. Leaves the arguments as they are. */
      valueAndGrad(p: Float64Array | readonly number[], q: Float64Array | readonly number[], n: number, options?: { seed?: number }): { value: number; gradient: [p: Float64Array, q: (number | null)[], n: null] };
      /** The derivatives by each parameter, in order. Leaves the arguments as they are. */
      grad(p: Float64Array | readonly number[], q: Float64Array | readonly number[], n: number, options?: { seed?: number }): [p: Float64Array, q: (number | null)[], n: null];
    };

    /** \`double rows(double[3] *a, int n)\` */
    declare const rows: {
      (a: Float64Array | number[], n: number): number;
    };

    /** \`float mixed_scalars(float a, double b, int c, unsigned char d, _Bool e, enum colour f, int64_t g, char h)\` */
    declare const mixed_scalars: {
      (a: number, b: number, c: number, d: number, e: boolean, f: number, g: number | bigint, h: number): number;
      /** The value and the derivatives by each parameter, in order. Leaves the arguments as they are. */
      valueAndGrad(a: number, b: number, c: number, d: number, e: boolean, f: number, g: number | bigint, h: number, options?: { seed?: number }): { value: number; gradient: [a: number, b: number, c: null, d: null, e: null, f: null, g: null, h: null] };
      /** The derivatives by each parameter, in order. Leaves the arguments as they are. */
      grad(a: number, b: number, c: number, d: number, e: boolean, f: number, g: number | bigint, h: number, options?: { seed?: number }): [a: number, b: number, c: null, d: null, e: null, f: null, g: null, h: null];
    };

    export { sum, points, rows, mixed_scalars };
    "
  `);
});
