import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localSources } from '../../src/toolchain/node/local-sources.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fluxion-sources-'));
  await mkdir(path.join(folder, 'project/src'), { recursive: true });
  await writeFile(path.join(folder, 'project/src/a.c'), 'inside');
  await writeFile(path.join(folder, 'project/notes.txt'), 'no source');
  await writeFile(path.join(folder, 'secret.c'), 'outside');
  await symlink('../secret.c', path.join(folder, 'project/link.c'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads sources within the folder, and nothing else', () => {
  const read = localSources([path.join(folder, 'project')]);
  expect(read('src/a.c')).toBe('inside');
  expect(read(path.join(folder, 'project/src/a.c'))).toBe('inside');
  for (const file of [
    '../secret.c',
    path.join(folder, 'secret.c'),
    'link.c',
    'notes.txt',
    'src',
    'missing.c',
    '/etc/passwd',
  ])
    expect(read(file), file).toBeUndefined();
});
