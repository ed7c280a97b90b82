import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, writeJson } from '../../src/cli/json.ts';

const parse = (text: string) => parseJson(text, '--at');
/** With large integers as the doubles that JSON.parse makes of them. */
const parseRounded = (text: string): unknown => {
  const round = (value: unknown): unknown => {
    if (typeof value === 'bigint') return Number(value);
    if (Array.isArray(value)) return value.map(round);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, round(item)]));
  };
  return round(parse(text));
};

describe('reading', () => {
  test('everything that JSON has', () => {
    const text = ' [1, -2.5e-3, true,false , null,"a\\n\\u0041", {"x": [0], "__proto__": 1}, [], {}] ';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  test('as the language does, whatever the value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const value: unknown = JSON.parse(text);
        fc.pre(!JSON.stringify(value).match(/"-?Infinity"|"NaN"/));
        expect(parseRounded(text)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('refuses what the language refuses', () => {
    const characters = fc.constantFrom(...'[]{},:"0123456789.eE+-truefalsn \\u');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (isJson) parse(text);
        else expect(() => parse(text)).toThrow(/malformed JSON .*\[FX5003\]$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('numbers that JSON lacks, and integers that no double holds', () => {
    expect(parse('["NaN", "Infinity", "-Infinity"]')).toEqual([NaN, Infinity, -Infinity]);
    expect(parse('9007199254740993')).toBe(9007199254740993n);
    expect(parse('9007199254740993.0')).toBe(9007199254740992);
  });

  test.each([
    ['', '--at: malformed JSON at character 1: expected a value, but the text ends'],
    ['[1, 2', '--at: malformed JSON at character 6: expected , or ], but the text ends'],
    ['[1, ]', '--at: malformed JSON at character 5: expected a value, not "]"'],
    ['[1 2]', '--at: malformed JSON at character 4: expected , or ], not "2"'],
    ['[1]]', '--at: malformed JSON at character 4: expected the end, not "]"'],
    ['[01]', '--at: malformed JSON at character 3: expected a number as JSON writes it, not "1"'],
    ['[.5]', '--at: malformed JSON at character 2: expected a value, not "."'],
    ['{x: 1}', '--at: malformed JSON at character 2: expected a text in double quotes, not "x"'],
    ['[NaN]', '--at: malformed JSON at character 2: expected a value, not "N"'],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(`${message} [FX5003]`);
  });

  test('deep nesting is refused, not a crash', () => {
    expect(() => parse('['.repeat(100_000))).toThrow('--at: nested too deep at character');
  });
});

describe('writing', () => {
  test('has the shape that is promised, typed arrays and all numbers', () => {
    expect(
      writeJson({ value: 24.2, gradient: [Float64Array.of(-215.6, NaN), null, -Infinity, 2n ** 63n, true] }),
    ).toBe('{"value": 24.2, "gradient": [[-215.6, "NaN"], null, "-Infinity", 9223372036854775808, true]}');
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 20 }), (numbers) => {
        // JSON has no sign at zero as JavaScript writes it.
        const expected = numbers.map((x) => (x === 0 ? 0 : x));
        expect(parseRounded(writeJson(Float64Array.from(numbers)))).toEqual(expected);
      }),
    );
  });
});
