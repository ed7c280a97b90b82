/** Programs of several files and libraries, differentiated when they are linked. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyFolder, expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const versions = [22, 19];
const tools = versions.flatMap((version) =>
  ['clang', 'ld.lld', 'llvm-config', 'llvm-ar'].map((name) => `${name}-${version}`),
);
const isReady = haveTools('differentiation at link time', ...tools, 'clang++-22', 'cmake', 'make', 'ar');
const suite = isReady ? await nativeSuite() : undefined;
const files = ['main', 'loss', 'activation'];

describe.skipIf(!suite)('at link time', () => {
  const { fluxion, run, work, program } = suite!;

  describe.each(versions)('of LLVM %i', (version) => {
    const environment = { FLUXION_CLANG: `clang-${version}` };
    const clang = (...args: string[]) => fluxion(['clang', ...args], { environment });

    /** Compiles the files on their own. */
    async function objects(name: string, ...flags: string[]): Promise<Record<string, string>> {
      const folder = path.join(work, `${name}-${version}`);
      await mkdir(folder);
      const made = files.map((file) => [file, path.join(folder, `${file}.o`)] as const);
      for (const [file, out] of made)
        expectSuccess(await clang(...flags, '-c', source(`lto/${file}.c`), '-o', out));
      return Object.fromEntries(made);
    }

    test.each(['-O0', '-O2'])('functions of other files, %s', { timeout: 240_000 }, async (level) => {
      const made = await objects(`files${level}`, level, '-flto');
      const out = path.join(work, `files-${version}${level}.out`);
      expectSuccess(await clang(level, '-flto', ...Object.values(made), '-o', out));
      expect(expectSuccess(await run(out, [])).stdout).toBe('3 4 6\n');
    });

    test.each([`llvm-ar-${version}`, 'ar'])('functions of an archive of bitcode, made by %s', async (ar) => {
      const { main, loss, activation } = await objects(ar, '-O2', '-flto');
      const [archive, out] = [
        path.join(work, `lib${ar}-${version}.a`),
        path.join(work, `${ar}-${version}.out`),
      ];
      expectSuccess(await run(ar, ['rcs', archive, loss!, activation!]));
      expectSuccess(await clang('-O2', '-flto', main!, archive, '-o', out));
      expect(expectSuccess(await run(out, [])).stdout).toBe('3 4 6\n');
    });

    test('functions of objects with machine code and bitcode', async () => {
      const { main, loss, activation } = await objects('fat', '-O2', '-flto', '-ffat-lto-objects');
      const out = path.join(work, `fat-${version}.out`);
      expectSuccess(await clang('-O2', '-flto', '-ffat-lto-objects', main!, loss!, activation!, '-o', out));
      expect(expectSuccess(await run(out, [])).stdout).toBe('3 4 6\n');
    });

    test.each(['objects', 'archive', 'response file'])(
      'functions of objects with embedded bitcode: %s',
      { timeout: 240_000 },
      async (how) => {
        const folder = path.join(work, `embedded '${how}' ${version}`);
        const temporary = path.join(folder, 'tmp');
        await mkdir(temporary, { recursive: true });
        const [loss, activation, out] = ['loss', 'activation', 'main'].map((name) =>
          path.join(folder, name),
        ) as [string, string, string];
        for (const name of ['loss', 'activation']) {
          const compile = ['-O2', '-fembed-bitcode', '-c', source(`lto/${name}.c`)];
          expectSuccess(await run(`clang-${version}`, [...compile, '-o', path.join(folder, name)]));
        }
        const archive = path.join(folder, 'libloss.a');
        const response = path.join(folder, 'args');
        expectSuccess(await run(`llvm-ar-${version}`, ['rcs', archive, loss, activation]));
        await writeFile(response, `-O2 -flto "${loss}"\n"${activation}"`);
        const inputs = { objects: [loss, activation], archive: ['-L', folder, '-lloss'], 'response file': [`@${response}`] }; // prettier-ignore
        const args = ['clang', '-O2', '-flto', source('lto/main.c'), ...inputs[how as keyof typeof inputs], '-o', out]; // prettier-ignore
        const environment = { FLUXION_CLANG: `clang-${version}`, TMPDIR: temporary };
        expectSuccess(await fluxion(args, { environment }));
        expect(expectSuccess(await run(out, [])).stdout).toBe('3 4 6\n');
        expect(await readdir(temporary)).toEqual([]);
      },
    );

    test('a library without bitcode is named, with the function and the line of its call', async () => {
      const { main, loss } = await objects('library', '-O2', '-flto');
      const clangOf = `clang-${version}`;
      const [machine, archive, shared] = ['machine.o', 'libmachine.a', 'libshared.so'].map((name) =>
        path.join(work, `${version}${name}`),
      ) as [string, string, string];
      const activation = source('lto/activation.c');
      expectSuccess(await run(clangOf, ['-O2', '-c', activation, '-o', machine]));
      expectSuccess(await run(clangOf, ['-O2', '-shared', '-fPIC', activation, '-o', shared]));
      expectSuccess(await run(`llvm-ar-${version}`, ['rcs', archive, machine]));
      for (const [library, name] of [
        [archive, `${version}libmachine.a(${version}machine.o)`],
        [shared, `${version}libshared.so`],
      ] as const) {
        const { code, stderr } = await clang(
          '-O2',
          '-flto',
          main!,
          loss!,
          library,
          '-o',
          path.join(work, 'lib'),
        );
        expect(code).toBe(1);
        expect(stderr).toMatch(/lto\/loss\.c:5:\d+: the function 'activation' has no body here/);
        expect(stderr).toContain(`note: ${name} has it, as machine code without bitcode`);
        expect(stderr).toMatch(
          /help: .* with -flto or -ffat-lto-objects, or register a derivative of 'activation'/,
        );
      }
    });

    test('a function without bitcode is named, at the line of its call', async () => {
      const { main, loss } = await objects('opaque', '-O2', '-flto');
      const machine = path.join(work, `machine-${version}.o`);
      expectSuccess(await run(`clang-${version}`, ['-O2', '-c', source('lto/activation.c'), '-o', machine]));
      const { code, stderr } = await clang(
        '-O2',
        '-flto',
        main!,
        loss!,
        machine,
        '-o',
        path.join(work, 'opaque'),
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /ld\.lld(-\d+)?: error: .*lto\/loss\.c:5:\d+: the function 'activation' has no body here/,
      );
      expect(stderr).toMatch(/help: /);
    });

    test('-flto=thin differentiates within each file', async () => {
      const out = path.join(work, `thin-${version}`);
      expectSuccess(await clang('-O2', '-flto=thin', source('square.c'), '-o', out));
      expect(expectSuccess(await run(out, [])).stdout).toBe('27 18 | 3 12 27\n');
      const { code, stderr } = await clang(
        '-O2',
        '-flto=thin',
        ...files.map((file) => source(`lto/${file}.c`)),
        '-o',
        out,
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(/main\.c:9:3: error: the function 'loss' has no body here/);
    });
  });

  test.each([
    ['-flto', /^error: newer-flto\.o is bitcode of LLVM 22, which LLVM 19 cannot read \[FX4010\]\n/],
    [
      '-fembed-bitcode',
      /note: newer-fembed-bitcode\.o has it, as machine code with bitcode of LLVM 22, which/,
    ],
  ])('bitcode of a newer LLVM is named, %s', async (flag, message) => {
    const newer = path.join(work, `newer${flag}.o`);
    expectSuccess(await run('clang-22', ['-O2', flag, '-c', source('lto/activation.c'), '-o', newer]));
    const args = ['-O2', '-flto', source('lto/main.c'), source('lto/loss.c'), newer];
    const environment = { FLUXION_CLANG: 'clang-19' };
    const { code, stderr } = await fluxion(['clang', ...args, '-o', path.join(work, 'newer')], {
      environment,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/help: .*LLVM 22/);
  });

  test('examples/make-fit', { timeout: 240_000 }, async () => {
    const folder = path.join(work, 'make-fit');
    await copyFolder('examples/make-fit', folder);
    expectSuccess(
      await run('make', ['-j8', `FLUXION=${process.execPath} ${program}`], {
        folder,
        environment: { FLUXION_CACHE_DIR: suite!.cache },
      }),
    );
    expect(expectSuccess(await run('./fit', [], { folder })).stdout).toBe(
      'amplitude 2.0000, rate 0.5000, frequency 3.0000\n',
    );
  });

  test('examples/cmake-fit', { timeout: 240_000 }, async () => {
    const folder = path.join(work, 'cmake-fit');
    await copyFolder('examples/cmake-fit', folder);
    const settings = [
      '-DCMAKE_C_COMPILER=clang-22',
      '-DCMAKE_CXX_COMPILER=clang++-22',
      `-DFLUXION=${process.execPath};${program}`,
    ];
    expectSuccess(
      await run('cmake', ['-B', 'build', ...settings], {
        folder,
        environment: { FLUXION_CACHE_DIR: suite!.cache },
      }),
    );
    expectSuccess(await run('cmake', ['--build', 'build', '--parallel', '8'], { folder }));
    expect(expectSuccess(await run('build/fit', [], { folder })).stdout).toBe('half-life 1.0000\n');
  });
});
