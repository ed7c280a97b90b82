import { describe, expect, test } from 'vitest';
import type { FloatingPointType, Type } from '../../src/ir/index.ts';
import {
  doubleType,
  floatType,
  fp128Type,
  functionType,
  halfType,
  i1,
  i16,
  i32,
  i64,
  i8,
  metadataType,
  ppcFp128Type,
  ptr,
  structType,
  vectorType,
  voidType,
  x86Fp80Type,
} from '../../src/ir/index.ts';
import type { CalleeRule } from '../../src/rules/index.ts';
import { findCalleeRule } from '../../src/rules/index.ts';
import { intrinsicTable } from '../../src/rules/intrinsic-table.ts';
import { libraryTable } from '../../src/rules/library-table.ts';
import { mathFunctionNames, parseEntry } from '../../src/rules/math-rules.ts';
import { mathTable } from '../../src/rules/math-table.ts';

/** The functions of <math.h> in C11 (7.12), by prototype; T is double, float or long double, L always long double. */
const c11: Readonly<Record<string, string>> = {
  'T(T)':
    'acos asin atan cos sin tan acosh asinh atanh cosh sinh tanh exp exp2 expm1 log log10 log1p log2 logb cbrt fabs sqrt ' +
    'erf erfc lgamma tgamma ceil floor nearbyint rint round trunc',
  'T(TT)': 'atan2 hypot pow fmod remainder copysign nextafter fdim fmax fmin',
  'T(TTT)': 'fma',
  'T(Tp)': 'frexp modf',
  'T(Ti)': 'ldexp scalbn',
  'T(Tl)': 'scalbln',
  'T(TL)': 'nexttoward',
  'T(TTp)': 'remquo',
  'T(p)': 'nan',
  'i(T)': 'ilogb',
  'l(T)': 'lrint lround',
  'q(T)': 'llrint llround',
};

/** What C23, POSIX and GNU add. */
const later: Readonly<Record<string, string>> = {
  'T(T)':
    'exp10 exp2m1 exp10m1 logp1 log2p1 log10p1 sinpi cospi tanpi asinpi acospi atanpi rsqrt roundeven nextup nextdown ' +
    'j0 j1 y0 y1 pow10 significand',
  'T(TT)':
    'atan2pi powr fmaximum fminimum fmaximum_mag fminimum_mag fmaximum_num fminimum_num fmaximum_mag_num ' +
    'fminimum_mag_num fmaxmag fminmag drem',
  'T(iT)': 'jn yn',
  'T(Tq)': 'pown compoundn rootn',
  'T(Tii)': 'fromfp ufromfp fromfpx ufromfpx',
  'q(Tii)': 'fromfp ufromfp fromfpx ufromfpx',
  'v(Tpp)': 'sincos',
  'l(T)': 'llogb',
  'i(pp)': 'totalorder totalordermag',
  'i(T)': 'isnan isinf finite',
};

const letters: Readonly<Record<string, Type>> = { p: ptr, i: i32, l: i64, q: i64, v: voidType };

function prototype(text: string, kind: Type, longDouble: Type) {
  const typeOf = (letter: string): Type =>
    letter === 'T' ? kind : letter === 'L' ? longDouble : letters[letter]!;
  return functionType(typeOf(text[0]!), [...text.slice(2, -1)].map(typeOf));
}

const all = [c11, later].flatMap((list) =>
  Object.entries(list).flatMap(([text, names]) => names.split(' ').map((name) => [name, text] as const)),
);

describe('<math.h>', () => {
  test.each(all)('%s has a rule for double, float and long double', (name, text) => {
    const kinds: [string, FloatingPointType][] = [
      ['', doubleType],
      ['f', floatType],
      ['l', x86Fp80Type],
      ['l', fp128Type],
      ['l', ppcFp128Type],
      ['l', doubleType],
    ];
    const found = kinds.map(([suffix, kind]) =>
      findCalleeRule(name + suffix, prototype(text, kind, suffix === 'l' ? kind : fp128Type)),
    );
    const expected = /^[ilq]/.test(text) || name === 'nan' ? 'inactive' : 'math';
    expect(found.map((r) => r?.kind)).toEqual(kinds.map(() => expected));
    expect(found.map((r) => (r?.kind === 'math' ? r.type : undefined))).toEqual(
      kinds.map(([, kind]) => (expected === 'math' ? kind : undefined)),
    );
  });

  test('float and long double have the formulas of double', () => {
    const ofKind = (name: string, kind: Type) => {
      const rule = findCalleeRule(name, functionType(kind, [kind]));
      return rule?.kind === 'math' ? rule.partials : undefined;
    };
    expect(ofKind('tanhf', floatType)).toBe(ofKind('tanh', doubleType));
    expect(ofKind('tanhl', x86Fp80Type)).toBe(ofKind('tanh', doubleType));
    expect(ofKind('tanhf128', fp128Type)).toBe(ofKind('tanh', doubleType));
  });

  test('lgamma_r has its suffix inside', () => {
    const rule = findCalleeRule('lgammaf_r', functionType(floatType, [floatType, ptr]));
    expect(rule).toMatchObject({
      kind: 'math',
      name: 'lgamma_r',
      outputs: [{ pointer: 1, partials: undefined }],
    });
  });

  test('the names of -ffinite-math-only are the same functions', () => {
    const of = (name: string) => findCalleeRule(name, functionType(doubleType, [doubleType, doubleType]));
    expect(of('__pow_finite')).toEqual(of('pow'));
    expect(of('pow')?.kind).toBe('math');
    const float = findCalleeRule('__expf_finite', functionType(floatType, [floatType]));
    expect(float?.kind).toBe('math');
  });

  test('integers and pointers have no partial', () => {
    const rule = findCalleeRule('remquo', functionType(doubleType, [doubleType, doubleType, ptr]));
    expect(rule).toMatchObject({ kind: 'math', memory: { reads: [], writes: [2] } });
    expect(rule?.kind === 'math' && rule.partials.map((p) => p !== undefined)).toEqual([true, true, false]);
  });

  test('modf overwrites memory with a value without derivative', () => {
    const rule = findCalleeRule('modf', functionType(doubleType, [doubleType, ptr]));
    expect(rule?.kind === 'math' && rule.outputs).toEqual([
      { pointer: 1, partials: [{ kind: 'const', value: 0 }, undefined] },
    ]);
  });

  test('every text in the table can be read', () => {
    for (const entry of mathTable) expect(parseEntry(entry).partials.length).toBe(entry.operands.length);
    expect(mathFunctionNames().length).toBeGreaterThan(1000);
  });
});

describe('a function with the name of a library function but another type', () => {
  const different: [string, Type, Type[]][] = [
    ['sin', doubleType, [floatType]],
    ['sin', floatType, [floatType]],
    ['sinf', doubleType, [doubleType]],
    ['sin', doubleType, [doubleType, doubleType]],
    ['sin', voidType, [doubleType]],
    ['sin', vectorType(doubleType, 2), [vectorType(doubleType, 2)]],
    ['j1', doubleType, [i32]],
    ['y1', voidType, []],
    ['gamma', doubleType, [doubleType, doubleType]],
    // lgamma in glibc, the gamma function elsewhere: not to be guessed
    ['gamma', doubleType, [doubleType]],
    ['pow', doubleType, [doubleType, i32]],
    ['frexp', doubleType, [doubleType, i32]],
    ['sincos', doubleType, [doubleType, ptr, ptr]],
    ['free', i32, [ptr]],
    ['malloc', ptr, [ptr]],
    ['memcpy', voidType, [ptr, ptr, i64]],
    ['time', doubleType, [doubleType]],
    ['abs', doubleType, [doubleType]],
    ['exit', voidType, []],
    ['printf', i32, [ptr]],
    ['nobody_knows', doubleType, [doubleType]],
    ['sinq', doubleType, [doubleType]],
  ];
  test.each(different)('%s: %s (%j) has no rule', (name, result, parameters) => {
    expect(findCalleeRule(name, functionType(result, parameters))).toBeUndefined();
  });

  test('a variadic one', () => {
    expect(findCalleeRule('sin', functionType(doubleType, [doubleType], true))).toBeUndefined();
  });
});

const v2f64 = vectorType(doubleType, 2);
const unary = (type: Type) => functionType(type, [type]);

describe('intrinsics', () => {
  const kinds: [string, ReturnType<typeof functionType>, CalleeRule['kind'] | undefined][] = [
    ['llvm.sin.f64', unary(doubleType), 'math'],
    ['llvm.sin.f16', unary(halfType), 'math'],
    ['llvm.sin.v2f64', unary(v2f64), 'math'],
    ['llvm.exp10.f80', unary(x86Fp80Type), 'math'],
    ['llvm.tan.nxv2f64', unary(vectorType(doubleType, 2, true)), 'math'],
    ['llvm.atan2.ppcf128', functionType(ppcFp128Type, [ppcFp128Type, ppcFp128Type]), 'math'],
    ['llvm.powi.f64.i32', functionType(doubleType, [doubleType, i32]), 'math'],
    ['llvm.ldexp.v2f64.v2i32', functionType(v2f64, [v2f64, vectorType(i32, 2)]), 'math'],
    ['llvm.fmuladd.f32', functionType(floatType, [floatType, floatType, floatType]), 'math'],
    ['llvm.maximumnum.f64', functionType(doubleType, [doubleType, doubleType]), 'math'],
    ['llvm.sincos.f64', functionType(structType([doubleType, doubleType]), [doubleType]), 'math'],
    ['llvm.modf.f64', functionType(structType([doubleType, doubleType]), [doubleType]), 'math'],
    ['llvm.frexp.f64.i32', functionType(structType([doubleType, i32]), [doubleType]), 'math'],
    ['llvm.lrint.i64.f64', functionType(i64, [doubleType]), 'inactive'],
    ['llvm.lrint.v2i64.v2f64', functionType(vectorType(i64, 2), [v2f64]), 'inactive'],
    ['llvm.is.fpclass.f64', functionType(i1, [doubleType, i32]), 'inactive'],
    ['llvm.lifetime.start.p0', functionType(voidType, [i64, ptr]), 'inactive'],
    ['llvm.dbg.value', functionType(voidType, []), 'inactive'],
    ['llvm.assume', functionType(voidType, [i1]), 'inactive'],
    ['llvm.sadd.with.overflow.i32', functionType(structType([i32, i1]), [i32, i32]), 'inactive'],
    ['llvm.stacksave.p0', functionType(ptr, []), 'inactive'],
    ['llvm.memcpy.p0.p0.i64', functionType(voidType, [ptr, ptr, i64, i1]), 'copy'],
    ['llvm.memcpy.inline.p0.p0.i32', functionType(voidType, [ptr, ptr, i32, i1]), 'copy'],
    ['llvm.memset.p0.i32', functionType(voidType, [ptr, i8, i32, i1]), 'fill'],
    ['llvm.memcpy.element.unordered.atomic.p0.p0.i32', functionType(voidType, [ptr, ptr, i32, i32]), 'copy'],
    ['llvm.trap', functionType(voidType, []), 'noreturn'],
    ['llvm.expect.i1', functionType(i1, [i1, i1]), 'identity'],
    ['llvm.launder.invariant.group.p0', functionType(ptr, [ptr]), 'identity'],
    // What moves floating-point values in ways that no rule covers must stay unknown.
    ['llvm.convert.to.fp16.f64', functionType(i16, [doubleType]), undefined],
    ['llvm.vector.reduce.fadd.v2f64', functionType(doubleType, [doubleType, v2f64]), 'sum'],
    ['llvm.x86.sse2.movmsk.pd', functionType(i32, [v2f64]), 'inactive'],
    ['llvm.x86.sse2.mul.pd', functionType(v2f64, [v2f64]), undefined],
    ['_ZGVbN2v_sin', functionType(v2f64, [v2f64]), 'math'],
    ['_ZGVdN4v_sin', functionType(v2f64, [v2f64]), undefined],
    ['_ZGVbM2v_sin', functionType(v2f64, [v2f64]), undefined],
    ['llvm.masked.load.v2f64.p0', functionType(v2f64, [ptr]), undefined],
    ['llvm.sin.of.something', unary(doubleType), undefined],
    ['llvm.sinister.f64', unary(doubleType), undefined],
    ['llvm.sin.f64', functionType(i32, [doubleType]), undefined],
  ];
  test.each(kinds)('%s', (name, type, kind) => {
    expect(findCalleeRule(name, type)?.kind).toBe(kind);
  });

  test('members of struct results have their own partials', () => {
    const type = functionType(structType([doubleType, i32]), [doubleType]);
    const rule = findCalleeRule('llvm.frexp.f64.i32', type);
    expect(rule?.kind === 'math' && rule.members?.map((m) => m !== undefined)).toEqual([true, false]);
    expect(rule?.kind === 'math' && rule.partials).toEqual([undefined]);
  });

  test('none is in both tables', () => {
    const math = new Set(mathTable.flatMap((e) => e.intrinsics ?? []));
    expect([...intrinsicTable.keys()].filter((name) => math.has(name))).toEqual([]);
  });
});

describe('library functions', () => {
  test('allocations', () => {
    expect(findCalleeRule('malloc', functionType(ptr, [i32]))).toMatchObject({
      kind: 'allocation',
      sizeOperands: [0],
      zeroed: false,
      deallocation: { name: 'free', args: ['memory'] },
    });
    expect(findCalleeRule('calloc', functionType(ptr, [i64, i64]))).toMatchObject({
      sizeOperands: [0, 1],
      zeroed: true,
    });
    expect(findCalleeRule('posix_memalign', functionType(i32, [ptr, i64, i64]))).toMatchObject({
      storedThrough: 0,
      sizeOperands: [2],
    });
    expect(findCalleeRule('realloc', functionType(ptr, [ptr, i64]))?.kind).toBe('reallocation');
    expect(findCalleeRule('free', functionType(voidType, [ptr]))).toEqual({ kind: 'free', pointer: 0 });
  });

  test('operators new and delete', () => {
    expect(findCalleeRule('_Znwm', functionType(ptr, [i64]))).toMatchObject({
      deallocation: { name: '_ZdlPv', args: ['memory'] },
    });
    expect(findCalleeRule('_Znaj', functionType(ptr, [i32]))).toMatchObject({
      deallocation: { name: '_ZdaPv' },
    });
    expect(findCalleeRule('_ZnwmSt11align_val_t', functionType(ptr, [i64, i64]))).toMatchObject({
      alignOperand: 1,
      deallocation: { name: '_ZdlPvSt11align_val_t', args: ['memory', 1] },
    });
    expect(findCalleeRule('_ZdaPvm', functionType(voidType, [ptr, i64]))?.kind).toBe('free');
  });

  test("Rust's allocator, by its old names and by the mangled ones", () => {
    const type = functionType(ptr, [i64, i64]);
    const deallocation = (name: string) => {
      const rule = findCalleeRule(name, type);
      return rule?.kind === 'allocation' ? rule.deallocation : undefined;
    };
    expect(deallocation('__rust_alloc')).toEqual({ name: '__rust_dealloc', args: ['memory', 0, 1] });
    const prefix = '_RNvCs7fGxT4k3xPz_7___rustc';
    for (const name of ['12___rust_alloc', '19___rust_alloc_zeroed']) {
      expect(deallocation(prefix + name)?.name).toBe(`${prefix}14___rust_dealloc`);
    }
    const free = findCalleeRule(`${prefix}14___rust_dealloc`, functionType(voidType, [ptr, i64, i64]));
    expect(free?.kind).toBe('free');
  });

  test("Rust's panics and output, by both schemes of mangling", () => {
    const kind = (name: string, parameters: Type[] = [ptr, ptr], result: Type = voidType) =>
      findCalleeRule(name, functionType(result, parameters))?.kind;
    const core = '_RNvNtCsgEmfK2I1SDS_4core9panicking';
    for (const name of ['18panic_bounds_check', '5panic', '19panic_cannot_unwind', '9panic_fmt']) {
      expect(kind(core + name)).toBe('noreturn');
    }
    expect(kind('_RNvNtNtCsgEmfK2I1SDS_4core9panicking11panic_const24panic_const_add_overflow')).toBe(
      'noreturn',
    );
    expect(kind('_RNvNtCsgEmfK2I1SDS_4core6option13unwrap_failed')).toBe('noreturn');
    expect(kind('_RNvNtNtCsgEmfK2I1SDS_4core5slice5index16slice_index_fail')).toBe('noreturn');
    expect(kind('_RNvNtCslNYArtu3iFV_5alloc7raw_vec12handle_error')).toBe('noreturn');
    expect(kind('_ZN4core9panicking5panic17h4418d7e7343e0618E')).toBe('noreturn');
    expect(kind('_ZN4core9panicking18panic_bounds_check17h4418d7e7343e0618E')).toBe('noreturn');
    expect(kind('_RNvNtNtCsjrHSEGnQ3l9_3std2io5stdio6__print')).toBe('inactive');
    expect(kind('_ZN3std2io5stdio6_print17h4418d7e7343e0618E', [ptr])).toBe('inactive');
    expect(kind('_RNvCsfLfy6EI15iL_7___rustc35___rust_no_alloc_shim_is_unstable_v2', [])).toBe('inactive');
    for (const name of [
      '_RNvXs6_NtNtCsgEmfK2I1SDS_4core3fmt5floatdNtB7_5Debug3fmt',
      '_RNvMsa_NtCsgEmfK2I1SDS_4core3fmtNtB5_9Formatter9write_str',
      '_RNvNvNtCslNYArtu3iFV_5alloc3fmt6format12format_inner',
      '_RNvXs_CsgEm_4mineNtB4_5PointNtNtCsgEmfK2I1SDS_4core3fmt7Display3fmt',
    ])
      expect(kind(name), name).toBe('inactive');
    // Those that return, and those of other crates.
    expect(kind('_RNvNtCs1234_5mylib4core3fmt')).toBeUndefined();
    expect(kind('_RNvNtNtCsjrHSEGnQ3l9_3std9panicking11panic_count8decrease', [])).toBeUndefined();
    expect(kind('_RNvNtCs1234_5mylib5solve')).toBeUndefined();
    expect(kind('_ZN5mylib9panicking5panic17h4418d7e7343e0618E')).toBeUndefined();
  });

  test("Fortran's output", () => {
    const kind = (name: string, result: Type, parameters: Type[]) =>
      findCalleeRule(name, functionType(result, parameters))?.kind;
    expect(kind('_FortranAioBeginExternalListOutput', ptr, [i32, ptr, i32])).toBe('inactive');
    expect(kind('_FortranAioOutputReal64', i1, [ptr, doubleType])).toBe('inactive');
    expect(kind('_FortranAioEndIoStatement', i32, [ptr])).toBe('inactive');
    expect(kind('_FortranAioInputReal64', i1, [ptr, ptr])).toBeUndefined();
    expect(kind('_FortranADotProductReal8', doubleType, [ptr, ptr, ptr, i32])).toBeUndefined();
  });

  test('copies and fills', () => {
    expect(findCalleeRule('memcpy', functionType(ptr, [ptr, ptr, i32]))).toMatchObject({
      kind: 'copy',
      mayOverlap: false,
      returns: { to: 'operand', index: 0 },
    });
    expect(findCalleeRule('memmove', functionType(ptr, [ptr, ptr, i32]))).toMatchObject({ mayOverlap: true });
    expect(findCalleeRule('bcopy', functionType(voidType, [ptr, ptr, i32]))).toMatchObject({
      source: 0,
      destination: 1,
    });
    expect(findCalleeRule('memset', functionType(ptr, [ptr, i32, i32]))).toMatchObject({
      kind: 'fill',
      value: 1,
    });
  });

  test('input and output, the end of the program, and what is unknown', () => {
    const printf = findCalleeRule('printf', functionType(i32, [ptr], true));
    expect(printf).toMatchObject({ kind: 'inactive', memory: { reads: 'arguments', writes: [] } });
    expect(findCalleeRule('abort', functionType(voidType, []))?.kind).toBe('noreturn');
    expect(findCalleeRule('__assert_fail', functionType(voidType, [ptr, ptr, i32, ptr]))?.kind).toBe(
      'noreturn',
    );
    const thrown = findCalleeRule('_ZSt20__throw_length_errorPKc', functionType(voidType, [ptr]));
    expect(thrown).toMatchObject({ kind: 'noreturn', unwinds: true });
    expect(findCalleeRule('qsort', functionType(voidType, [ptr, i64, i64, ptr]))).toBeUndefined();
    // What is read from outside has no derivative, wherever it is written.
    const input = findCalleeRule('scanf', functionType(i32, [ptr], true));
    expect(input).toMatchObject({ kind: 'inactive', memory: { writesFrom: 1 } });
  });

  test('a name with a signature stands in the table once', () => {
    const keys = libraryTable.flatMap(({ names, signatures }) =>
      names instanceof RegExp ? [] : names.flatMap((n) => signatures.map((s) => `${n} ${s}`)),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('constrained operations', () => {
  const metadata = metadataType;
  const find = (name: string, result: Type, ...operands: Type[]): CalleeRule | undefined =>
    findCalleeRule(
      `llvm.experimental.constrained.${name}`,
      functionType(result, [...operands, metadata, metadata]),
    );

  test('have the rules of the plain ones', () => {
    expect(find('fmul.f64', doubleType, doubleType, doubleType)).toMatchObject({
      kind: 'math',
      name: 'fmul',
    });
    expect(find('sin.f32', floatType, floatType)).toMatchObject({ kind: 'math', name: 'sin' });
    expect(find('fptrunc.f32.f64', floatType, doubleType)).toMatchObject({ kind: 'math' });
    expect(find('fcmps.f64', i1, doubleType, doubleType)).toMatchObject({ kind: 'inactive' });
    expect(find('sitofp.f64.i32', doubleType, i32)).toMatchObject({ kind: 'inactive' });
    expect(find('floor.f64', doubleType, doubleType)).toMatchObject({ name: 'floor' });
    expect(find('unheard_of.f64', doubleType, doubleType)).toBeUndefined();
  });
});
