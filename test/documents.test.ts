/** The documents list what the code has. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosticCodes } from '../src/diagnostics/index.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('FEATURES.md', () => {
  it('lists each diagnostic code with its meaning', () => {
    const rows = [...read('FEATURES.md').matchAll(/^\| (FX\d{4}) \| (.*) \|$/gm)].map((m) => [m[1], m[2]]);
    expect(rows).toEqual(Object.entries(diagnosticCodes));
  });

  it('names tests that are there', () => {
    const folders = new Set([...read('FEATURES.md').matchAll(/`(test\/[a-z/-]+)`/g)].map((m) => m[1]!));
    expect(folders.size).toBeGreaterThan(5);
    for (const folder of folders) expect(() => readFileSync(path.join(root, folder))).toThrow('EISDIR');
  });
});

describe('docs/diagnostics.md', () => {
  const entries = read('docs/diagnostics.md').split(/^### /m).slice(1);

  it('has an entry for each code, with its meaning', () => {
    const found = entries.map((e) => [e.slice(0, 6), /^\*(.*)\*$/m.exec(e)?.[1]]);
    expect(found.sort()).toEqual(Object.entries(diagnosticCodes).sort());
  });

  it('shows an example and a way out in each', () => {
    for (const entry of entries) {
      expect(entry).toMatch(/^```\w+\n[^]+?\n```$/m);
      expect(entry).toMatch(/^Way out: \S.+/m);
    }
  });
});

describe('README.md', () => {
  it('links to pages that are there', () => {
    const links = [...read('README.md').matchAll(/\]\(([^)#]+)\)/g)].map((m) => m[1]!);
    const files = links.filter((l) => !l.startsWith('http') && !l.endsWith('/'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect(read(file).length).toBeGreaterThan(0);
  });
});
