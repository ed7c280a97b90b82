import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { runCli, temporaryFolder } from './support.ts';

const source = `
double energy(const double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * x[i]; return s; }
double enlarge(double x, float y, unsigned char c) { return x * y * c; }
void square(const double *x, double *y, int n) { for (int i = 0; i < n; i++) y[i] = x[i] * x[i]; }
int count(int a, int b) { return a + b; }
double crash(double x) { if (x > 0) __builtin_trap(); return x; }
static double hidden(double x) { return x; }
double through(double (*f)(double)) { return f(1) + hidden(2); }
`;
let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder({
    'f.c': source,
    'bad.c': 'double f(double x) { return y; }\n',
    'notes.txt': 'no C',
    'in.bc': Uint8Array.of(0x42, 0x43, 0xc0, 0xde, 0x35, 0x14),
    'broken.json': '[[1, 2],',
  }));
});
afterAll(() => remove());

const cli = (...args: string[]) => runCli(args, { folder });

describe('help and version', () => {
  test('--version', async () => {
    expect(await cli('--version')).toEqual({
      code: 0,
      stdout: `fluxion ${packageFile.version}\n`,
      stderr: '',
    });
  });

  test.each([['--help'], ['-h'], ['help']])('%s lists the commands', async (...args) => {
    const { code, stdout, stderr } = await cli(...args);
    expect([code, stderr]).toEqual([0, '']);
    for (const name of ['grad', 'check', 'explain', 'diff', 'build'])
      expect(stdout).toMatch(new RegExp(`^ +${name} +\\w`, 'm'));
  });

  test.each(['grad', 'check', 'explain', 'diff', 'build'])('%s --help explains its options', async (name) => {
    const { code, stdout, stderr } = await cli(name, '--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Usage: fluxion ${name} `);
    expect(stdout).toContain('Example');
    expect(await cli('help', name)).toEqual({ code, stdout, stderr });
  });

  test('the flags of clang are in the help as one writes them', async () => {
    const { stdout } = await cli('grad', '-h');
    for (const flag of [' -OLEVEL ', ' -I DIR ', ' -D MACRO ', ' -std=STANDARD ', ' --no-cache '])
      expect(stdout).toContain(flag);
  });

  test('without arguments, the help is an error', async () => {
    const { code, stdout, stderr } = await cli();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: fluxion COMMAND');
  });
});

/** Every one of these is one line on standard error, and exit code 2. */
describe('mistakes', () => {
  const at = ['--at', '[[1, 2], 2]'];
  const energy = ['grad', 'f.c', 'energy'];
  const cases: [string[], string | RegExp][] = [
    [['gradd'], 'there is no command gradd; did you mean grad? [FX5001]'],
    [['--verbose'], 'unknown option --verbose [FX5001]'],
    [['grad'], 'grad needs a file and a function [FX5001]'],
    [['grad', 'f.c'], "grad needs the function's name after the file [FX5001]"],
    [['grad', 'f.c', 'energy', 'x', ...at], 'grad takes a file and a function; what is x? [FX5001]'],
    [energy, '--at is missing: the arguments of the function, as a JSON array [FX5001]'],
    [[...energy, ...at, '--jsn'], 'unknown option --jsn; did you mean --json? [FX5001]'],
    [[...energy, ...at, '-O7'], '-O takes 0, 1, 2 or 3, not 7 [FX5001]'],
    [
      [...energy, '--at', '[[1, 2, 2]'],
      '--at: malformed JSON at character 11: expected , or ], but the text ends [FX5003]',
    ],
    [[...energy, ...at, '--seed', '{'], /^error: --seed: malformed JSON at character 2: .* \[FX5003\]$/],
    [[...energy, '--at', '@broken.json'], /^error: broken.json: malformed JSON at character 9: /],
    [[...energy, '--at', '@missing.json'], 'cannot read missing.json: no such file or directory [FX5002]'],
    [
      [...energy, '--at', '{"x": 1}'],
      '--at takes an array with one entry for each parameter, not an object [FX5006]',
    ],
    [['grad', 'nofile.c', 'energy', ...at], 'cannot read nofile.c [FX5002]'],
    [['grad', 'notes.txt', 'energy', ...at], 'not a C or C++ source: notes.txt [FX4007]'],
    [['grad', 'f.c', 'enrgy', ...at], 'there is no function enrgy; did you mean energy? [FX5004]'],
    [
      ['grad', 'f.c', 'ballistics', ...at],
      /^error: there is no function ballistics; there are energy, enlarge, square, count, crash, … \(6\) \[FX5004\]$/,
    ],
    [
      ['grad', 'f.c', 'hidden', ...at],
      /^error: (the function hidden is static or inline|there is no function hidden).*\[FX5004\]$/,
    ],
    [[...energy, ...at, '--wrt', 'y'], 'energy has no parameter y; it has x, n [FX5006]'],
    [[...energy, ...at, '--wrt', ''], '--wrt takes names of parameters with commas between [FX5001]'],
    [['grad', 'f.c', 'energ\ny\u001b[1m', ...at], /^error: there is no function energ y \[1m; there are/],
    [[...energy, ...at, '--wrt', 'x,n'], 'n (int) of energy has no derivative [FX5006]'],
    [
      ['check', 'f.c', 'energy', ...at, '--rtol', 'small'],
      '--rtol takes a positive number, not small [FX5001]',
    ],
    [['diff', 'in.bc'], 'diff needs -o FILE for its result; - is standard output [FX5001]'],
    [['diff', '-o', '-'], 'diff needs a file of LLVM IR; - is standard input [FX5001]'],
    [
      ['diff', 'in.bc', '-o', '-'],
      /^error: in.bc is LLVM bitcode, not text; llvm-dis turns it into text.*\[FX5011\]$/,
    ],
    [['diff', 'missing.ll', '-o', '-'], 'cannot read missing.ll: no such file or directory [FX5002]'],
    [['build', '-o', 'out'], 'build needs at least one file [FX5001]'],
    [['build', 'f.c'], 'build needs -o DIR for its results [FX5001]'],
    [
      ['build', 'f.c', '-o', 'out', '--name', '../x'],
      '../x cannot be the name of a file; give another with --name [FX5001]',
    ],
    [
      ['build', 'f.c', '-o', 'out', '--function', 'squar'],
      'there is no function squar; did you mean square? [FX5004]',
    ],
  ];
  for (const [args, message] of cases) {
    test(args.join(' '), async () => {
      const { code, stdout, stderr } = await cli(...args);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^[^\n]+\n$/);
      const line = stderr.trimEnd();
      if (typeof message === 'string') expect(line).toBe(`error: ${message}`);
      else expect(line).toMatch(message);
      expect(code).toBe(2);
    });
  }

  test("clang's errors come as clang wrote them", async () => {
    const { code, stdout, stderr } = await cli('grad', 'bad.c', 'f', '--at', '[1]');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^bad\.c:1:29: error: use of undeclared identifier 'y'\n/);
    expect(stderr).toContain('1 error generated.');
  });

  test('a parameter type that is not supported is shown where it is declared', async () => {
    const { code, stderr } = await cli('grad', 'f.c', 'through', '--at', '[1]');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^f\.c:8:0: error: through: f \(.*\) points to .* \[FX5007\]\n +8 \| double through\(/,
    );
  });
});
