/**
 * Fortran: programs that each differentiate a function of six numbers and compare with central differences. At -O0, flang calls
 * its library for most of what it computes in place later.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { nativeSuite } from './support.ts';
import { expectSuccess, source } from './support.ts';

export const fortranPrograms = (await readdir(source('fortran')))
  .filter((name) => name.endsWith('.f90'))
  .map((name) => path.basename(name, '.f90'));

/** Compiles the module of a program with the main program that they all share, and runs it. */
export async function checkFortranProgram(
  { fluxion, run, work }: Awaited<ReturnType<typeof nativeSuite>>,
  name: string,
  level: string,
): Promise<void> {
  const flags = level.split(' ');
  const out = path.join(work, `${name}${flags.join('')}`);
  // Each in a folder of its own, since flang writes a file for the module.
  const folder = `${out}.modules`;
  await mkdir(folder);
  const parts = [`${name}.f90`, 'main.inc'].map((file) => readFile(source(`fortran/${file}`), 'utf8'));
  const file = path.join(folder, `${name}.f90`);
  await writeFile(file, (await Promise.all(parts)).join(''));
  expectSuccess(await fluxion(['flang', ...flags, file, '-o', out], { folder }));
  const [value, worst] = expectSuccess(await run(out, []))
    .stdout.trim()
    .split(/\s+/)
    .map(Number);
  expect(value).not.toBeNaN();
  expect(worst).toBeLessThan(1e-7);
}
