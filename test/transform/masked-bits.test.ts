import { describe, expect, test } from 'vitest';
import { runNativeProgram } from '../support/native-program.ts';
import { nativeTools } from '../support/native.ts';

const tools = nativeTools('masks of floats', 'clang');

describe.skipIf(!tools)('a float that is taken for a mask', () => {
  test.each([
    ['-0.0', '-3 -2'],
    ['0.0', '3 2'],
    ['5.0', ''],
  ])('that is %s gives the derivatives %s', (mask, expected) => {
    const source = `#include <stdio.h>
typedef double Pair __attribute__((vector_size(16)));
typedef long long Bits __attribute__((vector_size(16)));
__attribute__((noinline)) static Pair combine(const Pair *a, const Pair *b) { return (Pair)((Bits)*a ^ (Bits)*b); }
double f(const double *x) {
  Pair a = {x[0], x[1]}, b = {${mask}, ${mask}}, c = combine(&a, &b);
  return 3 * c[0] + 2 * c[1];
}
double __enzyme_autodiff(void *, ...);
extern int enzyme_dup;
int main(void) {
  double x[] = {2, 3}, dx[] = {0, 0};
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
  printf("%g %g", dx[0], dx[1]);
  return 0;
}`;
    const { stdout, stderr, signal } = runNativeProgram({ clang: tools!.clang, level: '-O0', source });
    expect(stdout).toBe(expected);
    if (expected) return expect(stderr).toBe('');
    expect(stderr).toMatch(
      /^fluxion: line 4: the bits of two floating-point numbers are combined, neither of which/,
    );
    expect(signal).toBe('SIGABRT');
  });
});
