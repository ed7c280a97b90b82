import { describe, expect, it } from 'vitest';
import { analyzeAliases, analyzeClobbers } from '../../src/analysis/memory/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { nativeTools, runTool } from '../support/native.ts';

const source = `
#include <math.h>
#include <stdlib.h>
#include <string.h>
typedef struct { double x, v, m; } Body;

double read_only(const double *a, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += exp(a[i]) * a[i];
  return s;
}
void scale(double *restrict out, const double *restrict in, int n) {
  for (int i = 0; i < n; i++) out[i] = in[i] * in[i];
}
void in_place(double *a, int n) {
  for (int i = 1; i < n; i++) a[i] = a[i] * a[i - 1];
}
void leapfrog(Body *b, int n, int steps) {
  for (int t = 0; t < steps; t++)
    for (int i = 0; i < n; i++) {
      b[i].v += b[i].m * sin(b[i].x);
      b[i].x += b[i].v;
    }
}
double rows(int n) {
  double **r = malloc(n * sizeof *r);
  for (int i = 0; i < n; i++) { r[i] = malloc(n * sizeof(double)); for (int j = 0; j < n; j++) r[i][j] = i + j; }
  double s = 0;
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += r[i][j] * r[j][i];
  return s;
}
`;

const tools = nativeTools('clobbers in the output of clang', 'clang');

const flags = [
  '-fno-vectorize',
  '-fno-slp-vectorize',
  '-fno-unroll-loops',
  '-fno-math-errno',
  '-S',
  '-emit-llvm',
];

describe.skipIf(!tools).each(['-O1', '-O2', '-O3'])('what clang %s writes', (level) => {
  const module = parseModule(
    tools
      ? runTool(tools.clang, [level, ...flags, '-x', 'c', '-', '-o', '-'], source)
      : 'define void @f() { ret void }',
  );

  /** Of the loads of doubles in a function: how many may be repeated, of how many. */
  const loads = (name: string): string => {
    const fn = module.getFunction(name)!;
    const reload = analyzeClobbers(fn, analyzeAliases(fn), { treatFreeAsWrite: true });
    const all = [...fn.instructions()].filter((i) => i.opcode === 'load' && String(i.type) === 'double');
    return `${all.filter((i) => reload(i).repeatable).length} of ${all.length}`;
  };

  it('repeats loads from memory that is only read', () => {
    expect(loads('read_only')).toBe('1 of 1');
    expect(loads('scale')).toBe('1 of 1');
    expect(loads('rows')).toMatch(/^2 of 2$/);
  });

  it('repeats no load of what is overwritten', () => {
    // What was stored before, which is not overwritten any more, but not what it is stored over.
    expect(loads('in_place')).toBe('1 of 2');
    // The masses, but neither positions nor velocities.
    expect(loads('leapfrog')).toBe('1 of 3');
  });
});
