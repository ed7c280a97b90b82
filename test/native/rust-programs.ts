/** Programs in Rust that hold gradients against central differences, each a theme; they print `NAME: ok` for each function. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { nativeSuite } from './support.ts';
import { expectSuccess, source } from './support.ts';

export const rustPrograms = ['vectors', 'abstractions', 'failures', 'layers', 'maps', 'single'] as const;
export type RustProgram = (typeof rustPrograms)[number];

export const rustModes = {
  '-O': ['-O'],
  debug: ['-g'],
} as const;

/** Compiles and runs one of them. */
export async function checkRustProgram(
  { fluxion, run, work }: Awaited<ReturnType<typeof nativeSuite>>,
  name: RustProgram,
  flags: readonly string[],
): Promise<void> {
  const file = source(`rust/${name}.rs`);
  const out = path.join(work, `${name}${flags.join('')}`);
  expectSuccess(await fluxion(['rustc', '--edition=2024', ...flags, file, '-o', out]));
  const [, functions = ''] = /check!\(([^)]*)\)/.exec(readFileSync(file, 'utf8')) ?? [];
  const names = functions.trim().split(/\s+/);
  expect(names.length).toBeGreaterThan(1);
  expect(expectSuccess(await run(out, [])).stdout).toBe(names.map((fn) => `${fn}: ok\n`).join(''));
}
