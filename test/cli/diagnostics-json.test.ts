import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonDiagnostic } from '../../src/cli/diagnostics-json.ts';
import { parseCompilerMessages } from '../../src/toolchain/index.ts';
import { runCli, temporaryFolder } from './support.ts';

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder({
    'f.c': `#include <stdio.h>
double price(double);
double f(double x) {
  return 2 * price(x * x);
}
double g(double *x) { __asm__("nop" : : "r"(x)); return 2 * x[0]; }
double fine(double x) { printf("x = %g\\n", x); return x; }
`,
    'fine.c': '#include <stdio.h>\ndouble fine(double x) { x; printf("x = %g\\n", x); return x; }\n',
    'bad.c': 'double f(double x) { return y; }\ndouble g(double x) { return z; }\n',
    'worse.c': 'double h(double x) { return w; }\n',
    'in.ll': 'define double @f(double %x) {\n  ret float %x\n}\n',
  }));
});
afterAll(() => remove());

async function diagnose(
  ...args: string[]
): Promise<{ code: number; stdout: string; found: JsonDiagnostic[] }> {
  const { code, stdout, stderr } = await runCli([...args, '--diagnostics=json'], { folder });
  const lines = stderr.split('\n');
  expect(lines.pop()).toBe('');
  return { code, stdout, found: lines.map((line) => JSON.parse(line) as JsonDiagnostic) };
}

describe('--diagnostics=json', () => {
  test('all of a program, with place, function, facts and ways out', async () => {
    const { code, found } = await diagnose('build', 'f.c', '-o', 'out', '--function', 'f', '--function', 'g');
    expect(code).toBe(1);
    expect(found.map((d) => [d.code, d.function, d.line, d.column])).toEqual([
      ['FX3001', 'f', 4, 14],
      ['FX3002', 'g', 6, 23],
    ]);
    expect(found[0]).toEqual({
      code: 'FX3001',
      severity: 'error',
      message: "the function 'price' has no body here and no derivative rule",
      file: 'f.c',
      line: 4,
      column: 14,
      length: 1,
      source: '  return 2 * price(x * x);',
      function: 'f',
      known: ['a derivative through it would be a guess'],
      help: [
        'compile the source that defines it together with this file',
        'or register a derivative of it (docs/custom-derivatives.md)',
      ],
    });
  });

  test('clang’s errors in all files', async () => {
    const { code, found } = await diagnose('build', 'bad.c', 'worse.c', '-o', 'out');
    expect(code).toBe(1);
    expect(found.map((d) => [d.code, d.severity, d.file, d.line, d.column])).toEqual([
      ['FX4001', 'error', 'bad.c', 1, 29],
      ['FX4001', 'error', 'bad.c', 2, 29],
      ['FX4001', 'error', 'worse.c', 1, 29],
    ]);
    expect(found[0]!.message).toBe("use of undeclared identifier 'y'");
    expect(found[0]!.source).toBe('double f(double x) { return y; }');
  });

  test('warnings, and what the program prints, are lines of their own; the result is not touched', async () => {
    const { code, stdout, found } = await diagnose('grad', 'fine.c', 'fine', '--at', '[2]', '--json');
    expect([code, stdout]).toEqual([0, '{"value": 2, "gradient": [1]}\n']);
    expect(found.map((d) => [d.code, d.severity, d.message])).toEqual([
      ['FX4009', 'warning', 'expression result unused [-Wunused-value]'],
      [null, 'note', 'x = 2'],
    ]);
  });

  test('malformed IR', async () => {
    const { found } = await diagnose('diff', 'in.ll', '-o', '-');
    expect(found.map((d) => [d.severity, d.file, d.line])).toEqual([['error', 'in.ll', 2]]);
  });

  test('a wrong call', async () => {
    const { code, found } = await diagnose('grad', 'f.c', '--wrong');
    expect(code).toBe(2);
    expect(found.map((d) => d.code)).toEqual(['FX5001']);
  });

  test('another format is refused', async () => {
    const { code, stderr } = await runCli(['grad', 'f.c', 'f', '--diagnostics', 'xml']);
    expect([code, stderr]).toEqual([2, 'error: --diagnostics takes text or json, not xml [FX5001]\n']);
  });
});

describe('messages of the linker', () => {
  test('are taken apart', () => {
    const text = 'wasm-ld: error: duplicate symbol: f\n>>> defined in a.o\n>>> defined in b.o\n';
    expect(parseCompilerMessages(text, 'FX4003')).toEqual([
      {
        code: 'FX4003',
        severity: 'error',
        message: 'duplicate symbol: f',
        span: undefined,
        notes: ['defined in a.o', 'defined in b.o'],
      },
    ]);
  });
});
