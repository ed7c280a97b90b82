/** Words that hold a pointer at one time and a count at another: a count has no shadow, and must be no address. */
import { describe, expect, test } from 'vitest';
import { runNativeProgram } from '../support/native-program.ts';
import { nativeTools } from '../support/native.ts';

const tools = nativeTools('counts and pointers in one word', 'clang');

const source = `#include <stdio.h>
#include <stdlib.h>
union word { double *pointer; long count; };
struct cell { long tag; union word word; };
__attribute__((noinline)) void set_count(struct cell *c, long count) {
  c->tag = 0;
  c->word.count = count;
}
__attribute__((noinline)) double value(const struct cell *c) {
  return c->tag ? *c->word.pointer * *c->word.pointer : (double)c->word.count;
}
double f(double *x, long count) {
  struct cell c;
  set_count(&c, count);
  double sum = value(&c) * x[0];
  c.tag = 1;
  c.word.pointer = x + 1;
  sum += value(&c);
  set_count(&c, 2 * count);
  return sum + value(&c) * x[0];
}
double __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;
int main(int argc, char **argv) {
  double x[] = {2, 3}, dx[] = {0, 0};
  char digits[32];
  snprintf(digits, sizeof digits, "%ld", argc > 1 ? (long)(x + 1) : 5000);
  long count = strtol(digits, NULL, 10);
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, count);
  printf("%g %g\\n", dx[0], dx[1]);
  return 0;
}`;

describe.skipIf(!tools)('a count that is stored where there is a pointer at other times', () => {
  // At -O0, all of the word's uses are seen together, and prove it a number.
  test.each(['-O0', '-O1', '-O3'])('is no address, or the program stops, at %s', (level) => {
    const run = (...args: string[]) => runNativeProgram({ clang: tools!.clang, level, source, args });
    expect(run().stdout).toBe('15000 6\n');
    if (level === '-O0') return;
    const { stderr, signal } = run('address');
    expect(stderr).toMatch(/^fluxion: line 7: an integer as large as an address is stored where there are/);
    expect(signal).toBe('SIGABRT');
  });
});
