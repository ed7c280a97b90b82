import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExplainReport } from '../../src/explain/index.ts';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';
import { runCli, temporaryFolder } from './support.ts';

const model = `#include <math.h>
#include <stdlib.h>
#include <string.h>
__attribute__((noinline)) static double energy(const double *p, int n, double k) {
  double e = 0;
  for (int i = 1; i < n; i++)
    e += k * (p[i] - p[i - 1]) * (p[i] - p[i - 1]);
  return e;
}
double model(const double *x, double *table, int n, double unused, double scale) {
  double *y = malloc(n * sizeof *y);
  memcpy(y, x, n * sizeof *y);
  double state = 1, count = 0;
  for (int i = 0; i < n; i++) {
    double r = sin(y[i]) * table[i % 4];
    state = state * r + 1;
    y[i] = r;
    count += floor(state);
  }
  double e = energy(y, n, scale);
  free(y);
  return e + state + count;
}
`;
const requests = `double __enzyme_autodiff(void *, ...);
extern int enzyme_const, enzyme_dup;
double square(double x) { return x * x; }
double rounded(double x, double y) { return y + (double)(long)x; }
double with(const double *x, const double *w) { return x[0] * w[0]; }
double d1(double x) { return __enzyme_autodiff((void *)square, x); }
double d2(double x, double y) { __enzyme_autodiff((void *)rounded, x, y); return 0; }
void d3(double *x, double *dx, double *w) { __enzyme_autodiff((void *)with, enzyme_dup, x, dx, enzyme_const, w); }
`;
let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  const { ir } = await createToolchain().compileToIR(sourceSetOf({ 'requests.c': requests }), { level: 0 });
  ({ folder, remove } = await temporaryFolder({
    'model.c': model,
    'requests.c': requests,
    'requests.ll': [...ir.values()][0]!,
    'broken.c':
      'double price(double);\ndouble f(double x, double k) {\n  double s = x * k;\n  return s * price(s);\n}\n',
    'bodies.cpp': `struct Body { double pos[3]; double mass; int kind; };
double pull(const Body *b, int n) {
  double u = 0;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < 3; k++)
      u += b[i].pos[k] * b[0].mass;
  return u;
}
`,
  }));
});
afterAll(() => remove());

const explain = (...args: string[]) => runCli(['explain', ...args], { folder });

async function report(...args: string[]): Promise<ExplainReport> {
  const { stdout } = await explain(...args, '--json');
  return JSON.parse(stdout) as ExplainReport;
}

const lineOf = (r: ExplainReport, line: number, fn = 0) =>
  r.functions[fn]!.lines.filter((l) => l.line === line && l.inlinedFrom === null);

describe('the text', () => {
  test('shows activity, types, tape and callees by source line', async () => {
    const { code, stdout, stderr } = await explain('model.c', 'model', '-O1');
    expect(code).toBe(0);
    expect(stderr).toContain("model.c:10:0: warning: the parameter 'unused' has no influence on the result");
    expect(stdout).toMatchInlineSnapshot(`
      "model  model.c:10
        ∂  x       const double *  differentiated; memory: double
        ∂  table   double *        differentiated; memory: double
        ·  n       int             constant
        !  unused  double          differentiated, has no influence: its derivative is zero
        ∂  scale   double          differentiated
        tape per call: 24 bytes per iteration of the loop on line 14 + the tape of energy (line 20)

         10  │ double model(const double *x, double *table, int n, double unused, double scale) {
         11 ∂│   double *y = malloc(n * sizeof *y);
             │   active   y: an active value is stored in it on line 12
             │   types    y: memory for double
         12  │   memcpy(y, x, n * sizeof *y);
             │   types    memcpy moves double
         13  │   double state = 1, count = 0;
         14 ∂│   for (int i = 0; i < n; i++) {
             │   loop     24 bytes of tape per iteration; room is made once, before the loop
             │   active   state: carried from iteration to iteration
             │   taped    state 8 B: carried from iteration to iteration
         15 ∂│     double r = sin(y[i]) * table[i % 4];
             │     active   y[i], table[i & 3]: read from memory that is differentiated · sin(y[i]), r
             │     taped    sin(y[i]) 8 B: costs more to compute again
             │              y[i] 8 B: the memory may be overwritten on line 17
             │     again    r · table[i & 3]
         16 ∂│     state = state * r + 1;
             │     active   state
         17  │     y[i] = r;
         18  │     count += floor(state);
             │     constant floor(state): its derivative is zero · count: follows from nothing that is differentiated
         19  │   }
         20 ∂│   double e = energy(y, n, scale);
             │   active   energy(y, n, scale): energy is given what is active
         21  │   free(y);
         22 ∂│   return e + state + count;
             │   active   state + energy(y, n, scale), count + state + energy(y, n, scale)

      energy  model.c:4  differentiated as it is called
        ∂  p  const double *  differentiated; memory: double
        ·  n  int             constant
        ∂  k  double          differentiated
        tape per call: nothing

          4  │ __attribute__((noinline)) static double energy(const double *p, int n, double k) {
          5  │   double e = 0;
          6 ∂│   for (int i = 1; i < n; i++)
             │   loop     no tape in its iterations
             │   active   e: carried from iteration to iteration
          7 ∂│     e += k * (p[i] - p[i - 1]) * (p[i] - p[i - 1]);
             │     active   p[i], p[i - 1]: read from memory that is differentiated
             │              p[i] - p[i - 1], k * (p[i] - p[i - 1]), e
             │     again    p[i] - p[i - 1] · p[i - 1] · p[i] · k * (p[i] - p[i - 1])
      "
    `);
  });

  test('members and inner indices by their names', async () => {
    const { stdout } = await explain('bodies.cpp', 'pull');
    expect(stdout).toContain('b[i].pos[k]');
    expect(stdout).toContain('b->mass');
    expect(stdout).toContain(
      '{double at 0, double at 8, double at 16, double at 24, integer at 32} every 40 bytes',
    );
  });

  test('what cannot be differentiated shows what is known, and says what is wrong', async () => {
    const { code, stdout, stderr } = await explain('broken.c', 'f');
    expect(code).toBe(1);
    expect(stderr).toContain("broken.c:4:14: error: the function 'price' has no body here");
    expect(stdout).toContain('f  broken.c:2  cannot be differentiated');
    expect(stdout).toMatch(/3 ∂│ {3}double s = x \* k;\n.*active +s\n/);
  });
});

describe('--json', () => {
  test('the tape of loops, calls and functions', async () => {
    const { version, functions, diagnostics } = await report('model.c', 'model');
    expect(version).toBe(1);
    expect(functions.map((f) => [f.name, f.role, f.complete])).toEqual([
      ['model', 'requested', true],
      ['energy', 'called', true],
    ]);
    const [f, energy] = functions;
    expect(f!.parameters.map((p) => [p.name, p.activity, p.influence, p.memory])).toEqual([
      ['x', 'differentiated', true, 'double'],
      ['table', 'differentiated', true, 'double'],
      ['n', 'constant', null, null],
      ['unused', 'differentiated', false, null],
      ['scale', 'differentiated', true, null],
    ]);
    expect(f!.tape.calls).toEqual([{ line: 20, callee: 'energy', depth: 0 }]);
    expect(f!.tape.loops.map((l) => [l.line, l.depth, l.reserved])).toEqual([[14, 1, true]]);
    const taped = f!.lines.flatMap((l) => l.taped).filter((t) => t.per === 'iteration');
    expect(taped.reduce((sum, t) => sum + t.bytes, 0)).toBe(f!.tape.loops[0]!.bytesPerIteration);
    expect(energy!.tape.loops.map((l) => l.bytesPerIteration)).toEqual([0]);
    expect(diagnostics.map((d) => [d.code, d.function])).toEqual([['FX3101', 'model']]);
  });

  test('reasons: zero derivatives, constant memory, overwriting', async () => {
    const r = await report('model.c', 'model', '--wrt', 'x,scale');
    const inactive = r.functions[0]!.lines.flatMap((l) => l.inactive);
    expect(inactive).toContainEqual({ value: 'floor(state)', because: 'its derivative is zero' });
    expect(r.functions[0]!.parameters.map((p) => p.activity)).toEqual([
      ...['differentiated', 'differentiated', 'constant', 'constant', 'differentiated'],
    ]);
    const [line] = lineOf(r, 15);
    expect(line!.taped.map((t) => [t.value, t.because])).toContainEqual([
      'y[i]',
      'the memory may be overwritten on line 17',
    ]);
  });

  test('the same at all levels: what is active in each line of the loop', async () => {
    for (const level of ['0', '1', '2', '3']) {
      const r = await report('model.c', 'model', `-O${level}`);
      expect(lineOf(r, 15).flatMap((l) => l.active.map((a) => a.value))).toContain('r');
      expect(lineOf(r, 16).flatMap((l) => l.active.map((a) => a.value))).toContain('state');
    }
  });
});

describe('IR with marker calls', () => {
  test('each request is explained', async () => {
    const { code, stdout, stderr } = await explain('requests.ll');
    expect(code).toBe(0);
    for (const title of ['square  requests.c:3', 'rounded  requests.c:4', 'with  requests.c:5'])
      expect(stdout).toContain(title);
    expect(stdout).toContain('3 ∂│ double square(double x) { return x * x; }');
    expect(stderr).toContain(
      "the parameter 'x' has no influence on the result: its derivative is zero [FX3101]",
    );
    expect(stderr).toContain('note: it only enters where the derivative is zero');
    expect(stdout).toContain('read from the memory behind w, which is not differentiated');
  });

  test('a function among them, with the activity of its request', async () => {
    const r = await report('requests.ll', 'with');
    expect(r.functions.map((f) => f.name)).toEqual(['with']);
    expect(r.functions[0]!.parameters.map((p) => p.activity)).toEqual(['differentiated', 'constant']);
  });

  test('C with marker calls', async () => {
    const r = await report('requests.c');
    expect(r.functions.map((f) => f.name).sort()).toEqual(['rounded', 'square', 'with']);
  });
});

describe('wrong calls', () => {
  test.each([
    [['model.c', 'modle'], 2, 'did you mean model?'],
    [['model.c'], 2, 'nothing in model.c requests a derivative: name the function to explain'],
    [[], 2, 'explain needs a file'],
    [['model.c', 'model', 'more'], 2, 'what is more?'],
    [['model.c', 'model', '--wrt', 'z'], 2, 'model has no parameter z'],
    [['none.ll'], 2, 'cannot read none.ll'],
  ])('%j', async (args, code, message) => {
    const result = await explain(...args);
    expect(result.stderr).toContain(message);
    expect([result.code, result.stdout]).toEqual([code, '']);
  });
});
