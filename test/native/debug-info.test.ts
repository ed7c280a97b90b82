/** `fluxion clang` has debug information made, for the types, and leaves none of it where nobody asked for it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const isReady = haveTools('debug information', 'clang-22', 'ld.lld-22', 'llvm-config-22', 'llvm-readelf-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('debug information', () => {
  const { fluxion, run, work } = suite!;
  const names = source('sum_of_names.cpp');

  async function folderOf(name: string): Promise<string> {
    const folder = path.join(work, name);
    await mkdir(folder, { recursive: true });
    return folder;
  }
  const sectionsOf = async (file: string): Promise<string> =>
    expectSuccess(await run('llvm-readelf-22', ['-S', file])).stdout;

  test.each(['-O0', '-O2'])('tells the types where none was asked for, and is dropped: %s', async (level) => {
    const out = path.join(work, `names${level}`);
    expectSuccess(await fluxion(['clang++', '-std=c++20', level, names, '-o', out]));
    // d (5 (x y)² + 45 x²), at x = 2 and y = 3
    expect(expectSuccess(await run(out, [])).stdout).toBe('360 120\n');
    expect(await sectionsOf(out)).not.toContain('.debug_');
  });

  test('leaves no trace in IR', async () => {
    const out = path.join(work, 'square.ll');
    expectSuccess(await fluxion(['clang', '-O1', '-S', '-emit-llvm', source('square.c'), '-o', out]));
    expect(await readFile(out, 'utf8')).not.toMatch(/!DI|fluxion\.|!dbg/);
  });

  test.each(['-g', '-gline-tables-only'])('is kept where it was asked for: %s', async (flag) => {
    const out = path.join(work, `square${flag}`);
    expectSuccess(await fluxion(['clang', '-O1', flag, source('square.c'), '-o', out]));
    expect(await sectionsOf(out)).toContain('.debug_line');
  });

  test.each([
    ['made', []],
    ['not made where none is wanted', ['-g0']],
  ])('is %s', async (_, flags) => {
    const { stderr } = expectSuccess(
      await fluxion(['clang', '-v', ...flags, '-O2', '-c', source('square.c')]),
    );
    const command = stderr
      .split('\n')
      .find((line) => line.startsWith('fluxion: ') && line.includes('-fpass-plugin'));
    expect(/ -g /.test(command ?? '')).toBe(flags.length === 0);
  });

  test.each([
    ['no file', [], false],
    ['one file', ['-g'], true],
  ])('at the link: asked for in %s', async (_, flags, kept) => {
    const folder = await folderOf(`link${flags.length}`);
    await writeFile(path.join(folder, 'f.c'), 'double f(double x) { return x * x * x; }\n');
    await writeFile(
      path.join(folder, 'main.c'),
      'double f(double), __enzyme_autodiff(void *, double);\nint main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }\n',
    );
    const clang = (...args: string[]) => fluxion(['clang', '-O2', '-flto', ...args], { folder });
    expectSuccess(await clang(...flags, '-c', 'f.c'));
    expectSuccess(await clang('-c', 'main.c'));
    expectSuccess(await clang('f.o', 'main.o', '-o', 'main'));
    expect((await run('./main', [], { folder })).code).toBe(12);
    const sections = await sectionsOf(path.join(folder, 'main'));
    expect(sections.includes('.debug_info')).toBe(kept);
  });
});
