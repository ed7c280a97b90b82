/**
 * Lossless: `llvm-as | llvm-dis` of a file and of what we print for it are the same, but for comments and the name of the
 * source file. The corpus is compiled here from the programs in corpus/, the examples, and the handwritten modules.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseModule, printModule } from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';
import { findTool, nativeTools, runTool } from '../support/native.ts';

const corpus = join(import.meta.dirname, 'corpus');
const examples = join(import.meta.dirname, '../../examples');
const tools = nativeTools('round trip of the corpus', 'clang', 'clang++', 'llvm-as', 'llvm-dis');
const levels = ['-O0', '-O2', '-O3'];
const debug = [[], ['-g']];

const list = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

/** What LLVM makes of a module, without comments and the name of the source file. */
function normalise(ir: string): string {
  const bitcode = execFileSync(tools!['llvm-as'], ['-', '-o', '-'], {
    input: Buffer.from(ir, 'latin1'),
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const text = execFileSync(tools!['llvm-dis'], ['-', '-o', '-'], {
    input: bitcode,
    encoding: 'latin1',
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return text
    .split('\n')
    .filter((line) => !line.startsWith('source_filename') && !line.startsWith(';'))
    .map(withoutComment)
    .join('\n');
}

/** Cuts a comment off a line; a semicolon inside a string starts none. */
function withoutComment(line: string): string {
  if (!line.includes(';')) return line;
  let inString = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') inString = !inString;
    else if (line[i] === ';' && !inString) return line.slice(0, i).trimEnd();
  }
  return line;
}

function checkRoundTrip(ir: string): void {
  const module = parseModule(ir);
  expect(verifyModule(module)).toEqual([]);
  const printed = printModule(module);
  const expected = normalise(ir).split('\n');
  const actual = normalise(printed).split('\n');
  const line = expected.findIndex((text, i) => text !== actual[i]);
  // The first line that differs says more than the difference of two files of megabytes.
  expect(line < 0 ? undefined : actual[line]).toBe(line < 0 ? undefined : expected[line]);
  expect(actual.length).toBe(expected.length);
}

describe.skipIf(!tools)('C and C++ through clang', () => {
  const common = ['-S', '-emit-llvm', '-o', '-', '-w'];
  const compile = (file: string, args: readonly string[]): string => {
    const isCpp = file.endsWith('.cpp');
    return runTool(tools![isCpp ? 'clang++' : 'clang'], [
      ...common,
      isCpp ? '-std=c++20' : '-std=gnu17',
      ...args,
      file,
    ]);
  };
  const sources = [...list(corpus, '.c'), ...list(corpus, '.cpp'), ...list(examples, '.c')];
  const variants = levels.flatMap((level) => debug.map((g) => [level, ...g]));
  const cases = sources.flatMap((file) =>
    variants.map((args) => [basename(file), args.join(' '), file, args] as const),
  );

  it.each(cases)('%s %s', (_name, _args, file, args) => checkRoundTrip(compile(file, args)));

  // No headers of a C library are there for wasm32: these need none but the compiler's own.
  const freestanding = ['atomics.c', 'attributes.c', 'control.c', 'data.c', 'numbers.c', 'classes.cpp'];
  const wasm = freestanding.flatMap((name) => variants.map((args) => [name, args.join(' '), args] as const));
  it.each(wasm)('%s for wasm32 %s', (name, _args, args) => {
    const flags = ['--target=wasm32', '-ffreestanding', '-fwasm-exceptions', '-mexception-handling'];
    checkRoundTrip(compile(join(corpus, name), [...flags, ...args]));
  });

  it.each([
    ['classes.cpp', ['--target=x86_64-pc-windows-msvc', '-O1', '-g', '-fms-extensions']],
    ['control.c', ['--target=aarch64-linux-gnu', '-O3', '-march=armv9-a+sve2', '-ffreestanding']],
    ['numbers.c', ['--target=riscv64-linux-gnu', '-march=rv64gcv', '-O3', '-ffreestanding']],
    ['data.c', ['--target=avr', '-O2', '-g', '-ffreestanding']],
    ['control.c', ['--target=amdgcn-amd-amdhsa', '-O2', '-nogpulib', '-ffreestanding']],
    ['classes.cpp', ['-O1', '-fsanitize=cfi,undefined', '-flto', '-fvisibility=hidden']],
    ['numbers.c', ['-O2', '-fprofile-instr-generate', '-fcoverage-mapping']],
    ['data.c', ['-O2', '-flto=thin']],
    ['library.cpp', ['-O1', '-fsanitize=address,undefined']],
    ['control.c', ['-O1', '-fsanitize=memory', '-fno-omit-frame-pointer']],
    ['numbers.c', ['-O2', '-ffast-math', '-gdwarf-4', '-mavx512f']],
  ] as const)('%s %j', (name, args) => checkRoundTrip(compile(join(corpus, name), args)));
});

describe.skipIf(!tools)('handwritten modules', () => {
  // LLVM 22 reads no constant expressions of LLVM 17.
  const files = list(import.meta.dirname, '.ll').filter((file) => basename(file) !== 'older.ll');
  it.each(files.map((file) => [basename(file), file]))('%s', (_name, file) => {
    checkRoundTrip(readFileSync(file, 'latin1'));
  });
});

const rustc = process.env['RUSTC'] ?? 'rustc';
const hasRust = ((): boolean => {
  try {
    execFileSync(rustc, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('left out: round trip of Rust (not installed: rustc)');
    return false;
  }
})();

describe.skipIf(!tools || !hasRust)('Rust through rustc', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-rust-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  it.each([[['-g']], [['-O', '-C', 'codegen-units=1']], [['-O', '-g', '-C', 'panic=abort']]])(
    '%j',
    (args) => {
      const out = join(folder, 'library.ll');
      runTool(rustc, ['--emit=llvm-ir', ...args, '-o', out, join(corpus, 'library.rs')]);
      checkRoundTrip(readFileSync(out, 'latin1'));
    },
  );
});

const flang = findTool('flang');
if (!flang) console.warn('left out: round trip of Fortran (not installed: flang-22)');

describe.skipIf(!tools || !flang)('Fortran through flang', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-fortran-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  it.each([[['-O0', '-g']], [['-O2']], [['-O3', '-fopenmp']]])('%j', (args) => {
    const out = join(folder, 'solver.ll');
    runTool(flang!, [
      '-S',
      '-emit-llvm',
      ...args,
      '-module-dir',
      folder,
      '-o',
      out,
      join(corpus, 'solver.f90'),
    ]);
    checkRoundTrip(readFileSync(out, 'latin1'));
  });
});
