/** What goes wrong ends the compilation with a message at the source line, and leaves nothing behind. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite, source, type Finished } from './support.ts';

const isReady = haveTools(
  'failures of the LLVM plugin',
  'clang-22',
  'clang-19',
  'llvm-config-22',
  'llvm-config-19',
);
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('the plugin', () => {
  const { fluxion, run, plugin, work, program, cache } = suite!;

  /** Compiles with another Node. */
  async function compileWithNode(
    node: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Finished & { files: string[] }> {
    const folder = path.join(work, `node-${path.basename(node)}`);
    const temporary = path.join(folder, 'tmp');
    await mkdir(temporary, { recursive: true });
    const environment = { FLUXION_NODE: node, TMPDIR: temporary, ...more };
    const finished = await fluxion(['clang', '-O2', source('square.c'), '-o', path.join(folder, 'a.out')], {
      environment,
    });
    return { ...finished, files: [...(await readdir(folder)), ...(await readdir(temporary))] };
  }

  async function script(name: string, text: string): Promise<string> {
    const file = path.join(work, name);
    await writeFile(file, `#!/bin/sh\n${text}\n`);
    await chmod(file, 0o755);
    return file;
  }

  test.each([
    ['missing', undefined, /node-that-is-not-there cannot be run: No such file or directory; FLUXION_NODE/],
    ['killed', 'kill -9 $$', /fluxion diff was ended by signal 9/],
    ['failing', 'echo all is lost >&2; exit 7', /fluxion diff failed with exit code 7\n.*all is lost/s],
    ['silent', 'exit 0', /fluxion diff lost part of the module/],
    ['printing rubbish', 'echo rubbish', /fluxion diff printed no module/],
    ['printing what it read', 'exec cat', /fluxion diff left a request/],
  ])('with a Node that is %s, fails at the source line', async (name, text, message) => {
    const node =
      text === undefined ? '/node-that-is-not-there' : await script(name.replaceAll(' ', '-'), text);
    const { code, stderr, files } = await compileWithNode(node);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/square\.c:23:\d+: error: /);
    expect(files).toEqual(['tmp']);
  });

  test('with a Node that takes too long, ends it and what it has started', async () => {
    const pidFile = path.join(work, 'pid of sleep');
    const node = await script('too-slow', `sleep 1000 & echo $! > '${pidFile}'; wait`);
    const { code, stderr, files } = await compileWithNode(node, { FLUXION_TIMEOUT: '1' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /square\.c:23:\d+: error: fluxion diff took longer than 1 s; FLUXION_TIMEOUT sets/,
    );
    expect(files).toEqual(['tmp']);
    const pid = Number(await readFile(pidFile, 'utf8'));
    while (await isRunning(pid)) await sleep(50);
    const wrong = await compileWithNode(node, { FLUXION_TIMEOUT: 'soon' });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/error: FLUXION_TIMEOUT is a number of seconds, 0 for no limit, not 'soon'/);
  });

  test.each(['-O0', '-O2'])('what cannot be differentiated is an error at its line, %s', async (level) => {
    const { code, stderr } = await fluxion([
      'clang',
      level,
      '-c',
      source('mystery.c'),
      '-o',
      path.join(work, 'mystery.o'),
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /mystery\.c:5:10: error: the function 'mystery' has no body here and no derivative rule \[FX3001\]/,
    );
    expect(stderr).toContain('1 error generated');
    expect(await readdir(work)).not.toContain('mystery.o');
  });

  test.each([
    [19, 22],
    [22, 19],
  ])('of LLVM %i, in a tool of LLVM %i, says so and stops', async (mine, other) => {
    const { code, stderr } = await run(`clang-${other}`, [
      `-fpass-plugin=${await plugin(mine)}`,
      '-c',
      source('square.c'),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `this Fluxion plugin is for LLVM ${mine}, but the tool that loads it is of LLVM ${other}`,
    );
  });

  // Where it also links, the driver of clang leaves files of its own behind.
  test.each([['-c'], ['-g']])('Ctrl-C ends it at once and leaves no files, %s', async (flag) => {
    await plugin(22);
    const folder = path.join(work, `interrupted${flag}`);
    await mkdir(folder);
    const environment = {
      ...process.env,
      FLUXION_NODE: await script('sleeper', 'exec sleep 60'),
      TMPDIR: folder,
      FLUXION_CACHE_DIR: cache,
    };
    const args = [program, 'clang', '-O2', flag, source('square.c'), '-o', path.join(folder, 'square')];
    const start = Date.now();
    const child = spawn(process.execPath, args, { env: environment, detached: true, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
    await sleep(3000);
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).not.toBe(0);
    expect(Date.now() - start).toBeLessThan(20_000);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe.skipIf(!suite)('Fluxion', () => {
  const { plugin, work } = suite!;

  test('ends with the compiler that runs it', { timeout: 60_000 }, async () => {
    const pidFile = path.join(work, 'pid');
    const node = path.join(work, 'writes-its-number');
    await writeFile(
      node,
      `#!/bin/sh\necho $$ > '${pidFile}.new' && mv '${pidFile}.new' '${pidFile}'\nexec sleep 100\n`,
    );
    await chmod(node, 0o755);
    const args = [`-fpass-plugin=${await plugin(22)}`, '-O2', '-c', source('square.c'), '-o', `${pidFile}.o`];
    const child = spawn('clang-22', args, { env: { ...process.env, FLUXION_NODE: node }, stdio: 'ignore' });
    while (!existsSync(pidFile)) await sleep(50);
    const pid = Number(await readFile(pidFile, 'utf8'));
    process.kill(pid, 0);
    child.kill('SIGKILL');
    while (await isRunning(pid)) await sleep(50);
  });
});

/** Also what has ended and is not waited for has a number. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !/\) [ZX]/.test(status);
}

describe.skipIf(!suite)('fluxion plugin', () => {
  const { fluxion, work } = suite!;

  test('prints its path alone', { timeout: 300_000 }, async () => {
    const { stdout } = expectSuccess(await fluxion(['plugin', '--llvm', '22']));
    expect(stdout).toMatch(/^\/.*fluxion-llvm22-[0-9a-f]+\.so\n$/);
    expect(expectSuccess(await fluxion(['plugin'])).stdout).toBe(stdout);
  });

  test('says in a line what to install', async () => {
    const empty = path.join(work, 'empty');
    await mkdir(empty);
    const { code, stdout, stderr } = await fluxion(['plugin', '--llvm', '22'], {
      environment: { PATH: empty },
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      "error: LLVM 22's headers are missing; apt-get install llvm-22-dev installs them [FX4011]\n",
    );
  });

  test('is built once by processes that want it at the same time', { timeout: 300_000 }, async () => {
    const environment = { FLUXION_CACHE_DIR: path.join(work, 'shared cache') };
    const results = await Promise.all(
      [1, 2, 3].map(() => fluxion(['plugin', '--llvm', '22'], { environment })),
    );
    expect(results.map(({ code, stdout }) => [code, stdout])).toEqual(
      results.map(() => [0, results[0]!.stdout]),
    );
    expect(results.map(({ stderr }) => stderr).join('')).toMatch(
      /^fluxion: building the plugin for LLVM 22, [^\n]*\n$/,
    );
    expect(await readdir(path.join(environment.FLUXION_CACHE_DIR, 'plugin'))).toHaveLength(1);
  });

  test('interrupted while it builds, leaves nothing', async () => {
    const folder = path.join(work, 'interrupted cache');
    const environment = { ...process.env, FLUXION_CACHE_DIR: folder };
    const args = [suite!.program, 'plugin', '--llvm', '22'];
    const child = spawn(process.execPath, args, { env: environment, detached: true, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    const built = path.join(folder, 'plugin');
    while (!existsSync(built) || (await readdir(built)).length === 0) await sleep(20);
    await sleep(500);
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).toBe('SIGINT');
    expect(await readdir(built)).toEqual([]);
  });
});
