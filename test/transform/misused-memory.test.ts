import { describe, expect, test } from 'vitest';
import { runNativeProgram } from '../support/native-program.ts';
import { nativeTools } from '../support/native.ts';

const tools = nativeTools('misuse of unions', 'clang');

/** An integer goes into a union, and a number is read. */
const union = `#include <stdio.h>
struct value { int tag; union { double number; long bits; } as; };
__attribute__((noinline)) static void store(struct value *v, long bits) { v->tag = 1; v->as.bits = bits * 3 + 1; }
__attribute__((noinline)) static double sum(const struct value *v, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += v[i].as.number;
  return s;
}
double f(const double *x, int n) {
  struct value v[3];
  for (int i = 0; i < 3; i++) { v[i].tag = 0; v[i].as.number = x[i % 2] * x[i % 2]; }
  if (n > 2) store(&v[1], n);
  return sum(v, 3);
}
`;

const driver = `
double __enzyme_autodiff(void *, int, double *, double *, int, int);
extern int enzyme_dup, enzyme_const;
int main(void) {
  for (int n = 2; n <= 3; n++) {
    double x[] = {2, 3}, dx[] = {0, 0};
    __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
    printf("%g %g\\n", dx[0], dx[1]);
    fflush(stdout);
  }
  return 0;
}
`;

describe.skipIf(!tools)('a program is stopped', () => {
  const run = (level: string, source: string) => runNativeProgram({ clang: tools!.clang, level, source });

  test.each(['-O0', '-O1', '-O2'])('that reads the number where it wrote an integer, at %s', (level) => {
    const { stdout, stderr, signal } = run(level, union + driver);
    expect(stdout).toBe('8 6\n');
    expect(stderr).toMatch(/^fluxion: line \d+: an integer or pointer is written into a union, and read as/);
    expect(signal).toBe('SIGABRT');
  });
});
