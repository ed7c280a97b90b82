import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { runSource } from './native-program.ts';

/**
 * Differentiates and runs a program that prints what it computes beside what it expects, compiled in several ways. Its first lines
 * may say `flags:` for clang and `tolerance:`.
 */
export function checkRequests(
  tools: Readonly<Record<'clang' | 'clang++' | 'opt', string>>,
  file: string,
  ways: readonly (readonly string[])[],
): void {
  const text = readFileSync(file, 'utf8');
  const clang = file.endsWith('.cpp') ? tools['clang++'] : tools.clang;
  const flags = /^\/\/ flags: (.*)$/m.exec(text)?.[1]?.split(' ') ?? [];
  const count = text.split('expect(').length - 1;
  const tolerance = Number(/^\/\/ tolerance: (.*)$/m.exec(text)?.[1] ?? 1e-6);
  for (const way of ways) {
    const { pairs, refusedWith } = runSource(
      clang,
      tools.opt,
      text,
      [...way, '-I', path.dirname(file), ...flags],
      [],
    );
    const name = way.join(' ');
    expect(refusedWith, name).toEqual([]);
    // Some are in a header, or expanded more than once.
    expect(pairs.length, name).toBeGreaterThanOrEqual(Math.floor(count / 2));
    const wrong = pairs.filter(
      ([given, e]) => !(Math.abs(given - e) <= tolerance * Math.max(1, Math.abs(e))),
    );
    expect(wrong, name).toEqual([]);
  }
}
