/**
 * What the suites of the native tools share: the package of the present sources with its cache, and running programs. The
 * package is kept by a hash of the sources, since building it and the plugins takes a minute.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { buildPackage } from '../cli/package.ts';
import { repository } from '../cli/support.ts';
import { findProgram } from '../../src/toolchain/node/native-tool.ts';

export interface Finished {
  /** The exit code, or the signal that ended the program. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const packages = path.join(repository, 'node_modules/.cache/fluxion-test');
/** A package that no test has used for this long, in milliseconds, is of sources that are gone. */
const unusedAfter = 2 * 60 * 60 * 1000;

/** The folder of the package of the present sources. */
async function preparePackage(): Promise<string> {
  const folder = path.join(packages, `native-${await hashOfSources()}`);
  const done = path.join(folder, 'done');
  await mkdir(packages, { recursive: true });
  // Files of tests run at the same time; the first builds.
  const isFirst = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    await removeOthers(path.basename(folder));
    await buildPackage(folder);
    await mkdir(done);
  }
  for (let i = 0; !existsSync(done); i++) {
    if (i > 1200) throw new Error(`${folder} was left unfinished; remove it`);
    await sleep(100);
  }
  await utimes(folder, new Date(), new Date());
  return folder;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(path.join(repository, 'package.json')));
  for (const part of ['src', 'native', 'bin']) {
    const files = await readdir(path.join(repository, part), { recursive: true, withFileTypes: true });
    for (const file of files
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort())
      hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Removes the packages of earlier sources. Those of other checkouts, which share the folder, are in use. */
async function removeOthers(name: string): Promise<void> {
  for (const other of await readdir(packages)) {
    if (!other.startsWith('native-') || other === name) continue;
    const folder = path.join(packages, other);
    const info = await stat(folder).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > unusedAfter) await rm(folder, { recursive: true, force: true });
  }
}

/** The command lines and folders of one file of tests. Everything is removed after it, but the package. */
export async function nativeSuite() {
  const folder = await preparePackage();
  const work = await mkdtemp(path.join(tmpdir(), 'fluxion-native-'));
  afterAll(() => rm(work, { recursive: true, force: true }));
  const program = path.join(folder, 'bin/fluxion.js');
  const cache = path.join(folder, 'cache');
  const environment = { FLUXION_CACHE_DIR: cache };
  const fluxion = (args: readonly string[], more: RunOptions = {}): Promise<Finished> =>
    runProgram(process.execPath, [program, ...args], {
      folder: work,
      ...more,
      environment: { ...environment, ...more.environment },
    });
  return {
    work,
    folder,
    program,
    cache,
    fluxion,
    /** The path of the plugin for a version of LLVM. */
    plugin: async (version: number): Promise<string> =>
      expectSuccess(await fluxion(['plugin', '--llvm', String(version)])).stdout.trim(),
    /** Runs any program in the suite's folder. */
    run: (command: string, args: readonly string[], more: RunOptions = {}): Promise<Finished> =>
      runProgram(command, args, { folder: work, ...more }),
  };
}

export const programs = path.join(import.meta.dirname, 'programs');
/** The path of a source file. */
export const source = (name: string): string => path.join(programs, name);

export function expectSuccess(finished: Finished): Finished {
  if (finished.code !== 0)
    throw new Error(`exit code ${finished.code}\n${finished.stdout}${finished.stderr}`);
  return finished;
}

export function runProgram(
  command: string,
  args: readonly string[],
  more: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: more.folder,
      env: { ...process.env, ...more.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal!, stdout, stderr }));
  });
}

/** Whether all programs are installed; says which are not. */
export function haveTools(suite: string, ...names: readonly string[]): boolean {
  const missing = names.filter((name) => findProgram([name], process.env) === undefined);
  if (missing.length > 0) console.warn(`left out: ${suite} (not installed: ${missing.join(', ')})`);
  return missing.length === 0;
}

/** Copies a folder of the repository, so that building in it leaves nothing behind. */
export const copyFolder = (from: string, to: string): Promise<void> =>
  cp(path.join(repository, from), to, { recursive: true });
