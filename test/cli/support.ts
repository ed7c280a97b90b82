import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

export const repository = path.resolve(import.meta.dirname, '../..');

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One cache for all commands of a test file: they compile the same sources again and again. */
const cacheFolder = await mkdtemp(path.join(tmpdir(), 'fluxion-test-cache-'));
afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

/** Runs a command in this process, without colours. */
export async function runCli(
  args: readonly string[],
  more: { folder?: string; stdin?: string | Uint8Array } = {},
): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    stdin: () => {
      const input = more.stdin ?? '';
      return Promise.resolve(typeof input === 'string' ? new TextEncoder().encode(input) : input);
    },
    terminal: false,
    colour: { stdout: false, stderr: false },
    folder: more.folder ?? repository,
    cacheFolder,
  };
  const code = await run(args, io);
  return { code, stdout, stderr };
}

/** A folder with files, which is removed again. */
export async function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fluxion-test-'));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
