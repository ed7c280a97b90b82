import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';
import { cacheFolder, fileCache } from '../../src/toolchain/node/file-cache.ts';
import { makeFolder } from '../../src/toolchain/node/make-folder.ts';
import { countingRunner } from './support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fluxion-cache-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const program = (constant: number) =>
  sourceSetOf({ 'f.c': `double f(double x) { return x * ${constant}; }` });
const entries = async () => (await readdir(folder)).sort();
const bytes = (size: number, fill: number) => new Uint8Array(size).fill(fill);
const key = (n: number) => n.toString(16).padStart(64, '0');

async function compileAndLink(toolchain: ReturnType<typeof createToolchain>, constant: number) {
  const { ir } = await toolchain.compileToIR(program(constant), { level: 2 });
  return toolchain.linkWasm(ir, { exports: ['f'] });
}

describe('results of the compiler', () => {
  test('are taken from the cache by another process, and compiled again for another text', async () => {
    const first = countingRunner();
    const made = await compileAndLink(createToolchain({ cache: fileCache(folder), runner: first }), 2);
    // Driver and compiler for C, driver and compiler for IR, linker.
    expect(first.runs.map((run) => run.args[0])).toEqual(['clang', 'clang', 'clang', 'clang', 'wasm-ld']);

    const second = countingRunner();
    const progress: string[] = [];
    const options = {
      cache: fileCache(folder),
      runner: second,
      onProgress: (m: string) => void progress.push(m),
    };
    const found = await compileAndLink(createToolchain(options), 2);
    expect(second.runs).toEqual([]);
    expect(progress).toEqual([]);
    expect(found).toEqual(made);

    await compileAndLink(createToolchain(options), 3);
    expect(second.runs.map((run) => run.args[0])).toEqual(['clang', 'clang', 'wasm-ld']);
    expect(progress).toEqual(['Compiling f.c', 'Optimising f.c', 'Linking']);
  });

  test('depend on headers, flags and names', async () => {
    const runner = countingRunner();
    const toolchain = createToolchain({ cache: fileCache(folder), runner });
    const compile = async (header: string, define: string, name = 'f.c') => {
      const before = runner.runs.length;
      const files = {
        [name]: '#include "h.h"\nint f(void) { return H + D; }',
        'h.h': `#define H ${header}\n`,
      };
      await toolchain.compileToIR(sourceSetOf(files), { level: 2, defines: [`D=${define}`] });
      return runner.runs.length - before;
    };
    expect(await compile('1', '1')).toBe(2);
    expect(await compile('1', '1')).toBe(0);
    expect(await compile('2', '1')).toBe(1);
    expect(await compile('1', '2')).toBe(1);
    expect(await compile('1', '1', 'g.c')).toBe(1);
  });

  test('keep the warnings', async () => {
    const compile = () =>
      createToolchain({ cache: fileCache(folder) }).compileToIR(
        sourceSetOf({ 'w.c': '#warning "careful"\n' }),
        {
          level: 0,
        },
      );
    const fresh = await compile();
    expect(fresh.warnings).toContain('careful');
    expect(await compile()).toEqual(fresh);
  });

  test('are built again when an entry is damaged', async () => {
    const good = await compileAndLink(createToolchain({ cache: fileCache(folder) }), 2);
    const names = await entries();
    for (const [i, name] of names.entries()) {
      const file = path.join(folder, name);
      const content = await readFile(file);
      if (i % 3 === 0) content[content.length >> 1]! ^= 1;
      await writeFile(
        file,
        i % 3 === 1 ? content.subarray(0, content.length >> 1) : i % 3 === 2 ? '' : content,
      );
    }
    const runner = countingRunner();
    expect(await compileAndLink(createToolchain({ cache: fileCache(folder), runner }), 2)).toEqual(good);
    expect(runner.runs).toHaveLength(names.length);
    const again = countingRunner();
    expect(await compileAndLink(createToolchain({ cache: fileCache(folder), runner: again }), 2)).toEqual(
      good,
    );
    expect(again.runs).toEqual([]);
    expect(await entries()).toEqual(names);
  });

  test('that failed are not kept', async () => {
    const runner = countingRunner();
    const toolchain = createToolchain({ cache: fileCache(folder), runner });
    const compile = () => toolchain.compileToIR(sourceSetOf({ 'f.c': 'int f(' }), { level: 0 });
    await expect(compile()).rejects.toThrow('FX4001');
    await expect(compile()).rejects.toThrow('FX4001');
    expect(runner.runs).toHaveLength(3);
  });

  test('are not looked for without a cache', async () => {
    const runner = countingRunner();
    const toolchain = createToolchain({ runner });
    await compileAndLink(toolchain, 2);
    const before = runner.runs.length;
    await compileAndLink(toolchain, 2);
    // The driver's answers are kept in the process all the same.
    expect(runner.runs.length - before).toBe(3);
  });

  test('progress is reported and ended, also when the compiler refuses', async () => {
    const events: string[] = [];
    const hooks = { onProgress: (m: string) => void events.push(m), onDone: () => void events.push('done') };
    const compile = createToolchain(hooks).compileToIR(sourceSetOf({ 'f.c': 'int f(' }), { level: 0 });
    await expect(compile).rejects.toThrow('FX4001');
    expect(events).toEqual(['Compiling f.c', 'Compiling f.c', 'done']);
  });
});

describe('the cache folder', () => {
  test('several writers and readers of one entry', async () => {
    const content = [0, 1, 2, 3].map((n) => bytes(200_000 + n, n));
    const stores = content.map(() => fileCache(folder));
    const seen: (Uint8Array | undefined)[] = [];
    await Promise.all(
      stores.map(async (store, i) => {
        for (let round = 0; round < 20; round++) {
          await store.put(key(1), content[i]!);
          seen.push(await store.get(key(1)));
        }
      }),
    );
    expect(seen).toHaveLength(80);
    for (const found of seen)
      expect(content.some((c) => found !== undefined && c.length === found.length)).toBe(true);
    expect(await entries()).toEqual([`${key(1)}.result`]);
  });

  test('stays below its limit; what was used last stays', async () => {
    const store = fileCache(folder, 100_000);
    for (let n = 0; n < 9; n++) {
      await store.put(key(n), bytes(10_000, n));
      const time = new Date(Date.now() - (100 - n) * 1000);
      await utimes(path.join(folder, `${key(n)}.result`), time, time);
    }
    expect(await store.get(key(0))).toEqual(Buffer.from(bytes(10_000, 0)));
    await store.put(key(9), bytes(10_000, 9));
    const left = await entries();
    expect(left).toContain(`${key(0)}.result`);
    expect(left).toContain(`${key(9)}.result`);
    expect(left).not.toContain(`${key(1)}.result`);
    for (let n = 10; n < 40; n++) await store.put(key(n), bytes(10_000, n));
    const sizes = await Promise.all(
      (await entries()).map(async (name) => (await stat(path.join(folder, name))).size),
    );
    expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(100_000);
    await store.put(key(99), bytes(100_001, 0));
    expect(await store.get(key(99))).toBeUndefined();
  });

  test('abandoned temporary files go, foreign files stay', async () => {
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const name of ['a.tmp', 'notes.txt']) {
      await writeFile(path.join(folder, name), 'x');
      await utimes(path.join(folder, name), old, old);
    }
    await fileCache(folder).put(key(1), bytes(10, 1));
    expect(await entries()).toEqual([`${key(1)}.result`, 'notes.txt']);
  });

  test('one that cannot be written is no error', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const store = fileCache(path.join(file, 'below'));
    await store.put(key(1), bytes(10, 1));
    expect(await store.get(key(1))).toBeUndefined();
  });

  test('is where the platform keeps caches', () => {
    const home = () => '/home/u';
    const at = (environment: Record<string, string>, platform: NodeJS.Platform) =>
      cacheFolder(environment, platform, home);
    expect(at({}, 'linux')).toBe('/home/u/.cache/fluxion');
    expect(at({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe('/c/fluxion');
    expect(at({ XDG_CACHE_HOME: 'relative' }, 'linux')).toBe('/home/u/.cache/fluxion');
    expect(at({}, 'darwin')).toBe('/home/u/Library/Caches/fluxion');
    expect(at({ LOCALAPPDATA: '/local' }, 'win32')).toBe(path.join('/local', 'fluxion', 'Cache'));
    expect(at({ FLUXION_CACHE_DIR: '/own', XDG_CACHE_HOME: '/c' }, 'linux')).toBe('/own');
    const homeless = () => {
      throw new Error('no home');
    };
    expect(cacheFolder({}, 'linux', homeless)).toBeUndefined();
  });
});

// Node's recursive mkdir never comes back there.
test.skipIf(process.platform !== 'linux')(
  'a folder that cannot be made keeps nothing, and nothing hangs',
  async () => {
    const cache = fileCache('/proc/nope/deeper');
    await cache.put(key(1), bytes(10, 1));
    expect(await cache.get(key(1))).toBeUndefined();
    await expect(makeFolder('/proc/nope')).rejects.toThrow('ENOENT');
    await makeFolder(path.join(folder, 'a/b'));
    expect(await entries()).toEqual(['a']);
  },
);
