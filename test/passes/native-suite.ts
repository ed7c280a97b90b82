import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fn, Module } from '../../src/ir/index.ts';
import { cloneFunction, isInstruction } from '../../src/ir/index.ts';
import { canonicalize, checkCanonical } from '../../src/passes/canonicalize.ts';
import { parseModule, printFunction, printModule } from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';
import { nativeTools, runTool } from '../support/native.ts';
import { checkLoopsAtRunTime } from './loop-instrumentation.ts';
import { gotoProgram } from './random-program.ts';

const tools = nativeTools('passes on what clang emits', 'clang', 'opt');

/** Which optimisation levels the programs go through, and which random programs. */
export interface NativeSuite {
  readonly levels: readonly string[];
  readonly randomPrograms: readonly (readonly [level: string, seed: number])[];
}

/** Tests the passes on C and C++ programs: LLVM's verifier accepts the results, and they compute the same. */
export function testPassesNatively({ levels, randomPrograms }: NativeSuite): void {
  describe.skipIf(!tools)('on what clang emits', () => {
    const { clang, opt } = tools ?? { clang: '', opt: '' };
    const folder = mkdtempSync(join(tmpdir(), 'fluxion-passes-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    const programPath = (name: string): string => new URL(`programs/${name}`, import.meta.url).pathname;
    const compile = (path: string, level: string): string =>
      runTool(clang, [...level.split(' '), '-S', '-emit-llvm', '-w', path, '-o', '-']);
    const verify = (text: string): void => {
      runTool(opt, ['-passes=verify', '-disable-output', '-'], text);
    };
    /** What the program prints. Compiled without optimisation, so that what the passes made is what runs. */
    const run = (name: string, text: string): string => {
      const [input, output] = [join(folder, `${name}.ll`), join(folder, name)];
      writeFileSync(input, text, 'latin1');
      runTool(clang, ['-O0', '-w', input, '-o', output, '-lm', '-lstdc++']);
      return runTool(output, []);
    };

    const checkCanonicalForm = (text: string, expected: string): void => {
      const module = parseModule(text);
      for (const fn of module.functions) {
        canonicalize(fn);
        expect(checkCanonical(fn), `@${fn.name}`).toEqual([]);
      }
      expect(verifyModule(module)).toEqual([]);
      const once = printModule(module);
      verify(once);
      expect(run('canonical', once)).toBe(expected);
      for (const fn of module.functions) canonicalize(fn);
      expect(printModule(module) === once, 'idempotent').toBe(true);
    };

    for (const program of ['control.c', 'aggregates.c', 'exceptions.cpp']) {
      const outputs: string[] = [];
      const original = (level: string): { text: string; output: string } => {
        const text = compile(programPath(program), level);
        return { text, output: (outputs[0] ??= run('original', text)) };
      };

      for (const level of levels) {
        it(`the canonical form of ${program} at ${level} computes the same`, () => {
          const { text, output } = original(level);
          checkCanonicalForm(text, output);
        });

        it(`clones of the functions of ${program} at ${level} stand in for the originals`, () => {
          const { text, output } = original(level);
          const module = parseModule(text);
          const originals = module.functions.filter((f) => !f.isDeclaration && f.name !== 'main');
          const before = originals.map((f) => printFunction(f));
          const clones = originals
            .filter((f) => f.name !== 'computed')
            .map((f) => cloneFunction(f, `${f.name}.clone`).fn);
          for (const clone of clones) canonicalize(clone);
          expect(
            originals.map((f) => printFunction(f)),
            'originals are untouched',
          ).toEqual(before);
          originals.forEach((f) => callInstead(f, module));
          expect(verifyModule(module)).toEqual([]);
          const printed = printModule(module);
          verify(printed);
          expect(run('cloned', printed)).toBe(output);
        });
      }
    }

    it.each(randomPrograms.map((p) => [...p] as const))(
      'random programs of gotos compute the same at %s, seed %i',
      (level, seed) => {
        const source = join(folder, 'random.c');
        writeFileSync(source, gotoProgram(80, seed));
        const text = compile(source, level);
        checkCanonicalForm(text, run('original', text));
      },
    );

    it.each([
      ['-O0', 20],
      ['-O1 -fno-unroll-loops', 20],
      ['-O2 -fno-unroll-loops -fno-vectorize', 20],
    ])('trip counts and induction variables of loops.c at %s are what happens', (level, atLeast) => {
      const text = compile(programPath('loops.c'), level);
      const module = parseModule(text);
      for (const fn of module.functions) canonicalize(fn);
      const checked = checkLoopsAtRunTime(module);
      expect(checked.tripCounts).toBeGreaterThanOrEqual(atLeast);
      expect(checked.inductions).toBeGreaterThanOrEqual(atLeast);
      const printed = printModule(module);
      verify(printed);
      expect(run('instrumented', printed)).toBe(run('original', text));
    });
  });
}

/** Makes the direct calls of a function go to its clone. */
function callInstead(fn: Fn, module: Module): void {
  const clone = module.getFunction(`${fn.name}.clone`);
  if (!clone) return;
  for (const use of [...fn.uses()]) {
    const { user } = use;
    if (!isInstruction(user) || (user.opcode !== 'call' && user.opcode !== 'invoke')) continue;
    if (use.index === user.operandCount - 1) use.set(clone);
  }
}
