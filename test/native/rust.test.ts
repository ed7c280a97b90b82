/** Rust programs, and programs of several languages, differentiated when they are linked. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRustProgram, rustModes } from './rust-programs.ts';
import { copyFolder, expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const isReady = haveTools(
  'Rust and mixed languages',
  'rustc',
  'cargo',
  'clang-22',
  'clang++-22',
  'flang-22',
  'ld.lld-22',
  'llvm-config-22',
);
const suite = isReady ? await nativeSuite() : undefined;
const patience = { timeout: 900_000 };

describe.skipIf(!suite)('Rust', () => {
  const { fluxion, run, work } = suite!;

  test('Vec, iterators and bounds checks, -O', patience, async () => {
    const out = path.join(work, 'bounds');
    expectSuccess(await fluxion(['rustc', '--edition=2024', '-O', source('bounds.rs'), '-o', out]));
    expect(expectSuccess(await run(out, [])).stdout).toBe('[13.0, 13.0, 10.0]\n');
  });

  test('Vec that grows, collections and sorts, -O', patience, () =>
    checkRustProgram(suite!, 'vectors', rustModes['-O']),
  );
  test('trait objects, closures, generics and iterators, debug', patience, () =>
    checkRustProgram(suite!, 'abstractions', rustModes.debug),
  );

  test('a crate that depends on another by its path: examples/cargo-springs', patience, async () => {
    const folder = path.join(work, 'springs');
    await copyFolder('examples/cargo-springs', folder);
    const app = path.join(folder, 'app');
    const { stdout } = expectSuccess(
      await fluxion(['cargo', 'run', '--release', '--offline'], { folder: app }),
    );
    expect(stdout).toBe('1.5 [-1.0, 2.0, -3.0, 2.0]\n');
    await rm(folder, { recursive: true });
  });
});

describe.skipIf(!suite)('mixed languages', () => {
  const { fluxion, run, work } = suite!;
  const out = (name: string) => path.join(work, name);

  test('C++ differentiates a function in Rust that calls one in C', patience, async () => {
    expectSuccess(await fluxion(['rustc', '-O', source('mixed/potential.rs'), '-o', out('libpotential.a')]));
    expectSuccess(
      await fluxion(['clang', '-O2', '-flto', '-c', source('mixed/well.c'), '-o', out('well.o')]),
    );
    expectSuccess(
      await fluxion(['clang++', '-O2', '-flto', '-c', source('mixed/main.cpp'), '-o', out('main.o')]),
    );
    const inputs = ['main.o', 'libpotential.a', 'well.o'].map(out);
    expectSuccess(
      await fluxion(['clang++', '-O2', '-flto', ...inputs, '-lpthread', '-ldl', '-o', out('mixed')]),
    );
    expect(expectSuccess(await run(out('mixed'), [])).stdout).toBe('0 24 96\n');
  });

  test.each(['-O0', '-O2'])('C differentiates a function in Fortran, %s', patience, async (level) => {
    expectSuccess(
      await fluxion(['flang', level, '-flto', '-c', source('mixed/area.f90'), '-o', out('area.o')]),
    );
    expectSuccess(
      await fluxion([
        'clang',
        level,
        '-flto',
        source('mixed/triangle.c'),
        out('area.o'),
        '-lm',
        '-o',
        out('triangle'),
      ]),
    );
    expect(expectSuccess(await run(out('triangle'), [])).stdout).toBe('2.0000 1.5000 0.0000\n');
  });
});
