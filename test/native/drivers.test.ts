/** `fluxion clang` where `clang` stood: what it is asked passes through, and so does how it ends. */
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite, source, type RunOptions } from './support.ts';

const isReady = haveTools(
  'the drivers',
  ...[22, 19].flatMap((v) => [`clang-${v}`, `ld.lld-${v}`, `llvm-config-${v}`]),
);
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('fluxion clang', () => {
  const { fluxion, run, work, program, cache } = suite!;
  const squares = '27 18 | 3 12 27\n';
  const square = source('square.c');

  async function newFolder(name: string): Promise<string> {
    const folder = path.join(work, name);
    await mkdir(folder, { recursive: true });
    return folder;
  }
  const clang = (args: readonly string[], more: RunOptions = {}) => fluxion(['clang', '-O1', ...args], more);
  /** What the program `a.out` of a folder prints. */
  const prints = async (folder: string): Promise<string> =>
    expectSuccess(await run('./a.out', [], { folder })).stdout;

  test.each([
    ['--version'],
    ['--help'],
    ['-print-resource-dir'],
    ['-dumpmachine'],
    ['-E'],
    ['-M'],
    ['-MM'],
    ['-fsyntax-only'],
    ['-###', '-c'],
  ])('%s needs no plugin', async (...flags) => {
    const environment = { FLUXION_CACHE_DIR: '/proc/none' };
    const files = flags[0]!.length < 15 && !/version|help|dump/.test(flags[0]!) ? [square] : [];
    const { stderr } = expectSuccess(await fluxion(['clang', ...flags, ...files], { environment }));
    expect(stderr).not.toMatch(/-plugin|building the plugin/);
  });

  test('says in a line that the plugin cannot be kept', async () => {
    const { code, stderr } = await clang(['-c', square], {
      environment: { FLUXION_CACHE_DIR: '/proc/none' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: the folder for the plugin cannot be made: [^\n]*\/proc\/none[^\n]*; FLUXION_CACHE_DIR names another [^\n]*\[FX4011\]\n$/,
    );
  });

  test('lists what a file depends on', async () => {
    const folder = await newFolder('depends');
    expectSuccess(await clang(['-MMD', '-c', square, '-o', 'square.o'], { folder }));
    expect(await readFile(path.join(folder, 'square.d'), 'utf8')).toMatch(/^square\.o: .*square\.c\n/s);
    expectSuccess(await clang(['square.o'], { folder }));
    expect(await prints(folder)).toBe(squares);
  });

  test('-g describes the structures that a function with a request is passed, once', async () => {
    const folder = await newFolder('described');
    const text = `void __enzyme_autodiff(void *, ...);
      extern int enzyme_dup;
      struct pair { double a, b; };
      static double product(struct pair *x) { return x->a * x->b; }
      void gradient(struct pair *x, struct pair *d) { __enzyme_autodiff((void *)product, enzyme_dup, x, d); }`;
    await writeFile(path.join(folder, 'described.c'), text);
    // LLVM crashes where a variable is described by two nodes.
    expectSuccess(await clang(['-g', '-c', 'described.c'], { folder }));
    expectSuccess(await clang(['-g', '-S', '-emit-llvm', 'described.c'], { folder }));
    const printed = await readFile(path.join(folder, 'described.ll'), 'utf8');
    expect(printed.match(/DILocalVariable\(name: "x", arg: 1, scope: /g)).toHaveLength(2);
  });

  test('makes shared libraries', async () => {
    const folder = await newFolder('shared');
    const files = {
      'slope.c': `double __enzyme_autodiff(void *, ...);
        static double cubed(double x) { return x * x * x; }
        double slope(double x) { return __enzyme_autodiff((void *)cubed, x); }`,
      'main.c': `#include <stdio.h>
        double slope(double);
        int main(void) { printf("%g\\n", slope(2)); }`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    expectSuccess(await clang(['-shared', '-fPIC', 'slope.c', '-o', 'libslope.so'], { folder }));
    expectSuccess(await clang(['main.c', '-L.', '-lslope', '-Wl,-rpath,.'], { folder }));
    expect(await prints(folder)).toBe('12\n');
    // Each on its own, in one command.
    expectSuccess(await clang(['-Wall', 'main.c', 'slope.c'], { folder }));
    expect(await prints(folder)).toBe('12\n');
  });

  test('reads standard input, and response files', async () => {
    const folder = await newFolder('a folder with spaces');
    const environment = {
      NODE: process.execPath,
      FLUXION: program,
      SOURCE: square,
      FLUXION_CACHE_DIR: cache,
    };
    const script = '"$NODE" "$FLUXION" clang -O1 -x c - < "$SOURCE"';
    expectSuccess(await run('sh', ['-c', script], { folder, environment }));
    expect(await prints(folder)).toBe(squares);
    await writeFile(path.join(folder, 'the arguments'), `-O2\n-flto "${square}" -o from\\ file`);
    expectSuccess(await fluxion(['clang', '@the arguments'], { folder }));
    expect(expectSuccess(await run('./from file', [], { folder })).stdout).toBe(squares);
  });

  test.each([[[]], [['-flto']]])('keeps what is made on the way, -save-temps %j', async (flags) => {
    const folder = await newFolder(`temps${flags.join('')}`);
    expectSuccess(await clang(['-save-temps', ...flags, square], { folder }));
    expect(await prints(folder)).toBe(squares);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['square.i', 'square.bc', 'square.o']));
  });

  test('keeps the plugin in a folder with spaces', { timeout: 300_000 }, async () => {
    const folder = await newFolder('spaces');
    const environment = { FLUXION_CACHE_DIR: path.join(work, 'a cache'), FLUXION_CLANG: 'clang-19' };
    for (const flag of ['-g', '-flto']) {
      expectSuccess(await clang([flag, square], { folder, environment }));
      expect(await prints(folder)).toBe(squares);
    }
  });

  test('compiles many files at the same time, each to the same bytes', { timeout: 300_000 }, async () => {
    const folder = await newFolder('many');
    const names = Array.from({ length: 8 }, (_, i) => `out${i}.o`);
    const all = names.map((name) => clang(['-g', '-c', square, '-o', name], { folder }));
    for (const finished of await Promise.all(all)) expectSuccess(finished);
    const outputs = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1')));
    expect(new Set(outputs).size).toBe(1);
  });

  /** A clang of which the shell script `text` is all that it does. */
  async function clangThat(name: string, text: string): Promise<Record<string, string>> {
    const file = path.join(work, name);
    const version = 'if [ "$1" = --version ]; then exec clang-22 --version; fi';
    await writeFile(file, `#!/bin/sh\n${version}\n${text}\n`);
    await chmod(file, 0o755);
    return { FLUXION_CLANG: file };
  }

  test('ends as clang does', async () => {
    const failing = await clang(['x.c'], { environment: await clangThat('fails', 'exit 42') });
    expect(failing.code).toBe(42);
    const killed = await clang(['x.c'], { environment: await clangThat('killed', 'kill -TERM $$') });
    expect(killed.code).toBe('SIGTERM');
  });

  test('gives clang a folder for its files, and removes it unless something was left in it', async () => {
    const folder = await newFolder('temporary');
    const tidy = await clangThat('tidy', 'touch "$TMPDIR/a"; rm "$TMPDIR/a"');
    expectSuccess(await clang(['x.c'], { environment: { ...tidy, TMPDIR: folder } }));
    expect(await readdir(folder)).toEqual([]);
    const crashing = await clangThat('crashing', 'touch "$TMPDIR/reproducer"; exit 1');
    await clang(['x.c'], { environment: { ...crashing, TMPDIR: folder } });
    expect(await readdir(folder, { recursive: true })).toContainEqual(expect.stringMatching(/\/reproducer$/));
  });

  test('refuses a linker that takes no plugin', async () => {
    const { code, stderr } = await clang(['-flto', '-fuse-ld=bfd', square]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: -fuse-ld=bfd names a linker that takes no plugin \[FX4010\]\n/);
  });

  test('say what they run, and pass the exit code on', async () => {
    const { code, stderr } = await fluxion(['clang', '-v', '-c', '/not-there.c']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^fluxion: \/.*clang-22 -fpass-plugin=.* -v -c \/not-there\.c\n/);
  });

  test.each([
    ['FLUXION_CLANG', 'clang', 'FLUXION_CLANG names /no/clang, which is no program'],
    ['FLUXION_FLANG', 'flang', 'FLUXION_FLANG names /no/clang, which is no program'],
  ])('take another program from %s', async (variable, tool, message) => {
    const { code, stderr } = await fluxion([tool, '--version'], { environment: { [variable]: '/no/clang' } });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test('refuse an LLVM that the plugin cannot be made for', async () => {
    const old = path.join(work, 'old-clang');
    await writeFile(old, '#!/bin/sh\necho Debian clang version 14.0.6\n');
    await chmod(old, 0o755);
    const { code, stderr } = await fluxion(['clang', '-c', 'x.c'], { environment: { FLUXION_CLANG: old } });
    expect(code).toBe(1);
    expect(stderr).toContain('is of LLVM 14; the plugin is made for LLVM 19 to 22');
  });
});
