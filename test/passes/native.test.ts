import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fn, Module } from '../../src/ir/index.ts';
import { cloneFunction } from '../../src/ir/index.ts';
import { canonicalize, checkCanonical } from '../../src/passes/canonicalize.ts';
import { parseModule, printModule } from '../../src/text/index.ts';
import { nativeTools, runTool } from '../support/native.ts';

const programs = ['control.c', 'aggregates.c', 'exceptions.cpp'];
const levels = ['-O0', '-O1', '-O2', '-O2 -g', '-O0 -g'];

const tools = nativeTools('passes on what clang emits', 'clang', 'opt');

describe.skipIf(!tools)('on what clang emits', () => {
  const { clang, opt } = tools ?? { clang: '', opt: '' };
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-passes-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const compile = (program: string, level: string): string => {
    const source = new URL(`programs/${program}`, import.meta.url).pathname;
    return runTool(clang, [...level.split(' '), '-S', '-emit-llvm', '-w', source, '-o', '-']);
  };
  const verify = (text: string): void => {
    runTool(opt, ['-passes=verify', '-disable-output', '-'], text);
  };
  /** What the program prints. Without optimisation, so that all of what is printed is what the passes made. */
  const run = (name: string, text: string): string => {
    const [input, output] = [join(folder, `${name}.ll`), join(folder, name)];
    writeFileSync(input, text, 'latin1');
    runTool(clang, ['-O0', '-w', input, '-o', output, '-lm', '-lstdc++']);
    return runTool(output, []);
  };

  for (const program of programs) {
    const expected = new Map<string, string>();
    const original = (level: string): { text: string; output: string } => {
      const text = compile(program, level);
      const output = expected.get('') ?? run('original', text);
      expected.set('', output);
      return { text, output };
    };

    for (const level of levels) {
      it(`canonical form of ${program} at ${level} computes the same`, () => {
        const { text, output } = original(level);
        const module = parseModule(text);
        for (const fn of module.functions) {
          canonicalize(fn);
          expect(checkCanonical(fn), `@${fn.name}`).toEqual([]);
        }
        const once = printModule(module);
        verify(once);
        expect(run('canonical', once)).toBe(output);
        for (const fn of module.functions) canonicalize(fn);
        expect(printModule(module) === once, 'idempotent').toBe(true);
      });

      it(`clones of ${program} at ${level} stand in for the originals`, () => {
        const { text, output } = original(level);
        const module = parseModule(text);
        const before = module.functions.map((f) => printModuleOf(module, f));
        const clones = cloneAll(module);
        for (const clone of clones) canonicalize(clone);
        module.functions.slice(0, before.length).forEach((f, i) => {
          expect(printModuleOf(module, f) === before[i], `@${f.name} is untouched`).toBe(true);
        });
        const printed = printModule(module);
        verify(printed);
        expect(run('cloned', printed)).toBe(output);
      });
    }
  }

  it('keeps the text of the C programs free of what cannot be cloned, but for computed goto', () => {
    expect(readFileSync(new URL('programs/control.c', import.meta.url), 'latin1')).toContain('&&zero');
  });
});

function printModuleOf(_module: Module, fn: Fn): number {
  return [...fn.instructions()].length;
}

/** Clones every function that can be cloned, and makes all calls of the originals go to the clones. */
function cloneAll(module: Module): Fn[] {
  const definitions = module.functions.filter((f) => !f.isDeclaration && f.name !== 'main' && f.name !== 'computed');
  return definitions.map((fn) => {
    const { fn: clone } = cloneFunction(fn, `${fn.name}.clone`);
    for (const use of [...fn.uses()]) {
      const user = use.user as { opcode?: string; operandCount: number };
      const isCallee = user.opcode === 'call' || user.opcode === 'invoke';
      if (isCallee && use.index === user.operandCount - 1) use.set(clone);
    }
    return clone;
  });
}
