/** The programs and commands of docs/native.md, as a reader types them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../cli/support.ts';
import { expectSuccess, haveTools, nativeSuite } from './support.ts';

const isReady = haveTools(
  'docs/native.md',
  'clang-22',
  'clang++-22',
  'flang-22',
  'ld.lld-22',
  'rustc',
  'llvm-config-22',
);
const suite = isReady ? await nativeSuite() : undefined;
const text = await readFile(path.join(repository, 'docs/native.md'), 'utf8');

describe.skipIf(!suite)('docs/native.md', () => {
  const { run, work, program, cache } = suite!;

  test.each([
    ['C', 'main.c'],
    ['C++', 'main.cpp'],
    ['Rust', 'main.rs'],
    ['Fortran', 'main.f90'],
  ])('the program in %s prints what is promised', { timeout: 600_000 }, async (language, file) => {
    const section = text.split(/^## /m).find((part) => part.startsWith(`${language}\n`))!;
    const [, source, commands] = /```\w+\n([^]*?)```\s*```sh\n([^]*?)```/.exec(section)!;
    const promised = /prints `([^`]*)`/.exec(section)![1]!;
    const folder = path.join(work, language);
    await mkdir(folder);
    await writeFile(path.join(folder, file), source!);
    const command = commands!.split('\n')[0]!;
    expect(command).toContain('npx fluxion ');
    const script = command.replace('npx fluxion', '"$NODE" "$FLUXION"');
    const environment = { NODE: process.execPath, FLUXION: program, FLUXION_CACHE_DIR: cache };
    const { stdout } = expectSuccess(await run('sh', ['-c', script], { folder, environment }));
    expect(stdout.trim()).toBe(promised);
  });
});
