/** Words that hold a pointer at one time and a count at another: a count has no shadow, and must be no address. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lowerText } from '../../src/bindings/lower.ts';
import { nativeTools, runTool } from '../support/native.ts';

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
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fluxion-counts-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  // At -O0, all of the word's uses are seen together, and prove it a number.
  test.each(['-O0', '-O1', '-O3'])('is no address, or the program stops, at %s', (level) => {
    const optnone = level === '-O0' ? ['-Xclang', '-disable-O0-optnone'] : [];
    const flags = [level, ...optnone, '-g', '-S', '-emit-llvm', '-x', 'c', '-', '-o', '-'];
    const { ir } = lowerText(runTool(tools!.clang, flags, source), 'f.ll');
    const [file, binary] = [join(folder, `f${level}.ll`), join(folder, `f${level}`)];
    writeFileSync(file, ir, 'latin1');
    runTool(tools!.clang, ['-O1', '-Wno-override-module', file, '-o', binary, '-lm']);
    expect(spawnSync(binary, { encoding: 'utf8' }).stdout).toBe('15000 6\n');
    if (level === '-O0') return;
    const { stderr, signal } = spawnSync(binary, ['address'], { encoding: 'utf8' });
    expect(stderr).toMatch(/^fluxion: line 7: an integer as large as an address is stored where there are/);
    expect(signal).toBe('SIGABRT');
  });
});
