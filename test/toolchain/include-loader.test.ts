import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToolchain } from '../../src/toolchain/index.ts';
import { includedNames, loadSources } from '../../src/toolchain/node/include-loader.ts';
import { instantiate } from './support.ts';

let root: string;
const disk: Record<string, string> = {
  'project/src/f.c':
    '#include "a.h"\n#include "../shared/b.h"\n#include <c.h>\n#  include COMPUTED\n#if __has_include("nowhere.h")\n#error\n#endif\nint f(void) { return A + B + C + D; }\n',
  'project/src/a.h': '#pragma once\n#include "f.c.inc"\n#include "a.h"\n',
  'project/src/f.c.inc': '#define A 1\n#define COMPUTED \\\n  "d.h"\n',
  'project/shared/b.h': '#include "deep/b2.h"\n',
  'project/shared/deep/b2.h': '#define B 20\n',
  'project/src/d.h': '#define D 4000\n',
  'libs/include/c.h': '#include "c2.h"\n',
  'libs/include/c2.h': '#define C 300\n',
  'project/src/secret.h': '#define SECRET 1\n',
};

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fluxion-sources-'));
  for (const [name, text] of Object.entries(disk)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function run(file: string, workingDirectory: string, includes: string[]): Promise<number> {
  const toolchain = createToolchain();
  const sources = await loadSources([file], { includes, workingDirectory });
  const { ir } = await toolchain.compileToIR(sources, { level: 1, includes });
  expect([...ir.keys()]).toEqual([file]);
  const { call } = await instantiate(await toolchain.linkWasm(ir, { exports: ['f'] }));
  return call['f']!();
}

test('headers from the disk: beside, above, from -I, computed, in a circle', async () => {
  expect(await run('src/f.c', path.join(root, 'project'), ['../libs/include'])).toBe(4321);
});

test('the same from another folder and by an absolute path', async () => {
  expect(await run('../project/src/f.c', path.join(root, 'libs'), ['include'])).toBe(4321);
  expect(await run(path.join(root, 'project/src/f.c'), '/', [path.join(root, 'libs/include')])).toBe(4321);
});

test('only what is named is read', async () => {
  const { headers } = await loadSources([path.join(root, 'project/src/f.c')]);
  const names = [...headers.keys()].map((name) => path.relative(root, name)).sort();
  expect(names).toEqual([
    'project/shared/b.h',
    'project/shared/deep/b2.h',
    'project/src/a.h',
    'project/src/d.h',
    'project/src/f.c.inc',
  ]);
});

test('absolute names, folders and devices are not read', async () => {
  const file = path.join(root, 'project/src/odd.c');
  await writeFile(
    file,
    `#include "${root}/project/src/secret.h"\n#include ".."\n#include "../../../../../../dev/zero"\n`,
  );
  expect((await loadSources([file])).headers.size).toBe(0);
});

test('a source that is not there, or of another language', async () => {
  const options = { workingDirectory: root };
  await expect(loadSources(['no.c'], options)).rejects.toMatchObject({ diagnostics: [{ code: 'FX5002' }] });
  await expect(loadSources(['project'], options)).rejects.toMatchObject({
    diagnostics: [{ code: 'FX4007' }],
  });
  await expect(loadSources([], options)).rejects.toMatchObject({ diagnostics: [{ code: 'FX4007' }] });
});

test('names on preprocessor lines', () => {
  const text =
    '#include "a.h"\n  # include <b/c.h> // "d.h"\nputs("x.h");\n%:include "e.h"\n#define Z \\\n "f.h"\n#include "/g.h"\n';
  expect([...includedNames(text)].sort()).toEqual(['a.h', 'b/c.h', 'd.h', 'e.h', 'f.h']);
});

test('a very long line and many quotes take linear time', () => {
  const start = performance.now();
  includedNames(`#${'"'.repeat(1_000_001)}\n#${'<'.repeat(1_000_000)}\n${'# '.repeat(1_000_000)}`);
  expect(performance.now() - start).toBeLessThan(2000);
});
