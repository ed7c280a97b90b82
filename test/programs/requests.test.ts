/** Programs of the folder `requests`: what a call of an entry point may look like, and what comes out of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { runSource } from './native-program.ts';

const tools = nativeTools('programs with requests of all forms', 'clang', 'clang++', 'opt');
const folder = fileURLToPath(new URL('requests/', import.meta.url));
const files = readdirSync(folder).filter((f) => !f.endsWith('.h'));

describe.skipIf(!tools)('requests', () => {
  it.each(files)('%s: right at -O0 to -O3', (file) => {
    const text = readFileSync(folder + file, 'utf8');
    const clang = file.endsWith('.cpp') ? tools!['clang++'] : tools!.clang;
    const flags = /^\/\/ flags: (.*)$/m.exec(text)?.[1]?.split(' ') ?? [];
    const count = text.split('expect(').length - 1;
    const tolerance = Number(/^\/\/ tolerance: (.*)$/m.exec(text)?.[1] ?? 1e-6);
    for (const level of ['-O0', '-O1', '-O2', '-O3']) {
      const { pairs, refusedWith } = runSource(clang, tools!.opt, text, [level, '-I', folder, ...flags], []);
      expect(refusedWith, level).toEqual([]);
      expect(pairs.length, level).toBeGreaterThanOrEqual(count);
      const wrong = pairs.filter(
        ([given, e]) => !(Math.abs(given - e) <= tolerance * Math.max(1, Math.abs(e))),
      );
      expect(wrong, level).toEqual([]);
    }
  });
});
