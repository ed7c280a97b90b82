import { describe, expect, test } from 'vitest';
import { parseArguments, type OptionSpec } from '../../src/cli/arguments.ts';
import { compileOptions } from '../../src/cli/command.ts';

const specs: OptionSpec[] = [
  ...compileOptions,
  { name: 'at', value: 'JSON', description: '' },
  { name: 'seed', value: 'JSON', description: '' },
  { name: 'output', short: 'o', value: 'FILE', description: '' },
  { name: 'json', description: '' },
];
const parse = (...args: string[]) => {
  const { positionals, options } = parseArguments(args, specs);
  return { positionals, ...Object.fromEntries(options) };
};

describe('options', () => {
  test("clang's, joined with their values or apart, repeated", () => {
    expect(parse('f.c', '-O3', '-Idir', '-I', 'other dir', '-DX=1', '-D', 'Y', '-std=c++20')).toEqual({
      positionals: ['f.c'],
      O: ['3'],
      I: ['dir', 'other dir'],
      D: ['X=1', 'Y'],
      std: ['c++20'],
    });
    expect(parse('--std=c99')).toMatchObject({ std: ['c99'] });
  });

  test('long ones with = or a space, between positional arguments', () => {
    expect(parse('a', '--at', '[1]', 'b', '--at=[2]', '--json')).toEqual({
      positionals: ['a', 'b'],
      at: ['[1]', '[2]'],
      json: [''],
    });
    expect(parse('-o', 'x', '--output', 'y', '--output=z')).toMatchObject({ output: ['x', 'y', 'z'] });
  });

  test('values stay texts', () => {
    expect(parse('-o', '007', '--at=1e3')).toMatchObject({ output: ['007'], at: ['1e3'] });
  });

  test('a negative number is a value, a dash is a file', () => {
    expect(parse('--seed', '-1', '-', '-o', '-')).toEqual({
      positionals: ['-'],
      seed: ['-1'],
      output: ['-'],
    });
    expect(parse('--seed', '-.5')).toMatchObject({ seed: ['-.5'] });
  });

  test('after -- everything is positional', () => {
    expect(parse('--', '-std=c99', '--at')).toEqual({ positionals: ['-std=c99', '--at'] });
  });
});

describe('mistakes', () => {
  test.each([
    [['--seede', '1'], 'unknown option --seede; did you mean --seed?'],
    [['--frobnicate'], 'unknown option --frobnicate'],
    [['-x'], 'unknown option -x'],
    [['--at'], '--at needs a value: JSON'],
    [['--at='], '--at needs a value: JSON'],
    [['--at', '--json'], '--at needs a value: JSON'],
    [['-o'], '-o needs a value: FILE'],
    [['--json=1'], '--json takes no value'],
  ])('%j', (args, message) => {
    expect(() => parse(...args)).toThrow(`${message} [FX5001]`);
  });
});
