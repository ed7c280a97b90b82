/** Runs a program of the corpus and its gradient natively under valgrind: no invalid access, and no byte left behind. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lowerText } from '../../src/bindings/lower.ts';
import type { OptimisationLevel } from '../../src/node.ts';
import { runTool } from '../support/native.ts';
import type { Program } from './programs.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Valgrind reads the debug information of version 4. */
const flags = ['-gdwarf-4', '-w', '-fno-vectorize', '-fno-slp-vectorize', '-fno-unroll-loops'];

/** Whether the driver can call it: `double name(double *x, int n)`. */
export function hasUsualForm({ points, active, output, refused }: Program): boolean {
  const isUsual = points.every((p) => p.length === 2 && Array.isArray(p[0]) && typeof p[1] === 'number');
  return isUsual && active.length === 1 && !output && !refused;
}

/** Calls the gradient at each point, twice, releases what is kept from call to call, and prints what there is to see. */
function driver({ name, points }: Program): string {
  const calls = points.map(([x, n]) => {
    const numbers = (x as readonly number[]).join();
    return `  for (int i = 0; i < 2; i++) {
    double x[] = {${numbers}}, d[sizeof x / sizeof *x] = {0};
    __enzyme_autodiff((void *)${name}, enzyme_dup, x, d, enzyme_const, ${n as number});
    for (int k = 0; k < sizeof d / sizeof *d; k++) sum += d[k] == d[k];
  }`;
  });
  return `#define _GNU_SOURCE
#include "${name}.c"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
void __fluxion_release_memory(void);
int main(void) {
  int sum = 0;
${calls.join('\n')}
  __fluxion_release_memory();
  return sum == 0;
}
`;
}

/** What valgrind complains about; nothing when all is right. */
export function checkMemory(program: Program, level: OptimisationLevel, clang: string): string {
  const temporary = mkdtempSync(join(tmpdir(), 'fluxion-valgrind-'));
  try {
    const optimise = level === 0 ? ['-Xclang', '-disable-O0-optnone'] : [];
    const compile = [...flags, `-O${level}`, ...optimise, '-I', folder, '-S', '-emit-llvm', '-x', 'c', '-', '-o', '-']; // prettier-ignore
    const { ir } = lowerText(runTool(clang, compile, driver(program)), `${program.name}.ll`);
    const [file, binary] = [join(temporary, 'differentiated.ll'), join(temporary, 'program')];
    writeFileSync(file, ir, 'latin1');
    runTool(clang, ['-O1', '-Wno-override-module', file, '-o', binary, '-lm']);
    const kinds = ['--leak-check=full', '--show-leak-kinds=all', '--errors-for-leak-kinds=all'];
    const result = spawnSync('valgrind', ['-q', '--error-exitcode=99', ...kinds, binary], {
      encoding: 'utf8',
    });
    if (result.error) throw result.error;
    return result.status === 0 ? '' : `exit ${result.status ?? result.signal ?? ''}\n${result.stderr}`;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
