/** Native tools of the user's: where they are, which LLVM they are of, and running them. */
import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail } from '../../diagnostics/index.ts';

/** The versions of LLVM whose tools the plugin can be built for, newest first. */
export const llvmVersions = [22, 21, 20, 19] as const;

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** The path of the first of the programs that is there; a name without a folder is looked up in `PATH`. */
export function findProgram(names: readonly string[], environment: Environment): string | undefined {
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    const places = name.includes(path.sep)
      ? [path.resolve(name)]
      : folders.map((folder) => path.join(folder, name));
    const found = places.find(isProgram);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * A compiler: what `variable` in the environment names, or else the newest `NAME-22` … `NAME-19`, or `NAME` itself.
 * @throws FluxionError FX4010
 */
export function findCompiler(name: string, variable: string, environment: Environment): string {
  const chosen = environment[variable];
  const names = chosen ? [chosen] : [...llvmVersions.map((version) => `${name}-${version}`), name];
  return (
    findProgram(names, environment) ??
    fail('FX4010', chosen ? `${variable} names ${chosen}, which is no program` : `${name} was not found`, {
      help: [
        `install ${name}-${llvmVersions[0]} (apt-get install ${packageOf(name)}-${llvmVersions[0]}), or set ${variable} to its path`,
      ],
    })
  );
}

const packageOf = (name: string): string => (name === 'clang++' ? 'clang' : name);

/**
 * The LLVM that a compiler is of, by what it says with `--version`, or `-vV` for rustc.
 * @throws FluxionError FX4010 when it does not say, or when the plugin cannot be built for it.
 */
export async function llvmVersionOf(compiler: string, question = '--version'): Promise<number> {
  const { stdout } = await runQuietly(compiler, [question]);
  const found = /(?:LLVM version:?|clang version|flang version|flang-new version|LLD) (\d+)\./.exec(
    stdout,
  )?.[1];
  const version = Number(found);
  if (found === undefined) fail('FX4010', `${compiler} does not tell which LLVM it is of`);
  if (!isSupported(version)) {
    fail(
      'FX4010',
      `${compiler} is of LLVM ${version}; the plugin is made for LLVM ${llvmVersions.at(-1)} to ${llvmVersions[0]}`,
    );
  }
  return version;
}

export const isSupported = (version: number): boolean =>
  (llvmVersions as readonly number[]).includes(version);

export interface Finished {
  /** The exit code, or undefined for a program that a signal ended or that could not be run. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, and keeps what it prints. */
export function runQuietly(program: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ code, stdout, stderr: code === undefined ? `${stderr}${error!.message}\n` : stderr });
    });
  });
}

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removes files when a signal ends us during some work, and lets it. */
export async function removingWhenInterrupted(
  files: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const end = (signal: NodeJS.Signals): void => {
    for (const file of files) rmSync(file, { force: true });
    for (const each of passedOn) process.off(each, end);
    process.kill(process.pid, signal);
  };
  for (const signal of passedOn) process.on(signal, end);
  try {
    await work();
  } finally {
    for (const signal of passedOn) process.off(signal, end);
  }
}

/**
 * Runs a program with our own input and output, and ends as it does: with its exit code, or by the same signal.
 * @param cleanUp is called when it has ended, and told whether it was interrupted
 * @throws FluxionError FX4010 when it cannot be run.
 */
export async function runInPlace(
  program: string,
  args: readonly string[],
  environment: Environment,
  cleanUp: (interrupted: boolean) => void = () => {},
): Promise<number> {
  let interrupted = false;
  const child = spawn(program, args, { stdio: 'inherit', env: environment });
  // The terminal sends Ctrl-C to both; we wait for the program to clean up. What is sent to us alone is passed on.
  const handlers = passedOn.map((signal) => {
    const handler = (): void => {
      interrupted = true;
      if (signal !== 'SIGINT') child.kill(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
    (resolve) => {
      child.on('error', (error) => {
        handlers.forEach((off) => off());
        resolve(Promise.reject(error) as never);
      });
      child.on('exit', (exitCode, endedBy) => resolve({ code: exitCode, signal: endedBy }));
    },
  )
    .catch((error: unknown) => fail('FX4010', `${program} cannot be run: ${(error as Error).message}`))
    .finally(() => cleanUp(interrupted));
  handlers.forEach((off) => off());
  if (signal !== null) process.kill(process.pid, signal);
  return code ?? 1;
}
