/**
 * Fortran: programs that each differentiate a function of six numbers and compare with central differences. At -O0, flang calls
 * its library for most of what it computes in place later.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const isReady = haveTools('Fortran', 'flang-22', 'clang-22', 'ld.lld-22', 'llvm-config-22');
const suite = isReady ? await nativeSuite() : undefined;
const programs = (await readdir(source('fortran')))
  .filter((name) => name.endsWith('.f90'))
  .map((name) => path.basename(name, '.f90'));

describe.skipIf(!suite)('flang', () => {
  const { fluxion, run, work } = suite!;

  /** The module of a program, with the main program that they all share. */
  async function whole(name: string): Promise<string> {
    const [module, main] = await Promise.all(
      [`${name}.f90`, 'main.inc'].map((file) => readFile(source(`fortran/${file}`), 'utf8')),
    );
    const file = path.join(work, `${name}.f90`);
    await writeFile(file, `${module}${main}`);
    return file;
  }

  describe.each(programs)('%s', (name) => {
    test.each(['-O0', '-O0 -g', '-O2'])('%s', { timeout: 240_000 }, async (level) => {
      const flags = level.split(' ');
      const out = path.join(work, `${name}${flags.join('')}`);
      // Each in a folder of its own, since flang writes a file for the module.
      const folder = path.join(work, `${name}${flags.join('')}.modules`);
      await mkdir(folder);
      expectSuccess(await fluxion(['flang', ...flags, await whole(name), '-o', out], { folder }));
      const [value, worst] = expectSuccess(await run(out, []))
        .stdout.trim()
        .split(/\s+/)
        .map(Number);
      expect(value).not.toBeNaN();
      expect(worst).toBeLessThan(1e-7);
    });
  });

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
