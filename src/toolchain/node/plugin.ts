/**
 * Builds the LLVM plugin of `native/` on first use. What was built is kept in the user's cache folder, by version of LLVM and
 * a hash of the source and of the paths that are built in. It is written under another name and renamed, so that it is there
 * whole or not at all; processes that want it at the same time wait for the one that builds it.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../../diagnostics/index.ts';
import { makeFolder } from './make-folder.ts';
import {
  findProgram,
  llvmVersions,
  removingWhenInterrupted,
  runQuietly,
  type Environment,
} from './native-tool.ts';

export interface PluginPlace {
  /** The folder that `native/` and `bin/` are in. */
  readonly root: string;
  /** Undefined when the user has no home. */
  readonly cacheFolder: string | undefined;
  readonly environment: Environment;
  /** Called once when something takes long. */
  readonly onProgress: (message: string) => void;
}

const elsewhere = 'FLUXION_CACHE_DIR names another folder to keep it in';

/** Headers and the tool that tells where they are. */
interface Llvm {
  readonly version: number;
  readonly config: string;
}

/**
 * The path of the plugin for a version of LLVM; the newest that is installed unless given.
 * @throws FluxionError FX4011 for missing headers, a missing compiler, or when the build fails.
 */
export async function providePlugin(version: number | undefined, place: PluginPlace): Promise<string> {
  const { cacheFolder, root } = place;
  const llvm = await findLlvm(version, place.environment);
  if (cacheFolder === undefined)
    fail('FX4011', 'there is no folder to keep the plugin in; FLUXION_CACHE_DIR names one');
  const sources = path.join(root, 'native');
  const definitions = [
    `-DFLUXION_NODE=${JSON.stringify(process.execPath)}`,
    `-DFLUXION_CLI=${JSON.stringify(path.join(root, 'bin/fluxion.js'))}`,
  ];
  const flags = await compileFlags(llvm);
  const hash = createHash('sha256').update(JSON.stringify([...definitions, ...flags]));
  for (const text of await readSources(sources)) hash.update(text);
  const folder = path.join(cacheFolder, 'plugin');
  const file = path.join(folder, `fluxion-llvm${llvm.version}-${hash.digest('hex').slice(0, 16)}.so`);
  if (existsSync(file)) return file;
  await makeFolder(folder, 0o700).catch((error: Error) =>
    fail('FX4011', `the folder for the plugin cannot be made: ${error.message}; ${elsewhere}`),
  );
  const lock = `${file}.lock`;
  await withLock(lock, async () => {
    if (existsSync(file)) return;
    place.onProgress(`building the plugin for LLVM ${llvm.version}, which is done once …`);
    const main = path.join(sources, 'fluxion.cpp');
    const temporary = `${file}.${process.pid}.tmp`;
    await removingWhenInterrupted([temporary, lock], () =>
      build(llvm, [...definitions, ...flags, main], { temporary, file }, place.environment),
    );
  });
  return file;
}

/** All files of `native/`: the one that is compiled includes the others. */
async function readSources(folder: string): Promise<Buffer[]> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.(cpp|h)$/.test(name)).sort();
    if (!names.includes('fluxion.cpp')) throw new Error('fluxion.cpp is not there');
    return await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  } catch {
    return fail('FX4011', `${path.join(folder, 'fluxion.cpp')} is missing: the package is not whole`);
  }
}

async function findLlvm(version: number | undefined, environment: Environment): Promise<Llvm> {
  for (const wanted of version === undefined ? llvmVersions : [version]) {
    const llvm = await findConfig(wanted, environment);
    if (llvm) return llvm;
  }
  const wanted = version ?? llvmVersions[0];
  return fail(
    'FX4011',
    `LLVM ${wanted}'s headers are missing; apt-get install llvm-${wanted}-dev installs them`,
  );
}

async function findConfig(version: number, environment: Environment): Promise<Llvm | undefined> {
  const config = findProgram([`llvm-config-${version}`, 'llvm-config'], environment);
  if (config === undefined) return undefined;
  const { stdout } = await runQuietly(config, ['--version', '--includedir']);
  const [found, headers] = stdout.trim().split('\n');
  const isThere =
    Number.parseInt(found ?? '', 10) === version &&
    existsSync(path.join(headers ?? '', 'llvm/Passes/PassBuilder.h'));
  return isThere ? { version, config } : undefined;
}

async function compileFlags({ config }: Llvm): Promise<string[]> {
  const { stdout } = await runQuietly(config, ['--cxxflags']);
  return ['-shared', '-fPIC', '-O1', ...stdout.trim().split(/\s+/), '-fno-rtti', '-w'];
}

async function build(
  { version }: Llvm,
  args: readonly string[],
  { temporary, file }: { readonly temporary: string; readonly file: string },
  environment: Environment,
): Promise<void> {
  const names = [`clang++-${version}`, environment['CXX'] ?? '', 'c++', 'clang++', 'g++'].filter(
    (name) => name !== '',
  );
  const compiler = findProgram(names, environment);
  if (compiler === undefined)
    fail(
      'FX4011',
      `there is no C++ compiler to build the plugin with; apt-get install clang-${version} installs one`,
    );
  try {
    const { code, stderr } = await runQuietly(compiler, [...args, '-o', temporary]);
    if (code !== 0)
      fail('FX4011', `${compiler} cannot build the plugin for LLVM ${version}`, {
        notes: stderr.trim().split('\n').slice(0, 20),
      });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The lock of a process that is gone is this old at most, in milliseconds: a living one touches it. */
const abandonedAfter = 10_000;

async function withLock(lock: string, work: () => Promise<void>): Promise<void> {
  while (!(await tryCreate(lock))) {
    const age = await stat(lock).then(
      (info) => Date.now() - info.mtimeMs,
      () => 0,
    );
    if (age > abandonedAfter) await rm(lock, { force: true });
    else await sleep(100);
  }
  const touching = setInterval(
    () => void utimes(lock, new Date(), new Date()).catch(() => {}),
    abandonedAfter / 5,
  );
  try {
    await work();
  } finally {
    clearInterval(touching);
    await rm(lock, { force: true });
  }
}

async function tryCreate(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return fail('FX4011', `the plugin cannot be kept: ${(error as Error).message}; ${elsewhere}`);
  }
}
