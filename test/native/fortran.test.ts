/** Fortran at -O0; the other levels are in `fortran.all.test.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFortranProgram, fortranPrograms } from './fortran-programs.ts';
import { expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const isReady = haveTools('Fortran', 'flang-22', 'clang-22', 'ld.lld-22', 'llvm-config-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('flang', () => {
  const { fluxion, run, work } = suite!;

  test.each(fortranPrograms)('%s, -O0', { timeout: 240_000 }, (name) =>
    checkFortranProgram(suite!, name, '-O0'),
  );

  test.each(['-O0', '-O2'])('reductions and sections that C differentiates, %s', async (level) => {
    const folder = path.join(work, `from-c${level}`);
    await mkdir(folder);
    const main = path.join(folder, 'main.o');
    expectSuccess(await fluxion(['clang', level, '-flto', '-c', source('fortran/main.c'), '-o', main]));
    for (const name of ['reductions', 'sections']) {
      const [object, out] = [path.join(folder, `${name}.o`), path.join(folder, name)];
      const compile = [level, '-flto', '-c', source(`fortran/${name}.f90`), '-o', object];
      expectSuccess(await fluxion(['flang', ...compile], { folder }));
      expectSuccess(await fluxion(['flang', level, '-flto', main, object, '-o', out]));
      const worst = Number(expectSuccess(await run(out, [])).stdout);
      expect(worst).toBeLessThan(1e-7);
    }
  });

  test('what its library allocates is an error that says the way out', async () => {
    const file = path.join(work, 'list.f90');
    await writeFile(
      file,
      `real(8) function f(x)
  real(8), intent(in) :: x
  real(8), pointer :: p(:)
  allocate(p(3))
  p = x
  f = p(1) * p(2)
end function
program main
  external f, f__enzyme_autodiff
  real(8) :: x = 1, dx = 0
  call f__enzyme_autodiff(f, x, dx)
end program
`,
    );
    const { code, stderr } = await fluxion(['flang', '-O0', file, '-o', path.join(work, 'list')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/list\.f90:4:\d+: the function '_FortranAPointerAllocate' has no body here/);
    expect(stderr).toMatch(/help: /);
  });
});
