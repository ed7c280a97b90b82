/** The plugin in clang, clang++, flang and opt of two versions of LLVM, and in rustc's linker. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const tools = [22, 19].flatMap((version) => [`clang-${version}`, `opt-${version}`, `llvm-config-${version}`]);
const isReady = haveTools(
  'the LLVM plugin',
  ...tools,
  'clang++-22',
  'flang-22',
  'ld.lld-22',
  'ld.lld-19',
  'rustc',
);
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('the plugin', () => {
  const { fluxion, run, plugin, work } = suite!;
  const levels = ['-O0', '-O1', '-O2', '-O3', '-Os'];
  const squares = '27 18 | 3 12 27\n';

  describe.each([22, 19])('of LLVM %i', (version) => {
    test.each(levels)('in clang %s', { timeout: 240_000 }, async (level) => {
      const flag = `-fpass-plugin=${await plugin(version)}`;
      const out = path.join(work, `square-${version}${level}`);
      for (const debug of ['-g0', '-g']) {
        expectSuccess(await run(`clang-${version}`, [flag, level, debug, source('square.c'), '-o', out]));
        expect(expectSuccess(await run(out, [])).stdout).toBe(squares);
      }
    });

    test.each(levels)('knows how large the arguments of callers are, at %s', async (level) => {
      const flag = `-fpass-plugin=${await plugin(version)}`;
      const out = path.join(work, `kept-${version}${level}`);
      expectSuccess(await run(`clang-${version}`, [flag, level, '-g', source('kept.c'), '-o', out]));
      expect(expectSuccess(await run(out, [])).stdout).toBe('33 22 0 0\n');
      const { stdout, stderr } = await run(out, ['alias']);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^fluxion: the global variable 'kept' .*leads to memory that is differentiated/);
    });

    test('in opt', async () => {
      const [before, after, out] = ['in.ll', 'out.ll', 'a.out'].map((name) =>
        path.join(work, `opt${version}-${name}`),
      ) as [string, string, string];
      const compile = ['-O1', '-S', '-emit-llvm', source('square.c'), '-o', before];
      expectSuccess(await run(`clang-${version}`, compile));
      const load = ['-load-pass-plugin', await plugin(version), '-passes=fluxion,verify'];
      expectSuccess(await run(`opt-${version}`, [...load, '-S', before, '-o', after]));
      expect(await readFile(after, 'utf8')).not.toContain('__enzyme');
      expectSuccess(await run(`clang-${version}`, ['-O2', after, '-o', out]));
      expect(expectSuccess(await run(out, [])).stdout).toBe(squares);
    });

    test('keeps debug information whole', async () => {
      const flag = `-fpass-plugin=${await plugin(version)}`;
      const out = path.join(work, `debug${version}.ll`);
      expectSuccess(
        await run(`clang-${version}`, [flag, '-O2', '-g', '-S', '-emit-llvm', source('square.c'), '-o', out]),
      );
      const text = await readFile(out, 'utf8');
      expect(text.match(/distinct !DICompileUnit/g)).toHaveLength(1);
      expect(text).not.toMatch(/!fluxion|@fluxion\.types|fluxion-extent/);
      for (const name of ['square', 'product', 'main'])
        expect(text.match(new RegExp(`distinct !DISubprogram\\(name: "${name}"`, 'g')), name).toHaveLength(1);
      expectSuccess(await run(`opt-${version}`, ['-passes=verify', '-disable-output', out]));
    });
  });

  test.each([...levels, '-flto', '-flto=thin'])('functions that are inlined, clang %s', async (level) => {
    for (const version of [22, 19]) {
      const out = path.join(work, `inlined${level}-${version}`);
      const environment = { FLUXION_CLANG: `clang-${version}` };
      expectSuccess(await fluxion(['clang', '-O2', level, source('inlined.c'), '-o', out], { environment }));
      expect(expectSuccess(await run(out, [])).stdout).toBe('8 12 24\n');
    }
  });

  test.each(levels)('jumps to labels that are values, clang %s', async (level) => {
    const out = path.join(work, `labels${level}`);
    expectSuccess(await fluxion(['clang', level, source('labels.c'), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('392 728\n');
    const resumed = await run(out, ['resumed']);
    // Unoptimised, it jumps to an address that is no label of the derivative.
    if (level === '-O0') expect(resumed.code).not.toBe(0);
    else expect(resumed.stdout).toBe('392 728\n6\n');
  });

  test.each(levels)('in clang++ %s', async (level) => {
    const out = path.join(work, `norm${level}`);
    expectSuccess(await fluxion(['clang++', level, source('norm.cpp'), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('0.6 0.8\n');
  });

  test.each([...levels, '-flto'])('calls through pointers that main takes, clang++ %s', async (level) => {
    const out = path.join(work, `pointers${level}`);
    expectSuccess(await fluxion(['clang++', '-O1', level, source('pointers.cpp'), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('16 1 -7\n');
  });

  test.each(levels)('functions that callers choose, clang %s', async (level) => {
    const out = path.join(work, `chosen${level}`);
    expectSuccess(await fluxion(['clang', level, source('chosen.c'), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('12 27 27\n');
    const { code, stderr } = await fluxion(['clang', level, '-c', source('chosen_later.c'), '-o', out]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('no function that is known while compiling [FX3006]');
  });

  test.each(['-O0', '-O2', '-O3'])('in flang %s', async (level) => {
    const folder = path.join(work, `energy${level}`);
    expectSuccess(await fluxion(['flang', level, source('energy.f90'), '-o', folder]));
    const numbers = expectSuccess(await run(folder, []))
      .stdout.trim()
      .split(/\s+/)
      .map(Number);
    expect(numbers).toEqual([2.223244, 1.972602, -8.063212, 6]);
  });

  test.each([
    ['hello.rs', ['-O']],
    ['hello.rs', ['-g']],
    ['hello_2024.rs', ['--edition=2024', '-O']],
    ['hello_2024.rs', ['--edition=2024']],
  ])('under rustc: %s %j', { timeout: 600_000 }, async (file, flags) => {
    const out = path.join(work, 'hello');
    expectSuccess(await fluxion(['rustc', ...flags, source(file), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('Hello, world 9 6!\n');
  });

  test.each([['-O'], ['-g']])('a slice under rustc %s', { timeout: 600_000 }, async (flag) => {
    const out = path.join(work, `slices${flag}`);
    expectSuccess(await fluxion(['rustc', '--edition=2024', flag, source('slices.rs'), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('sum 36.0\n[2.0, 8.0, 18.0]\n');
  });

  test('the same input gives the same output', async () => {
    const outputs = ['first.o', 'second.o'].map((name) => path.join(work, name));
    for (const out of outputs)
      expectSuccess(await fluxion(['clang', '-O2', '-g', '-c', source('square.c'), '-o', out]));
    const [first, second] = await Promise.all(outputs.map((file) => readFile(file)));
    expect(first!.equals(second!)).toBe(true);
  });
});
