import { describe, expect, test } from 'vitest';
import { FluxionError, compile } from '../../src/node.ts';
import { runNativeProgram } from '../support/native-program.ts';
import { nativeTools } from '../support/native.ts';

/** Tapes 8 bytes in each iteration. */
const power = `
__attribute__((noinline)) double power(double x, int n) {
  double s = 1;
  for (int i = 0; i < n; i++) s = s * x * s + 1e-3;
  return s;
}`;

test('in WebAssembly the caller is told, and how much was needed', async () => {
  const source = `#include <stdlib.h>
${power}
double f(double x, int n) {
  volatile char *a = malloc(1900u << 20), *b = malloc(1900u << 20);
  if (!a || !b) return -1;
  a[0] = b[0] = 1;
  double r = power(x, n);
  free((void *)a);
  free((void *)b);
  return r;
}`;
  const { f } = await compile<{ f: { grad(x: number, n: number): number[] } }>(
    { 'f.c': source },
    { cache: false },
  );
  let error: unknown;
  try {
    f.grad(0.5, 40_000_000);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(FluxionError);
  const { code, message } = (error as FluxionError).diagnostics[0]!;
  expect(code).toBe('FX5008');
  expect(message).toMatch(/ stopped: tape out of memory: \d+ bytes are needed$/);
  // d/dx of x + 1e-3: the next call begins anew.
  expect(f.grad(0.5, 1)[0]).toBe(1);
});

const tools = nativeTools('running out of memory natively', 'clang');

describe.skipIf(!tools)('natively', () => {
  const run = (source: string) => runNativeProgram({ clang: tools!.clang, level: '-O1', source });

  test('the program is aborted with a message', () => {
    const { stderr, signal } = run(`#include <sys/resource.h>
${power}
double __enzyme_autodiff(void *, ...);
int main(void) {
  struct rlimit limit = {100 << 20, 100 << 20};
  setrlimit(RLIMIT_AS, &limit);
  return __enzyme_autodiff((void *)power, 0.5, 40000000) > 0;
}`);
    expect(stderr).toMatch(/^fluxion: tape out of memory: \d+ bytes are needed\n$/);
    expect(signal).toBe('SIGABRT');
  });

  test('what is kept from call to call can be released, and is made anew', () => {
    const { stdout, status } = run(`#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
${power}
double __enzyme_autodiff(void *, ...);
void __fluxion_release_memory(void);
int main(void) {
  // The first allocation of a thread makes a cache for it, which stays.
  void *volatile some = malloc(1);
  free(some);
  size_t before = mallinfo2().uordblks;
  double first = __enzyme_autodiff((void *)power, 0.5, 1000);
  size_t kept = mallinfo2().uordblks - before;
  __fluxion_release_memory();
  __fluxion_release_memory();
  size_t left = mallinfo2().uordblks - before;
  double second = __enzyme_autodiff((void *)power, 0.5, 1000);
  __fluxion_release_memory();
  printf("%d %d %d", kept >= 8000, (int)left, first == second);
  return 0;
}`);
    expect([stdout, status]).toEqual(['1 0 1', 0]);
  });
});
