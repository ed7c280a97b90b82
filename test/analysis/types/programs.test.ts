import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Instruction } from '../../../src/ir/index.ts';
import { createToolchain, sourceSetOf } from '../../../src/toolchain/index.ts';
import { nativeTools, runTool } from '../../support/native.ts';
import type { Analysed } from './describe-layout.ts';
import {
  analysedFunctions,
  integerLoads,
  layoutText,
  memoryCalls,
  transfersText,
} from './describe-layout.ts';

const source = readFileSync(new URL('programs.c', import.meta.url), 'utf8');
const native = nativeTools('types in C programs for x86-64', 'clang');

interface Target {
  readonly name: string;
  readonly pointerBytes: number;
  readonly compile: (level: 0 | 2 | 3) => Promise<string>;
}

const nativeFlags = '-g -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S -emit-llvm -x c - -o -'.split(
  ' ',
);

const targets: readonly Target[] = [
  {
    name: 'wasm32',
    pointerBytes: 4,
    async compile(level) {
      const { ir } = await createToolchain().compileToIR(sourceSetOf({ 'programs.c': source }), {
        level,
      });
      return [...ir.values()][0]!;
    },
  },
  ...(native
    ? [
        {
          name: 'x86-64',
          pointerBytes: 8,
          compile: (level: number) => {
            const flags = ['--target=x86_64-linux-gnu', `-O${level}`, ...nativeFlags];
            return Promise.resolve(runTool(native.clang, flags, source));
          },
        },
      ]
    : []),
];

/** `record` where pointers take so many bytes. */
function record(pointerBytes: number): string {
  const numbers = '0 integer 4, 8 double, 16 double, 24 double, 32 float';
  return pointerBytes === 8
    ? `${numbers}, 40 pointer, 48 integer 2, 56 double, 64 integer 16`
    : `${numbers}, 36 pointer, 40 integer 2, 48 double, 56 integer 16`;
}

/** Every copy or fill in a function has this layout; the optimiser may have left none. */
function expectTransfers(of: (name: string) => Analysed, name: string, layout: string | RegExp): void {
  for (const text of transfersText(of(name))) {
    if (typeof layout === 'string') expect(text, name).toBe(layout);
    else expect(text, name).toMatch(layout);
  }
}

/**
 * Compares what is said of memory with each access of a type that leaves no doubt. Only where the program uses the same
 * bytes as something else too may the answer be unknown. Returns the number of accesses.
 */
function checkAccesses({ fn, types }: Analysed): number {
  let count = 0;
  const end = fn.entry.terminator!;
  for (const inst of fn.instructions()) {
    const access = accessOf(inst);
    if (!access) continue;
    count++;
    const size = fn.parent!.dataLayout.storeSize(access.type);
    const layout = types.memoryAt(access.pointer, size, end);
    const { type } = access;
    const expected = type.kind === 'pointer' ? '0 pointer' : `0 ${type}`;
    const text = layoutText(layout);
    if (layout.unknown.length === 0) expect(text, `${fn.name}: ${inst.opcode}`).toBe(expected);
    else expect(fn.name, text).toMatch(/^(tagged_copy|inverse_root)$/);
  }
  return count;
}

function accessOf(inst: Instruction) {
  const [pointer, type] =
    inst.opcode === 'load'
      ? [inst.pointer, inst.type]
      : inst.opcode === 'store'
        ? [inst.pointer, inst.value.type]
        : [undefined, undefined];
  if (!type || (type.kind !== 'floating-point' && type.kind !== 'pointer')) return undefined;
  return { pointer, type };
}

describe.each(targets)('$name', (target) => {
  describe.each([0, 2, 3] as const)('-O%i -g', (level) => {
    let all: Analysed[];
    const get = (name: string): Analysed => all.find(({ fn }) => fn.name === name)!;
    beforeAll(async () => {
      all = analysedFunctions(await target.compile(level));
    }, 60_000);

    test('structs and arrays of them', () => {
      expectTransfers(get, 'copy_record', record(target.pointerBytes));
      expect(transfersText(get('copy_record')).length).toBe(2);
      const every = `${record(target.pointerBytes)}, every ${target.pointerBytes === 8 ? 80 : 72}`;
      expectTransfers(get, 'copy_records', every);
      expectTransfers(get, 'zero_records', every);
      expectTransfers(get, 'copy_flags', /^0 integer 2, 8 double$/);
      expectTransfers(get, 'swap_pairs', '0 double, 8 double');
    });

    test('arrays of a size known at run time', () => {
      expectTransfers(get, 'copy_doubles', '0 double, every 8');
      expectTransfers(get, 'move_floats', '0 float, every 4');
      expectTransfers(get, 'copy_ints', '0 integer 4, every 4');
      expectTransfers(get, 'copy_untyped', '0 double, every 8');
      expectTransfers(get, 'rows', '0 double, every 8');
      expectTransfers(get, 'flexible_copy', '0 double, every 8');
      expectTransfers(get, 'arena', '0 double, every 8');
      for (const name of ['copy_doubles', 'copy_untyped', 'rows', 'flexible_copy', 'arena']) {
        expect(memoryCalls(get(name).fn).length, name).toBe(1);
      }
    });

    test('what is no array is not taken for one', () => {
      expectTransfers(get, 'flexible_duplicate', /^unknown/);
    });

    test('fixed sizes', () => {
      const matrix = Array.from({ length: 16 }, (_, i) => `${8 * i} double`).join(', ');
      expectTransfers(get, 'matrix', matrix);
      expectTransfers(get, 'from_table', '0 double, 8 double, 16 double, 24 double, 32 double');
      expectTransfers(get, 'list_copy', /^0 double, 8 pointer$/);
    });

    test('a union that is used as both is unknown', () => {
      expectTransfers(get, 'tagged_copy', '0 integer 4, unknown 8+8');
    });

    test('doubles in 64-bit integers', () => {
      for (const name of ['select_bits', 'swap_bits']) {
        for (const kind of integerLoads(get(name), 64)) expect(kind, name).toBe('double');
      }
      expectTransfers(get, 'select_bits', '0 double');
      expectTransfers(get, 'swap_bits', '0 double');
    });

    test('arithmetic on the bits of a float is unknown', () => {
      const { fn, types } = get('inverse_root');
      const difference = [...fn.instructions()].find((i) => i.opcode === 'sub');
      expect(types.valueKind(difference!)).toBeUndefined();
      expectTransfers(get, 'inverse_root', /^unknown/);
    });

    test('bytes of doubles are not taken for integers', () => {
      for (const kind of integerLoads(get('bytes'), 8)) expect(kind).not.toBe('integer');
    });

    test("a random number generator's state is an integer", () => {
      for (const name of ['step', 'monte_carlo']) {
        for (const kind of integerLoads(get(name), 64)) expect(kind, name).toBe('integer');
      }
    });

    test('no answer contradicts an access of float or pointer type', () => {
      expect(all.length).toBeGreaterThan(20);
      let checked = 0;
      for (const one of all) checked += checkAccesses(one);
      expect(checked).toBeGreaterThan(10);
    });
  });
});
