import { describe, expect, test } from 'vitest';
import { runNativeProgram } from '../support/native-program.ts';
import { nativeTools } from '../support/native.ts';

const tools = nativeTools('pointers in global variables', 'clang');

describe.skipIf(!tools)('a global pointer to memory that was there before the gradient', () => {
  const levels = ['-O0', '-O2'];

  test.each(levels)('is a pointer to constants at %s', (level) => {
    const { stdout } = run(
      level,
      `static double *work, *first;
double f(const double *x, int n) {
  if (!work) {
    work = malloc(n * sizeof *work);
    for (int i = 0; i < n; i++) work[i] = i + 1;
  }
  double sum = 0;
  for (int i = 0; i < n; i++) sum += work[i] * x[i] * x[i];
  return sum;
}`,
    );
    expect(stdout).toBe('4 12\n4 12\n');
  });

  test.each(levels)('stops the program when a derivative is stored there, at %s', (level) => {
    const { stdout, stderr, signal } = run(
      level,
      `static double *work;
double f(const double *x, int n) {
  if (!work) work = malloc(n * sizeof *work);
  for (int i = 0; i < n; i++) work[i] = x[i] * x[i];
  return work[0] * work[1];
}`,
    );
    expect(stdout).toBe('36 24\n');
    expect(stderr).toMatch(/^fluxion: a value with a derivative, .* counts as constant: .*global variable/);
    expect(signal).toBe('SIGABRT');
  });

  // Nothing tells constant memory from other memory in an atomic update, so that marks stand for such pointers.
  test.each(levels)('is a mark that stops the program where it is used in a callee, at %s', (level) => {
    const { stdout, stderr, signal } = run(
      level,
      `static _Atomic double *sums;
double *kept;
__attribute__((noinline)) static void add(int i, double v) { sums[i] += v; }
__attribute__((noinline)) static double look(void) { return kept[1]; }
double f(const double *x, int n) {
  sums = calloc(2, sizeof *sums);
  for (int i = 0; i < n; i++) add(i % 2, x[i] * x[i]);
  double sum = sums[0] * sums[1];
  free(sums);
  if (kept) return sum + look();
  kept = calloc(2, sizeof *kept);
  kept[1] = n;
  return sum;
}`,
    );
    expect(stdout).toBe('36 24\n');
    expect(stderr).toMatch(/^fluxion: the global variable 'kept' \(<stdin>:4\) points to memory of which/);
    expect(signal).toBe('SIGABRT');
  });

  test.each(levels)('is a pointer into the shadow of an argument at %s', (level) => {
    const { stdout } = run(
      level,
      `static double *current;
static double other[2] = {1, 1};
__attribute__((noinline)) static double look(void) {
  if (!current) current = other;
  return current[0];
}
double f(double *x, int n) {
  x[0] = x[0] * x[1];
  return look() * x[n - 1];
}
void setUp(double *x) { current = x; }`,
    );
    expect(stdout).toBe('9 12\n9 12\n');
  });

  /** Compiles a function and runs its gradient twice at (2, 3). */
  function run(level: string, source: string) {
    const program = `#include <stdio.h>
#include <stdlib.h>
${source}
double __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;
${source.includes('setUp') ? '' : 'void setUp(double *x) {}'}
int main(void) {
  for (int i = 0; i < 2; i++) {
    double x[] = {2, 3}, dx[] = {0, 0};
    setUp(x);
    __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, 2);
    printf("%g %g\\n", dx[0], dx[1]);
    fflush(stdout);
  }
  return 0;
}`;
    return runNativeProgram({ clang: tools!.clang, level, source: program });
  }
});
