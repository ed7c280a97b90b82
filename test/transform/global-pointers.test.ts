import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lowerText } from '../../src/bindings/lower.ts';
import { nativeTools, runTool } from '../support/native.ts';

const tools = nativeTools('pointers in global variables', 'clang');

describe.skipIf(!tools)('a global pointer to memory that was there before the gradient', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fluxion-globals-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(['-O0', '-O2'])('stops the program when it is used, at %s', (level) => {
    const source = `#include <stdio.h>
#include <stdlib.h>
static double *work;
double f(const double *x, int n) {
  if (!work) work = malloc(n * sizeof *work);
  for (int i = 0; i < n; i++) work[i] = x[i] * x[i];
  return work[0] * work[1];
}
double __enzyme_autodiff(void *, ...);
extern int enzyme_dup, enzyme_const;
int main(void) {
  double x[] = {2, 3}, dx[] = {0, 0};
  for (int i = 0; i < 2; i++) {
    __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, 2);
    printf("%g %g\\n", dx[0], dx[1]);
    fflush(stdout);
  }
  return 0;
}`;
    const optnone = level === '-O0' ? ['-Xclang', '-disable-O0-optnone'] : [];
    const flags = [level, ...optnone, '-g', '-S', '-emit-llvm', '-x', 'c', '-', '-o', '-'];
    const { ir } = lowerText(runTool(tools!.clang, flags, source), 'f.ll');
    const [file, binary] = [join(folder, `f${level}.ll`), join(folder, `f${level}`)];
    writeFileSync(file, ir, 'latin1');
    runTool(tools!.clang, ['-O1', '-Wno-override-module', file, '-o', binary, '-lm']);
    const { stdout, stderr, signal } = spawnSync(binary, { encoding: 'utf8' });
    expect(stdout).toBe('36 24\n');
    expect(stderr).toMatch(
      /^fluxion: a global variable points to memory of which the gradient knows no shadow/,
    );
    expect(signal).toBe('SIGABRT');
  });
});
