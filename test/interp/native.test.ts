/** The interpreter and the machine print the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Interpreter } from '../../src/interp/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { gotoProgram } from '../passes/random-program.ts';
import { nativeTools, runTool } from '../support/native.ts';
import { printfInto } from './printf.ts';

const tools = nativeTools('the interpreter against native code', 'clang', 'lli');

describe.skipIf(!tools)('the interpreter prints what native code prints', () => {
  const { clang, lli } = tools ?? { clang: '', lli: '' };
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-interp-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const compile = (path: string, flags: readonly string[]): string =>
    runTool(clang, [...flags, '-S', '-emit-llvm', '-w', '-ffp-contract=off', path, '-o', '-']);

  function runNatively(text: string): string {
    const [input, output] = [join(folder, 'main.ll'), join(folder, 'main')];
    writeFileSync(input, text, 'latin1');
    runTool(clang, ['-O0', '-w', input, '-o', output, '-lm']);
    return runTool(output, []);
  }

  function interpretMain(text: string): string {
    const output: string[] = [];
    const module = parseModule(text);
    const printf = printfInto(output, () => interpreter);
    const puts = printfInto(output, () => interpreter);
    const interpreter: Interpreter = new Interpreter(module, {
      functions: {
        printf,
        puts: ([text]) => (puts([text]), output.push('\n')),
        putchar: ([c]) => (output.push(String.fromCharCode(c as number)), c),
      },
    });
    expect(interpreter.call(module.getFunction('main')!, [])).toBe(0);
    return output.join('');
  }

  const programsOf = (folder: string, names: readonly string[]): string[] =>
    names.map((name) => new URL(`${folder}${name}`, import.meta.url).pathname);
  const programs = [...programsOf('./', ['programs.c']), ...programsOf('../passes/programs/', ['control.c', 'loops.c', 'aggregates.c'])]; // prettier-ignore

  for (const path of programs) {
    for (const level of ['-O0', '-O1', '-O2']) {
      it(`${path.slice(path.lastIndexOf('/') + 1)} ${level}`, () => {
        const text = compile(path, [level, '-fno-vectorize', '-fno-slp-vectorize']);
        expect(interpretMain(text)).toBe(runNatively(text));
      });
    }
  }

  it('programs of random jumps, by lli', () => {
    for (const [seed, level] of [[1, '-O0'], [2, '-O1'], [3, '-O2']] as const) {
      const source = join(folder, 'random.c');
      writeFileSync(source, gotoProgram(20, seed));
      const text = compile(source, [level]);
      expect(interpretMain(text)).toBe(runTool(lli, ['-'], text));
    }
  }); // prettier-ignore
});
