import { describe, expect, test } from 'vitest';
import type { SourceType } from '../../src/analysis/debug-types.ts';
import {
  describeSignature,
  describeType,
  floatingPointTypeOf,
  typeName,
} from '../../src/analysis/debug-types.ts';
import type { Module } from '../../src/ir/index.ts';
import { fp128Type, x86Fp80Type } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';

const source = `
typedef double real;
enum colour { red, green };
typedef struct node { real x[3]; int n; struct node *next; float f; enum colour e; _Bool b; unsigned char c;
  int low : 3, high : 5; } node_t;
union both { double d; long l; };
struct pair { double a, b; };
struct opaque;
double f(const node_t *restrict p, real *q, int n, double **rows, double (*call)(int, double), struct opaque *o) {
  return p->x[n] + q[0] + rows[0][1] + call(n, 2) + (o != 0);
}
real g(node_t v, real (*m)[4], const float *const c, unsigned char *s) { return v.x[0] + m[1][2] + c[0] + s[0]; }
static __attribute__((noinline)) double internal(double used, int unused, struct pair *p) { return used * p->a; }
double h(double x, struct pair *p) { return internal(x, 3, p); }
void nothing(void) {}
int variadic(const char *format, ...) { return format[0]; }
double unused(int a, double b, float c) { return 1; }
`;

const types = (module: Module, name: string) => {
  const signature = describeSignature(module.getFunction(name)!);
  if (!signature) throw new Error(`no signature of ${name}`);
  return signature;
};

const shape = (module: Module, name: string): string[] => {
  const { parameters, returns } = types(module, name);
  const list = parameters.map((p) => {
    const parts = p.parts.map((part) => `%${part.argument}${part.indirect ? ' by address' : ''}`);
    return `${typeName(p.type)} : ${p.name ?? ''} = ${parts.join(' ')}`;
  });
  return [typeName(returns), ...list];
};

describe.each([0, 2] as const)('signatures of C functions at -O%i', async (level) => {
  const { ir } = await createToolchain().compileToIR(sourceSetOf({ 'a.c': source }), { level });
  const module = parseModule([...ir.values()][0]!);

  test('names and types of parameters, by the IR argument that carries them', () => {
    expect(shape(module, 'f')).toEqual([
      'double',
      'const node_t * : p = %0',
      'real * : q = %1',
      'int : n = %2',
      'double ** : rows = %3',
      'function * : call = %4',
      'opaque * : o = %5',
    ]);
    expect(shape(module, 'g')).toEqual([
      'real',
      'node_t : v = %0 by address',
      'real[4] * : m = %1',
      'const float *const : c = %2',
      'unsigned char * : s = %3',
    ]);
    expect(shape(module, 'unused')).toEqual(['double', 'int : a = %0', 'double : b = %1', 'float : c = %2']);
    expect(shape(module, 'nothing')).toEqual(['void']);
    const variadic = types(module, 'variadic');
    expect([variadic.variadic, variadic.parameters.length, variadic.name, variadic.file]).toEqual([
      true,
      1,
      'variadic',
      expect.stringMatching(/a\.c$/),
    ]);
  });

  test('a parameter that the optimiser dropped has no argument, and the others keep theirs', () => {
    const fn = module.getFunction('internal')!;
    const { parameters } = types(module, 'internal');
    expect(parameters.map((p) => p.name)).toEqual(['used', 'unused', 'p']);
    for (const { name, type, parts } of parameters) {
      for (const part of parts) {
        const expected = type.kind === 'pointer' ? 'ptr' : type.kind === 'float' ? 'double' : 'i32';
        const argument = String(fn.args[part.argument]!.type);
        // The optimiser may pass what a pointer points to in place of the pointer.
        if (name !== 'p') expect(argument).toBe(expected);
      }
    }
    expect(parameters[0]!.parts.length).toBe(1);
  });

  test('members with their offsets, through typedefs and cycles', () => {
    const pointer = types(module, 'f').parameters[0]!.type;
    if (pointer.kind !== 'pointer' || pointer.pointee.kind !== 'struct') throw new Error('no struct');
    const node = pointer.pointee;
    expect([node.name, node.const, node.size, node.union]).toEqual(['node_t', true, 48, false]);
    expect(node.members.map((m) => `${m.offset} ${m.name ?? ''} ${typeName(m.type)}`)).toEqual([
      '0 x real[3]',
      '24 n int',
      '28 next node *',
      '32 f float',
      '36 e enum colour',
      '40 b _Bool',
      '41 c unsigned char',
      '42 low int',
      '42 high int',
    ]);
    expect(node.members.slice(7).map((m) => m.bits)).toEqual([
      { offset: 336, size: 3 },
      { offset: 339, size: 5 },
    ]);
    const array = node.members[0]!.type;
    if (array.kind !== 'array') throw new Error('no array');
    expect([array.count, array.size, array.element.kind, array.element.name]).toEqual([
      3,
      24,
      'float',
      'real',
    ]);
    const next = node.members[2]!.type;
    if (next.kind !== 'pointer' || next.pointee.kind !== 'struct') throw new Error('no pointer');
    expect(next.pointee.members.length).toBe(9);
    const again = next.pointee.members[2]!.type;
    expect(again).toBe(next);
  });

  test('functions behind pointers, and incomplete structs', () => {
    const { parameters } = types(module, 'f');
    const call = parameters[4]!.type;
    if (call.kind !== 'pointer' || call.pointee.kind !== 'function') throw new Error('no function');
    expect(call.pointee.parameters.map(typeName)).toEqual(['int', 'double']);
    expect(typeName(call.pointee.returns)).toBe('double');
    const opaque = parameters[5]!.type;
    expect(opaque.kind === 'pointer' && opaque.pointee.kind === 'struct' && opaque.pointee.complete).toBe(
      false,
    );
  });
});

describe('type nodes', () => {
  const read = (nodes: string): SourceType => {
    const module = parseModule(`!t = !{!0}\n${nodes}`);
    return describeType(module.namedMetadata.get('t')!.operands[0]);
  };

  test('basic types by encoding', () => {
    const kinds: [string, string, string][] = [
      ['DW_ATE_float', '64', 'float'],
      ['DW_ATE_complex_float', '128', 'complex'],
      ['DW_ATE_signed', '32', 'int'],
      ['DW_ATE_boolean', '8', 'int'],
      ['DW_ATE_unsigned_char', '8', 'int'],
      ['DW_ATE_unsigned', '0', 'void'],
    ];
    for (const [encoding, size, kind] of kinds) {
      expect(read(`!0 = !DIBasicType(name: "t", size: ${size}, encoding: ${encoding})`).kind).toBe(kind);
    }
  });

  test('bounds of arrays: counts, Fortran bounds, and none', () => {
    const array = (ranges: string[]): SourceType => {
      const numbers = ranges.map((_, i) => `!${i + 3}`).join(', ');
      const lines = ranges.map((r, i) => `!${i + 3} = !DISubrange(${r})`).join('\n');
      return read(`!0 = !DICompositeType(tag: DW_TAG_array_type, baseType: !1, size: 0, elements: !2)
!1 = !DIBasicType(name: "double", size: 64, encoding: DW_ATE_float)
!2 = !{${numbers}}
${lines}`);
    };
    expect(array(['count: 4']).name).toBe('double[4]');
    expect(array(['count: 2', 'count: 3']).name).toBe('double[2][3]');
    expect(array(['lowerBound: 1, upperBound: 10']).name).toBe('double[10]');
    expect(array(['count: -1']).name).toBe('double[]');
    const nested = array(['count: 2', 'count: 3']);
    expect(nested.kind === 'array' && nested.element.name).toBe('double[3]');
  });

  test('a cycle of typedefs, and a pointer to itself, end', () => {
    expect(read('!0 = !DIDerivedType(tag: DW_TAG_typedef, name: "a", baseType: !0)').kind).toBe('unknown');
    const pointer = read('!0 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !0, size: 64)');
    expect(pointer.kind).toBe('pointer');
    expect(pointer.name.length).toBeLessThan(40);
  });

  test('long double is what the target makes of it', () => {
    expect(floatingPointTypeOf('long double', 16, 'x86_64-unknown-linux-gnu')).toBe(x86Fp80Type);
    expect(floatingPointTypeOf('__float128', 16, 'x86_64-unknown-linux-gnu')).toBe(fp128Type);
    expect(floatingPointTypeOf('long double', 16, 'wasm32-unknown-wasi')).toBe(fp128Type);
    expect(floatingPointTypeOf('odd', 7, undefined)).toBeUndefined();
  });

  test('no debug info, no signature', () => {
    const module = parseModule('define void @f() {\n  ret void\n}');
    expect(describeSignature(module.getFunction('f')!)).toBeUndefined();
  });
});
