import { beforeAll, describe, expect, test } from 'vitest';
import type { Type, Value } from '../../src/ir/index.ts';
import {
  BasicBlock,
  ExtractElementInst,
  Fn,
  IRBuilder,
  InsertElementInst,
  Module,
  constantInt,
  doubleType,
  floatType,
  functionType,
  halfType,
  i32,
  poison,
  structType,
  vectorType,
  x86Fp80Type,
} from '../../src/ir/index.ts';
import type { Expr, FloatingPointLike } from '../../src/rules/index.ts';
import { emitExpr, instructionRules, parseExpr, scaleByExpr } from '../../src/rules/index.ts';
import { parseEntry } from '../../src/rules/math-rules.ts';
import { mathTable } from '../../src/rules/math-table.ts';
import type { MathEntry } from '../../src/rules/math-table.ts';
import { printModule } from '../../src/text/printer.ts';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';
import { instantiate } from '../toolchain/support.ts';
import { ruleCases } from './cases.ts';
import { edgePoints } from './edge-points.ts';
import { evaluateExpr } from './evaluate.ts';
import type { PrimalLibrary } from './primal.ts';
import { digamma, isIntegerOperand, isPointerOperand, loadPrimalLibrary, ruleName } from './primal.ts';

/**
 * Every partial derivative as IR, compiled and run, against its evaluation in JavaScript. Each becomes functions of
 * (adjoint, operands…, results…): `emitExpr` in double, float and as a lane of a vector, and `scaleByExpr` in double.
 */
const triple = 'wasm32-unknown-wasip1';
const layout = 'e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20';

interface Subject {
  readonly key: string;
  readonly name: string;
  readonly entry: MathEntry;
  readonly expr: Expr;
}

const subjects: readonly Subject[] = mathTable.flatMap((entry) => {
  const rule = parseEntry(entry);
  const lists = [
    ['result', rule.partials] as const,
    ...(rule.members ?? []).map((m, i) => [`member${i}`, m ?? []] as const),
    ...rule.outputs.map((o) => [`output${o.pointer}`, o.partials ?? []] as const),
  ];
  return lists.flatMap(([label, partials]) =>
    partials.flatMap((expr, i): Subject[] =>
      expr
        ? [{ key: `${ruleName(entry)}_${label}_${entry.operands[i]}`, name: ruleName(entry), entry, expr }]
        : [],
    ),
  );
});

type Variant = 'double' | 'float' | 'vector' | 'scaled';
const variants: readonly Variant[] = ['double', 'float', 'vector', 'scaled'];

function newModule(): Module {
  const module = new Module();
  module.targetTriple = triple;
  module.dataLayoutText = layout;
  return module;
}

/** Adds the function of one partial to a module. */
function addSubject(module: Module, { key, entry, expr }: Subject, variant: Variant): void {
  const scalar = variant === 'float' ? floatType : doubleType;
  const memberCount = entry.members?.length ?? 1;
  const operandTypes = entry.operands.map((o): Type => (isIntegerOperand(o) ? i32 : scalar));
  const resultTypes = new Array<Type>(memberCount).fill(scalar);
  const fn = new Fn(`${variant}_${key}`, functionType(scalar, [scalar, ...operandTypes, ...resultTypes]));
  module.add(fn);
  const b = new IRBuilder(fn.appendBlock(new BasicBlock('entry')));
  const [adjoint, ...rest] = fn.args;
  const operands = rest.slice(0, operandTypes.length);
  const results = rest.slice(operandTypes.length);
  b.ret(emitVariant(b, module, variant, expr, adjoint!, operands, results, entry.members !== undefined));
}

function emitVariant(
  b: IRBuilder,
  module: Module,
  variant: Variant,
  expr: Expr,
  adjoint: Value,
  operands: readonly Value[],
  results: readonly Value[],
  isStruct: boolean,
): Value {
  if (variant === 'vector') {
    const vector = vectorType(doubleType, 2);
    const wide = (v: Value): Value => (v.type === doubleType ? secondLane(b, v) : v);
    const result = structOrOnly(b, results.map(wide), isStruct);
    const value = emitExpr(b, module, expr, operands.map(wide), result, vector);
    return b.insert(new ExtractElementInst(value, constantInt(i32, 1)));
  }
  const result = structOrOnly(b, results, isStruct);
  if (variant === 'scaled') {
    return scaleByExpr(b, module, adjoint, expr, operands, result) ?? b.fmul(adjoint, zero(adjoint.type));
  }
  return emitExpr(b, module, expr, operands, result, adjoint.type as FloatingPointLike);
}

const zero = (type: Type): Value => emitConstant(type, 0);
function emitConstant(type: Type, value: number): Value {
  const b = new IRBuilder(new BasicBlock());
  return emitExpr(b, new Module(), { kind: 'const', value }, [], undefined, type as FloatingPointLike);
}

function secondLane(b: IRBuilder, value: Value): Value {
  const vector = vectorType(value.type, 2);
  const ones = b.insert(
    new InsertElementInst(poison(vector), emitConstant(value.type, 1), constantInt(i32, 0)),
  );
  return b.insert(new InsertElementInst(ones, value, constantInt(i32, 1)));
}

function structOrOnly(b: IRBuilder, results: readonly Value[], isStruct: boolean): Value {
  if (!isStruct) return results[0]!;
  let struct: Value = poison(structType(results.map((r) => r.type)));
  results.forEach((r, i) => (struct = b.insertValue(struct, r, [i])));
  return struct;
}

/** Functions that the embedded C library does not have, for the linker. */
const newerFunctions = `
#include <math.h>
#define BOTH(T, f, sin_, cos_, pow_) \\
  T sinpi##f(T x) { return sin_((T)M_PI * x); } \\
  T cospi##f(T x) { return cos_((T)M_PI * x); } \\
  T powr##f(T x, T y) { return pow_(x, y); } \\
  T pown##f(T x, int n) { return pow_(x, n); } \\
  T compoundn##f(T x, int n) { return pow_(1 + x, n); }
BOTH(double, , sin, cos, pow)
BOTH(float, f, sinf, cosf, powf)
`;

let call: Readonly<Record<string, (...args: number[]) => number>>;
let library: PrimalLibrary;

beforeAll(async () => {
  library = await loadPrimalLibrary();
  const module = newModule();
  for (const subject of subjects) for (const variant of variants) addSubject(module, subject, variant);
  const toolchain = createToolchain();
  const { ir } = await toolchain.compileToIR(sourceSetOf({ 'newer.c': newerFunctions }), { level: 1 });
  const exports = subjects.flatMap(({ key }) => variants.map((v) => `${v}_${key}`));
  const texts = new Map([['derivatives.ll', printModule(module)], ...ir]);
  ({ call } = await instantiate(await toolchain.linkWasm(texts, { exports, level: 1 })));
});

/** Arguments in the order of the parameters, pointers replaced by NaN, and the primal's results. */
function pointOf(entry: MathEntry, args: readonly number[]) {
  const rest = [...args];
  const operands = entry.operands.map((o) => (isPointerOperand(o) ? NaN : rest.shift()!));
  const { result } = library.evaluate(entry, args);
  const results = typeof result === 'number' ? [result] : result;
  return { operands, result, results };
}

const pointsOf = (name: string): (readonly number[])[] => [
  ...ruleCases.filter((c) => c.name === name).flatMap((c) => c.points),
  ...edgePoints.filter((e) => e.name === name).map((e) => e.args),
];

/** Equal within a relative and an absolute tolerance; infinities and NaN exactly. */
function expectNear(got: number, expected: number, relative: number, label: string, absolute = 0): void {
  if (!Number.isFinite(expected)) return expect(got, label).toBe(expected);
  const tolerance = relative * Math.abs(expected) + absolute;
  expect(Math.abs(got - expected), `${label}: ${got}, ${expected}`).toBeLessThanOrEqual(tolerance);
}

describe.each(subjects)('$key', ({ key, name, entry, expr }) => {
  test('in double, as a vector, scaled, and in float', () => {
    for (const args of pointsOf(name)) {
      const { operands, result, results } = pointOf(entry, args);
      const expected = evaluateExpr(expr, operands, result, library.functions);
      const run = (variant: Variant, adjoint: number): number =>
        call[`${variant}_${key}`]!(adjoint, ...operands, ...results);
      const label = `${key} at ${args.join(', ')}`;
      expectNear(run('double', 1), expected, toleranceOf(name, expected), `double ${label}`);
      expectNear(run('vector', 1), expected, toleranceOf(name, expected), `vector ${label}`);
      if (Math.abs(expected) < 1e300) {
        expectNear(run('scaled', -3.5), -3.5 * expected, toleranceOf(name, expected), `scaled ${label}`);
      }
      if (isRepresentedByFloat([...operands, ...results, expected])) {
        const single = operands.map(Math.fround);
        const float = call[`float_${key}`]!(1, ...single, ...results);
        const rounded = evaluateExpr(
          expr,
          single,
          typeof result === 'number' ? Math.fround(result) : result.map(Math.fround),
          library.functions,
        );
        expectNear(float, rounded, 3e-5, `float ${label}`, floatCancellation(name));
      }
    }
  });
});

/** Relative: the C library and the tests' digamma differ by rounding, near the zero of digamma by more. */
function toleranceOf(name: string, expected: number): number {
  return /gamma/.test(name) ? 1e-13 + 1e-14 / Math.abs(expected) : 1e-14;
}

/** Absolute: what differences of values of the order of 1 lose in float. */
const floatCancellation = (name: string): number =>
  /^(j|y)[01n]$|gamma|tanh|^(fmod|rem)/.test(name) ? 3e-5 : 0;

const isRepresentedByFloat = (values: readonly number[]): boolean =>
  values.every((v) => Number.isNaN(v) || v === 0 || (Math.abs(v) > 1e-30 && Math.abs(v) < 1e30));

describe('the digamma function', () => {
  /** psi is a sum of terms of the order of 1, so near its zeros (1.46, -0.50, …) only the absolute error is small. */
  const roundingNearZero = 3e-16;
  const run = (x: number): number => call['double_lgamma_result_x']!(1, x, 0);
  const gamma = 0.5772156649015329;
  const known: [number, number][] = [
    [1, -gamma],
    [2, 1 - gamma],
    [0.5, -gamma - 2 * Math.LN2],
    [0.25, -gamma - Math.PI / 2 - 3 * Math.LN2],
    [1.5, 2 - gamma - 2 * Math.LN2],
    [-0.5, 2 - gamma - 2 * Math.LN2],
    [-1.5, 2 + 2 / 3 - gamma - 2 * Math.LN2],
    [10, 7129 / 2520 - gamma],
    [1e-10, -1e10 - gamma],
    [1e15, Math.log(1e15) - 0.5e-15],
    [1e300, Math.log(1e300)],
    [Infinity, Infinity],
    // Gauss: psi(1/3) = -gamma - pi/(2 sqrt 3) - 3/2 log 3
    [1 / 3, -gamma - Math.PI / (2 * Math.sqrt(3)) - 1.5 * Math.log(3)],
  ];
  test.each(known)('at %d is %d', (x, expected) =>
    expectNear(run(x), expected, 4e-15, 'psi', roundingNearZero),
  );

  test.each([0, -0, -1, -2, -100, -1e20, -Infinity, NaN])('is NaN at %d', (x) => expect(run(x)).toBeNaN());

  test('agrees with another method, also near the poles', () => {
    for (let x = -7.993; x < 25; x += 0.0417)
      expectNear(run(x), digamma(x), toleranceOf('gamma', digamma(x)), `psi(${x})`);
    for (const x of [-1e-5, 1e-5, -2 + 1e-6, -2 - 1e-6]) expectNear(run(x), digamma(x), 1e-12, `psi(${x})`);
  });
});

describe('scaleByExpr simplifies', () => {
  /** The opcodes of what is emitted for `adjoint * text` with the operands x and y and the result r. */
  function opcodes(text: string): string[] | 'adjoint' | undefined {
    const module = newModule();
    const fn = new Fn('f', functionType(doubleType, [doubleType, doubleType, doubleType, doubleType]));
    module.add(fn);
    const block = fn.appendBlock(new BasicBlock());
    const [adjoint, x, y, r] = fn.args;
    const value = scaleByExpr(new IRBuilder(block), module, adjoint!, parseExpr(text, ['x', 'y']), [x, y], r);
    if (value === adjoint) return 'adjoint';
    return value && [...block].map((i) => i.opcode);
  }
  test.each([
    ['0', undefined],
    ['1', 'adjoint'],
    ['-1', ['fneg']],
    ['2 - 1', 'adjoint'],
    ['x*0', undefined],
    ['2', ['fmul']],
    ['y', ['fmul']],
    ['-y', ['fmul', 'fneg']],
    ['1/y', ['fdiv']],
    ['0.5/r', ['fmul', 'fdiv']],
    ['-(1/y*r)', ['fdiv', 'fmul', 'fneg']],
    ['x/y', ['fdiv', 'fmul']],
    ['x < y ? 1 : 0', ['fcmp', 'select']],
    ['x < y ? 0 : 0', undefined],
    ['x == 0 ? 0 : y', ['fmul', 'fcmp', 'select']],
    ['cos(x)', ['call', 'fmul']],
  ])('%s', (text, expected) => expect(opcodes(text)).toEqual(expected));

  test('the partials of fdiv share one division', () => {
    const rule = instructionRules.fdiv;
    if (rule.kind !== 'arithmetic') throw new Error('fdiv has partials');
    expect(rule.partials).toEqual([parseExpr('1/y', ['x', 'y']), parseExpr('-(1/y*r)', ['x', 'y'])]);
  });

  test('a zero branch stays zero for an infinite adjoint', () => {
    expect(call['scaled_hypot_result_x']!(Infinity, 0, 0, 0)).toBe(0);
    expect(call['scaled_fmax_result_x']!(Infinity, 0, 1, 1)).toBe(0);
  });

  test('a power of two beyond the range of double scales the adjoint', () => {
    expect(call['scaled_ldexp_result_x']!(2 ** -100, 1, 1030, Infinity)).toBe(2 ** 930);
  });
});

describe('names of what is called', () => {
  function callees(text: string, type: FloatingPointLike, targetTriple = triple): string[] {
    const module = newModule();
    module.targetTriple = targetTriple;
    const fn = new Fn('f', functionType(type, [type, type]));
    module.add(fn);
    const b = new IRBuilder(fn.appendBlock(new BasicBlock()));
    b.ret(emitExpr(b, module, parseExpr(text, ['x', 'y']), fn.args, undefined, type));
    return module.functions.map((f) => f.name!).filter((name) => name !== 'f');
  }
  test('intrinsics by type, library functions by suffix', () => {
    expect(callees('cos(x)', doubleType)).toEqual(['llvm.cos.f64']);
    expect(callees('cos(x)', vectorType(floatType, 4))).toEqual(['llvm.cos.v4f32']);
    expect(callees('cos(x)', vectorType(doubleType, 2, true))).toEqual(['llvm.cos.nxv2f64']);
    expect(callees('cosh(x)', floatType)).toEqual(['coshf']);
    expect(callees('cosh(x)', x86Fp80Type)).toEqual(['coshl']);
    expect(callees('cosh(x)', halfType)).toEqual(['coshf']);
    expect(callees('hypot(x, y)', vectorType(doubleType, 2))).toEqual(['hypot']);
    expect(callees('digamma(x)', floatType)).toContain('__fluxion_digamma');
  });

  test('a scalable vector has no lanes to take apart', () => {
    expect(() => callees('cosh(x)', vectorType(doubleType, 2, true))).toThrow(/FX3005/);
  });

  test("a program's own symbol is not mistaken for the C library's", () => {
    const module = newModule();
    module.add(new Fn('cosh', functionType(i32, [i32])));
    const b = new IRBuilder(new BasicBlock());
    const emit = () => emitExpr(b, module, parseExpr('cosh(1)', []), [], undefined, doubleType);
    expect(emit).toThrow(/FX3011/);
  });
});
