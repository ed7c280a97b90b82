import { describe, expect, it } from 'vitest';
import type { InterpretArgument, InterpreterOptions, RuntimeValue } from '../../src/interp/index.ts';
import { Dual, Interpreter, InterpretError, interpret } from '../../src/interp/index.ts';
import { parseModule } from '../../src/text/index.ts';

/** Runs the first function of a module. */
function run(
  text: string,
  args: readonly InterpretArgument[] = [],
  options: InterpreterOptions = {},
): RuntimeValue {
  const module = parseModule(text);
  return interpret(
    module,
    module.functions.find((fn) => !fn.isDeclaration)!,
    args,
    options,
  );
}

/** The value of an expression with operands of constants. */
const evaluate = (type: string, operation: string): RuntimeValue =>
  run(`define ${type} @f() {\n  %r = ${operation}\n  ret ${type} %r\n}`);

function errorOf(action: () => unknown): InterpretError {
  try {
    action();
  } catch (error) {
    if (error instanceof InterpretError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('integers', () => {
  it.each([
    ['i8', 'add i8 127, 1', -128],
    ['i32', 'mul i32 123456789, 987654321', -67153019],
    ['i64', 'mul i64 6364136223846793005, 1442695040888963407', 433315962919513059n],
    ['i128', 'shl i128 1, 127', -(2n ** 127n)],
    ['i32', 'udiv i32 -1, 3', 1431655765],
    ['i32', 'sdiv i32 -7, 2', -3],
    ['i16', 'srem i16 -7, 2', -1],
    ['i7', 'lshr i7 -1, 3', 15],
    ['i33', 'ashr i33 -4294967296, 31', -2n],
    ['i1', 'icmp ult i8 127, -128', -1],
    ['i1', 'icmp slt i8 127, -128', 0],
    ['i1', 'icmp ugt i64 -1, 1', -1],
    ['i64', 'zext i1 true to i64', 1n],
    ['i32', 'sext i1 true to i32', -1],
    ['i8', 'trunc i64 511 to i8', -1],
  ] as const)('%s: %s', (type, operation, expected) => {
    expect(evaluate(type, operation)).toBe(expected);
  });

  it.each([
    ['uadd.sat.i8', 'i8', 'i8 200, i8 100', -1],
    ['ssub.sat.i32', 'i32', 'i32 -2147483648, i32 1', -2147483648],
    ['umul.with.overflow.i64', '{ i64, i1 }', 'i64 -1, i64 2', [-2n, -1]],
    ['sadd.with.overflow.i32', '{ i32, i1 }', 'i32 5, i32 6', [11, 0]],
    ['umax.i16', 'i16', 'i16 -1, i16 5', -1],
    ['smin.i64', 'i64', 'i64 -1, i64 5', -1n],
    ['ctpop.i64', 'i64', 'i64 -1', 64n],
    ['ctlz.i32', 'i32', 'i32 1, i1 false', 31],
    ['cttz.i16', 'i16', 'i16 0, i1 false', 16],
    ['bswap.i32', 'i32', 'i32 1', 16777216],
    ['fshl.i8', 'i8', 'i8 -128, i8 64, i8 9', 0],
    ['abs.i8', 'i8', 'i8 -5, i1 false', 5],
  ] as const)('%s', (name, type, args, expected) => {
    const parameters = args.replace(/ (-?\d+|true|false)/g, '');
    const text = `define ${type} @f() {\n  %r = call ${type} @llvm.${name}(${args})\n  ret ${type} %r\n}\ndeclare ${type} @llvm.${name}(${parameters})`;
    expect(run(text)).toEqual(expected);
  });
});

describe('floats', () => {
  it.each([
    [
      'float',
      'fadd float 0x3FB99999A0000000, 0x3FC99999A0000000',
      Math.fround(Math.fround(0.1) + Math.fround(0.2)),
    ],
    ['double', 'frem double -7.5, 2.0', -1.5],
    ['float', 'fptrunc double 0x3FB999999999999A to float', Math.fround(0.1)],
    ['i32', 'fptosi double -3.75 to i32', -3],
    ['i8', 'fptoui double 200.5 to i8', -56],
    ['double', 'uitofp i64 -1 to double', 2 ** 64],
    ['i64', 'bitcast double 1.0 to i64', 0x3ff0000000000000n],
    ['float', 'bitcast i32 1065353216 to float', 1],
    ['i1', 'fcmp olt double 0x7FF8000000000000, 1.0', 0],
    ['i1', 'fcmp ult double 0x7FF8000000000000, 1.0', -1],
    ['i1', 'fcmp one double 1.0, 1.0', 0],
    ['<2 x double>', 'fmul <2 x double> <double 2.0, double 3.0>, <double 4.0, double 5.0>', [8, 15]],
  ] as const)('%s: %s', (type, operation, expected) => {
    expect(evaluate(type, operation)).toEqual(expected);
  });

  it.each([
    ['tgamma', 4.5, 11.631728396567448],
    ['tgamma', -0.5, -3.5449077018110318],
    ['lgamma', 0.1, 2.252712651734206],
    ['lgamma', 30, 71.257038967168],
    ['erf', 0.5, 0.5204998778130465],
    ['erf', -3, -0.9999779095030014],
    ['erfc', 5, 1.5374597944280349e-12],
    ['round', -2.5, -3],
    ['rint', 2.5, 2],
    ['rint', -3.5, -4],
  ])('%s(%d)', (name, x, expected) => {
    const text = `define double @f(double %x) {\n  %r = call double @${name}(double %x)\n  ret double %r\n}\ndeclare double @${name}(double)`;
    const value = run(text, [x]) as number;
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(2e-14 * Math.abs(expected));
  });
});

describe('memory', () => {
  const access = (body: string): string => `declare ptr @malloc(i64)\ndeclare void @free(ptr)
define double @f() {\n  %m = call ptr @malloc(i64 16)\n${body}\n}`;

  it('writes to a typed array are seen by the caller', () => {
    const x = new Float64Array([1, 2, 3]);
    const text = `define double @f(ptr %x) {
  %p = getelementptr double, ptr %x, i64 2
  %v = load double, ptr %p
  store double 7.0, ptr %p
  ret double %v
}`;
    expect(run(text, [x])).toBe(3);
    expect([...x]).toEqual([1, 2, 7]);
  });

  it('globals, structs and pointers in memory, with pointers of 32 bits', () => {
    const text = `target datalayout = "e-p:32:32"
@s = constant { i8, ptr, double } { i8 1, ptr getelementptr (i8, ptr @t, i32 8), double 2.5 }
@t = global [2 x double] [double 4.0, double 5.0]
define double @f() {
  %q = load ptr, ptr getelementptr ({ i8, ptr, double }, ptr @s, i32 0, i32 1)
  %v = load double, ptr %q
  %w = load double, ptr getelementptr ({ i8, ptr, double }, ptr @s, i32 0, i32 2)
  %r = fadd double %v, %w
  ret double %r
}`;
    expect(run(text)).toBe(7.5);
  });

  it.each([
    [
      'an access beyond the end',
      '  %p = getelementptr i8, ptr %m, i64 9\n  %v = load double, ptr %p\n  ret double %v',
      /8 bytes .* byte 7 is outside/,
    ],
    [
      'an access before the start',
      '  %p = getelementptr i8, ptr %m, i64 -8\n  %v = load double, ptr %p\n  ret double %v',
      /outside/,
    ],
    ['use after free', '  call void @free(ptr %m)\n  %v = load double, ptr %m\n  ret double %v', /freed/],
    ['freeing twice', '  call void @free(ptr %m)\n  call void @free(ptr %m)\n  ret double 0.0', /freed/],
    ['null', '  %v = load double, ptr null\n  ret double %v', /address 0/],
  ])('%s is an error', (_, body, message) => {
    const error = errorOf(() => run(access(body)));
    expect(error.diagnostics[0]!.code).toBe('FX6002');
    expect(error.message).toMatch(message);
    expect(error.failedInstruction()?.parent?.parent?.name).toBe('f');
  });

  it('memory that was never written is an error if it is asked for', () => {
    const text = access('  %v = load double, ptr %m\n  ret double %v');
    expect(Math.abs(run(text) as number)).toBeGreaterThan(1e300);
    expect(errorOf(() => run(text, [], { checkInitialized: true })).message).toMatch('never written');
  });

  it('a local variable of a function that has returned, and one that does not live yet', () => {
    const text = (body: string): string => `declare void @llvm.lifetime.end.p0(ptr)
define double @f() {\n${body}\n}
define ptr @g() {\n  %a = alloca double\n  ret ptr %a\n}`;
    const returned = text('  %p = call ptr @g()\n  %v = load double, ptr %p\n  ret double %v');
    expect(errorOf(() => run(returned)).message).toMatch('freed');
    const ended = text(
      '  %a = alloca double\n  store double 1.0, ptr %a\n  call void @llvm.lifetime.end.p0(ptr %a)\n  %v = load double, ptr %a\n  ret double %v',
    );
    expect(errorOf(() => run(ended)).message).toMatch('freed');
  });

  it('constants cannot be written, memcpy may not overlap', () => {
    const constant = '@c = constant i32 1\ndefine void @f() {\n  store i32 2, ptr @c\n  ret void\n}';
    expect(errorOf(() => run(constant)).message).toMatch('constant memory');
    const overlap = access(
      '  %p = getelementptr i8, ptr %m, i64 4\n  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %m, i64 8, i1 false)\n  ret double 0.0',
    );
    expect(
      errorOf(() => run(`${overlap}\ndeclare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)`)).message,
    ).toMatch('overlaps');
  });
});

describe('control flow', () => {
  it('phis take their values at once', () => {
    const text = `define i32 @f(i32 %n) {
entry:
  br label %loop
loop:
  %a = phi i32 [ 1, %entry ], [ %b, %loop ]
  %b = phi i32 [ 2, %entry ], [ %a, %loop ]
  %i = phi i32 [ 0, %entry ], [ %j, %loop ]
  %j = add i32 %i, 1
  %more = icmp slt i32 %j, %n
  br i1 %more, label %loop, label %exit
exit:
  %r = mul i32 %a, 10
  %s = add i32 %r, %b
  ret i32 %s
}`;
    expect(run(text, [3])).toBe(12);
    expect(run(text, [4])).toBe(21);
  });

  it('switches, indirect calls and recursion', () => {
    const text = `@table = constant [2 x ptr] [ptr @one, ptr @two]
define i64 @f(i64 %n) {
  switch i64 %n, label %other [ i64 0, label %zero
                                i64 -1, label %minus ]
zero:
  ret i64 100
minus:
  ret i64 -100
other:
  %k = and i64 %n, 1
  %p = getelementptr [2 x ptr], ptr @table, i64 0, i64 %k
  %g = load ptr, ptr %p
  %less = sub i64 %n, 1
  %rest = call i64 @f(i64 %less)
  %here = call i64 %g(i64 %rest)
  ret i64 %here
}
define i64 @one(i64 %x) {\n  %r = add i64 %x, 1\n  ret i64 %r\n}
define i64 @two(i64 %x) {\n  %r = mul i64 %x, 2\n  ret i64 %r\n}`;
    expect(run(text, [-1n])).toBe(-100n);
    expect(run(text, [4])).toBe((100n * 2n + 1n) * 2n + 1n);
  });

  it('limits, traps and what is not known', () => {
    const endless = 'define void @f() {\nentry:\n  br label %loop\nloop:\n  br label %loop\n}';
    expect(errorOf(() => run(endless, [], { maxSteps: 1000 })).diagnostics[0]!.code).toBe('FX6003');
    const recursive = 'define void @f() {\n  call void @f()\n  ret void\n}';
    expect(errorOf(() => run(recursive)).diagnostics[0]!.code).toBe('FX6003');
    const allocating =
      'declare ptr @malloc(i64)\ndefine void @f() {\n  %p = call ptr @malloc(i64 -1)\n  ret void\n}';
    expect(errorOf(() => run(allocating)).diagnostics[0]!.code).toBe('FX6003');
    expect(errorOf(() => run('define void @f() {\n  unreachable\n}')).diagnostics[0]!.code).toBe('FX6001');
    expect(
      errorOf(() => run('declare void @g()\ndefine void @f() {\n  call void @g()\n  ret void\n}'))
        .diagnostics[0]!.code,
    ).toBe('FX6004');
    expect(
      errorOf(() => run('define i32 @f(i32 %x) {\n  %r = sdiv i32 1, %x\n  ret i32 %r\n}', [0]))
        .diagnostics[0]!.code,
    ).toBe('FX6005');
  });

  it('functions that the caller provides', () => {
    const text =
      'declare double @g(double)\ndefine double @f() {\n  %r = call double @g(double 2.0)\n  ret double %r\n}';
    expect(run(text, [], { functions: { g: ([x]) => (x as number) * 21 } })).toBe(42);
  });
});

describe('dual numbers', () => {
  const tangent = (text: string, x: number): Dual => {
    const module = parseModule(text);
    const interpreter = new Interpreter(module, { tangents: true });
    return interpreter.call(
      module.functions.find((fn) => !fn.isDeclaration)!,
      [new Dual(x, 1)],
    ) as Dual;
  };
  const unary = (name: string): string =>
    `define double @f(double %x) {\n  %r = call double @${name}(double %x)\n  ret double %r\n}\ndeclare double @${name}(double)`;

  it.each([
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'sinh',
    'cosh',
    'tanh',
    'asinh',
    'atanh',
    'exp',
    'exp2',
    'exp10',
    'expm1',
    'log',
    'log2',
    'log10',
    'log1p',
    'sqrt',
    'cbrt',
    'fabs',
    'erf',
    'erfc',
    'floor',
    'rint',
  ])('%s', (name) => {
    const h = 1e-5;
    const { primal, tangent: derivative } = tangent(unary(name), 0.4);
    const value = (x: number): number => run(unary(name), [x]) as number;
    expect(primal).toBe(value(0.4));
    expect(derivative).toBeCloseTo((value(0.4 + h) - value(0.4 - h)) / (2 * h), 8);
  });

  it('tangents go through memory and its copies, and end where other things are written', () => {
    const text = (between: string): string => `declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
define double @f(double %x) {
  %a = alloca double
  %b = alloca double
  store double %x, ptr %a
  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 8, i1 false)
${between}
  %y = load double, ptr %b
  %r = fmul double %x, %y
  ret double %r
}`;
    expect(tangent(text(''), 3)).toEqual(new Dual(9, 6));
    expect(tangent(text('  store i64 0, ptr %b'), 3)).toEqual(new Dual(0, 0));
    expect(errorOf(() => tangent(text('  %i = load i64, ptr %b'), 3)).diagnostics[0]!.code).toBe('FX6004');
  });
});
