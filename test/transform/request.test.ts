import { describe, expect, test } from 'vitest';
import { FluxionError } from '../../src/diagnostics/index.ts';
import type { Module } from '../../src/ir/index.ts';
import { parseModule, printModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';
import { findRequests, readRequest } from '../../src/transform/request.ts';
import { verifyModule } from '../../src/verify/index.ts';
import { nativeTools, runTool } from '../support/native.ts';

const tools = nativeTools("LLVM's verifier on lowered requests", 'opt');

const head = `
@enzyme_dup = external global i32
@enzyme_const = external global i32
@enzyme_out = external global i32
@enzyme_dupnoneed = external global i32
@enzyme_primal_return = external global i32
@enzyme_noret = external global i32
@enzyme_const_return = external global i32
@enzyme_active_return = external global i32
@enzyme_dup_return = external global i32
@enzyme_width = external global i32
@enzyme_duplo = external global i32
@enzyme_tape = external global i32
@enzyme_interleave = external global i32
@enzyme_strong_zero = external global i32
@enzyme_nofree = external global i32
@enzyme_not_overwritten = external global i32
@enzyme_dupv = external global i32
@_ZN2ns10enzyme_dupE = external global i32
@table = internal constant ptr @f
@also_f = alias double (ptr, i32), ptr @f
declare double @__enzyme_autodiff(...)
declare void @__enzyme_autodiff_void(...)
declare double @_Z17__enzyme_autodiffIdJEET_PvDpT0_(...)
define internal double @f(ptr %x, i32 %n) {
  %p = getelementptr double, ptr %x, i32 %n
  %a = load double, ptr %p
  %b = fmul double %a, %a
  ret double %b
}
define internal double @g(double %u, float %v, i16 %k) {
  %w = fpext float %v to double
  %b = fmul double %u, %w
  %c = sitofp i16 %k to double
  %d = fmul double %b, %c
  ret double %d
}
define internal i32 @count(double %u) {
  %b = fptosi double %u to i32
  ret i32 %b
}
declare double @nowhere(double)
define internal double @variadic(double %u, ...) {
  ret double %u
}
`;

/** A module in which `main` holds these lines. */
function moduleWith(body: string, more = ''): Module {
  const text = `${head}${more}\ndefine void @main(ptr %x, ptr %dx, i32 %n, i64 %wide, i1 %c, ptr %h) {\n${body}\n  ret void\n}\n`;
  const module = parseModule(text);
  expect(verifyModule(module)).toEqual([]);
  return module;
}

function specOf(body: string, more?: string) {
  const module = moduleWith(body, more);
  const [call] = findRequests(module);
  const { fn, spec, args } = readRequest(call!);
  return { fn: fn.name, ...spec, args: args.map((a) => a.name ?? a.type.toString()) };
}

/** The message, notes and ways out of the first error. */
function errorOf(body: string, more?: string): { code: string; message: string; more: string } {
  const module = moduleWith(body, more);
  try {
    lowerRequests(module);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    expect(verifyModule(module)).toEqual([]);
    const [d] = error.diagnostics;
    return { code: d!.code, message: d!.message, more: [...(d!.notes ?? []), ...(d!.help ?? [])].join('\n') };
  }
  throw new Error('nothing was reported');
}

const dup = '%m = load i32, ptr @enzyme_dup';
const constant = '%k = load i32, ptr @enzyme_const';
const plainCall = 'call double (...) @__enzyme_autodiff(ptr @f, i32 %m, ptr %x, ptr %dx, i32 %k, i32 %n)';
const expected = { fn: 'f', parameters: ['dup', 'const'], returnActivity: 'active', args: ['x', 'dx', 'n'] };

describe('the markers', () => {
  test('loads of global variables', () => {
    expect(specOf(`${dup}\n${constant}\n${plainCall}`)).toMatchObject(expected);
  });

  test('addresses of global variables, as C++ passes references', () => {
    const body =
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dup, ptr %x, ptr %dx, ptr @enzyme_const, i32 %n)';
    expect(specOf(body)).toMatchObject(expected);
  });

  test('a variable in a namespace', () => {
    const body = `%m = load i32, ptr @_ZN2ns10enzyme_dupE\n${constant}\n${plainCall}`;
    expect(specOf(body)).toMatchObject(expected);
  });

  test('local variables', () => {
    const body = `%enzyme_dup = alloca i32\n%m = load i32, ptr %enzyme_dup\n${constant}\n${plainCall}`;
    expect(specOf(body)).toMatchObject(expected);
    const address = `%enzyme_dup = alloca i32\n${constant}\n${plainCall.replace('i32 %m', 'ptr %enzyme_dup')}`;
    expect(specOf(address)).toMatchObject(expected);
  });

  test('metadata', () => {
    const body =
      'call double (...) @__enzyme_autodiff(ptr @f, metadata !"enzyme_dup", ptr %x, ptr %dx, metadata !"enzyme_const", i32 %n)';
    expect(specOf(body)).toMatchObject(expected);
  });

  test('a phi of one marker', () => {
    const body = `br i1 %c, label %left, label %right
left:
  %a = load i32, ptr @enzyme_dup
  br label %join
right:
  %b = load i32, ptr @enzyme_dup
  br label %join
join:
  %m = phi i32 [ %a, %left ], [ %b, %right ]
${constant}
${plainCall}`;
    expect(specOf(body)).toMatchObject(expected);
  });

  test('none: pointers have shadows, integers none, floats are returned', () => {
    const body = 'call double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i32 %n)';
    expect(specOf(body)).toMatchObject(expected);
    const floats = 'call double (...) @__enzyme_autodiff(ptr @g, double 1.0, double 2.0, i32 3)';
    expect(specOf(floats)).toMatchObject({ parameters: ['out', 'out', 'const'] });
  });

  test.each([
    ['enzyme_primal_return', { primalReturn: true, returnActivity: 'active' }],
    ['enzyme_noret', { primalReturn: false, returnActivity: 'active' }],
    ['enzyme_const_return', { returnActivity: 'const' }],
    ['enzyme_active_return', { returnActivity: 'active' }],
    ['enzyme_strong_zero', { strongZero: true }],
    ['enzyme_nofree', {}],
    ['enzyme_not_overwritten', {}],
  ])('%s', (name, spec) => {
    const body = `call double (...) @__enzyme_autodiff(ptr @f, ptr @${name}, ptr %x, ptr %dx, i32 %n)`;
    expect(specOf(body)).toMatchObject({ ...expected, ...spec });
  });

  test('the shadows at the end', () => {
    const body =
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_interleave, ptr %x, i32 %n, ptr %dx)';
    expect(specOf(body)).toMatchObject(expected);
  });

  test('one lane, at a distance', () => {
    const body =
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_width, i32 1, ptr @enzyme_dupv, i64 8, ptr %x, ptr %dx, i32 %n)';
    expect(specOf(body)).toMatchObject(expected);
  });

  test('enzyme_dupnoneed', () => {
    const body =
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dupnoneed, ptr %x, ptr %dx, i32 %n)';
    expect(specOf(body)).toMatchObject(expected);
  });
});

describe('the function', () => {
  test.each([
    ['by its name', 'ptr @f'],
    ['through an alias', 'ptr @also_f'],
    ['as an integer, as rustc passes it', 'i64 ptrtoint (ptr @f to i64)'],
  ])('%s', (_, operand) => {
    const body = `call double (...) @__enzyme_autodiff(${operand}, ptr %x, ptr %dx, i32 %n)`;
    expect(specOf(body)).toMatchObject(expected);
  });

  test('through a load of a constant variable, and casts', () => {
    const body = `%l = load ptr, ptr @table\n%i = ptrtoint ptr %l to i64\n%q = inttoptr i64 %i to ptr
call double (...) @__enzyme_autodiff(ptr %q, ptr %x, ptr %dx, i32 %n)`;
    expect(specOf(body)).toMatchObject(expected);
  });

  test('the entry point has other letters around its name', () => {
    const body = 'call double (...) @_Z17__enzyme_autodiffIdJEET_PvDpT0_(ptr @f, ptr %x, ptr %dx, i32 %n)';
    expect(specOf(body)).toMatchObject(expected);
  });

  test('after a pointer to the result', () => {
    const more = 'declare void @__enzyme_autodiff_struct(ptr sret({ double, double }), ...)';
    const body = `%s = alloca { double, double }
call void (ptr, ...) @__enzyme_autodiff_struct(ptr sret({ double, double }) %s, ptr @g, double 1.0, double 2.0, i32 3)`;
    expect(specOf(body, more)).toMatchObject({ fn: 'g', parameters: ['out', 'out', 'const'] });
  });
});

describe('malformed requests', () => {
  test.each([
    [
      'no arguments',
      'call double (...) @__enzyme_autodiff()',
      'the first argument of this call is no function',
    ],
    [
      'an unknown function',
      'call double (...) @__enzyme_autodiff(ptr %h, ptr %x, ptr %dx, i32 %n)',
      'the first argument of this call is no function',
    ],
    [
      'too few arguments',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx)',
      "'f' has 2 parameters: 'n' missing here",
    ],
    [
      'too many arguments',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i32 %n, i32 %n)',
      "'f' has 2 parameters, but more arguments are given",
    ],
    [
      'a missing shadow at the end',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dup, ptr %x)',
      "the shadow of 'x' is missing",
    ],
    [
      'a missing shadow',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dup, ptr %x, ptr @enzyme_const, i32 %n)',
      "the shadow of 'x' is missing: 'enzyme_const' stands in its place",
    ],
    [
      'a missing value',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dup)',
      "the argument for 'x' is missing",
    ],
    [
      'an unknown marker',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_duplo, ptr %x, ptr %dx, i32 %n)',
      "the marker 'enzyme_duplo' is unknown, or not available yet",
    ],
    [
      'several lanes',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_width, i32 4, ptr %x, ptr %dx, i32 %n)',
      'only one lane is available in reverse mode (enzyme_width)',
    ],
    [
      'a marker of split mode',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_tape, ptr %h, ptr %x, ptr %dx, i32 %n)',
      "the marker 'enzyme_tape' is unknown, or not available yet",
    ],
    [
      'a shadow for a result that is a number',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dup_return, ptr %x, ptr %dx, i32 %n)',
      "enzyme_dup_return: the number that 'f' returns has no shadow",
    ],
    [
      'a missing shadow among those at the end',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_interleave, ptr %x, i32 %n)',
      "the shadow of 'x' is missing",
    ],
    [
      'more than the shadows at the end',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_interleave, ptr %x, i32 %n, ptr %dx, ptr %dx)',
      "'f' has 2 parameters, but more arguments are given",
    ],
    [
      'an integer of another width',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i16 3)',
      "the argument for 'n' is a 16-bit integer, but 'f' takes a 32-bit integer",
    ],
    [
      'an integer for a float',
      'call double (...) @__enzyme_autodiff(ptr @g, i32 1, double 2.0, i32 3)',
      "the argument for 'u' is a 32-bit integer, but 'g' takes a double",
    ],
    [
      'a number for a pointer',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr %x, double 1.0, i32 %n)',
      "the argument for the shadow of 'x' is a double, but 'f' takes a pointer",
    ],
    [
      'a shadow for a number',
      'call double (...) @__enzyme_autodiff(ptr @g, ptr @enzyme_dup, double 1.0, double 1.0, double 2.0, i32 3)',
      "enzyme_dup stands before 'u', which is no pointer",
    ],
    [
      'enzyme_out for a pointer',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_out, ptr %x, i32 %n)',
      "enzyme_out stands before 'x', which is a pointer",
    ],
    [
      'enzyme_out for an integer',
      'call double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, ptr @enzyme_out, i32 %n)',
      "enzyme_out stands before 'n', which is no floating-point number",
    ],
    [
      'an active result that is an integer',
      'call double (...) @__enzyme_autodiff(ptr @count, ptr @enzyme_active_return, double 1.0)',
      "enzyme_active_return: 'count' returns no floating-point number",
    ],
    [
      'a function with variable arguments',
      'call double (...) @__enzyme_autodiff(ptr @variadic, double 1.0)',
      "the function 'variadic' takes variable arguments",
    ],
    [
      'a result of another type',
      '%r = call double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i32 %n)\nstore double %r, ptr %x',
      'this call is declared to return double, but the gradient is void',
    ],
  ])('%s', (_, body, message) => {
    const error = errorOf(body);
    expect(error.code).toBe('FX3006');
    expect(error.message).toContain(message);
  });

  test.each(['{ double, double }', '<2 x float>', '{ i32, double }'])(
    'a function that returns %s',
    (type) => {
      const more = `define ${type} @several(double %u) {
  ret ${type} zeroinitializer
}`;
      const error = errorOf('call double (...) @__enzyme_autodiff(ptr @several, double 1.0)', more);
      expect(error.code).toBe('FX3006');
      expect(error.message).toContain("'several' returns more than a number");
    },
  );

  test('a function without a body', () => {
    const error = errorOf('call double (...) @__enzyme_autodiff(ptr @nowhere, double 1.0)');
    expect(error).toMatchObject({ code: 'FX3001' });
    expect(error.message).toContain("'nowhere' has no body here");
    expect(error.more).toContain('compile the source that defines it');
  });

  test('an entry point that is not there yet', () => {
    const more = 'declare double @__enzyme_fwddiff(...)';
    const error = errorOf('call double (...) @__enzyme_fwddiff(ptr @f, ptr %x, ptr %dx, i32 %n)', more);
    expect(error).toMatchObject({ code: 'FX3007', message: "'__enzyme_fwddiff' is not available yet" });
  });

  test('a function that differentiates itself', () => {
    const more = `define double @loop(double %u) {
  %r = call double (...) @__enzyme_autodiff(ptr @loop, double %u)
  ret double %r
}`;
    expect(errorOf('', more)).toMatchObject({
      code: 'FX3006',
      message: 'a function requests the derivative of itself',
    });
  });
});

describe('lowering', () => {
  function lower(body: string, more = ''): string {
    const module = moduleWith(body, more);
    lowerRequests(module);
    expect(verifyModule(module)).toEqual([]);
    const text = printModule(module);
    if (tools) runTool(tools.opt, ['-passes=verify', '-disable-output', '-'], text);
    return text;
  }
  const mainOf = (text: string): string => text.slice(text.indexOf('define void @main'));

  test('a float that was promoted to double, and a short that was promoted to int, are converted back', () => {
    const text = mainOf(
      lower('call double (...) @__enzyme_autodiff(ptr @g, double 1.0, double 2.0, i32 %n)', ''),
    );
    expect(text).toContain('fptrunc double');
    expect(text).toContain('trunc i32 %n to i16');
    expect(text).toContain('@__fluxion_gradient_g(double 1.0, float %1, i16 %2, double');
  });

  test('the call is gone, and so is the entry point', () => {
    const text = lower(`${dup}\n${constant}\n${plainCall}`);
    expect(text).not.toContain('__enzyme_autodiff(');
    expect(mainOf(text)).toContain('call void @__fluxion_gradient_f(ptr %x, ptr %dx, i32 %n, double');
  });

  test('several adjoints go into the struct that the call was declared with', () => {
    const more = 'declare { double, float } @__enzyme_autodiff_pair(...)';
    const body = `%r = call { double, float } (...) @__enzyme_autodiff_pair(ptr @g, double 1.0, double 2.0, i32 %n)
%e = extractvalue { double, float } %r, 0
store double %e, ptr %x`;
    expect(mainOf(lower(body, more))).toContain('call { double, float } @__fluxion_gradient_g(double');
  });

  test.each([
    ['<2 x float>', 'in a vector', 'insertelement <2 x float>'],
    ['i64', 'in an integer', 'or i64'],
    ['[2 x i32]', 'in several integers', 'insertvalue [2 x i32]'],
  ])("a struct of two floats as %s: C's conventions return it %s", (type, _, text) => {
    const more = `declare ${type} @__enzyme_autodiff_two(...)
define internal float @h2(float %u, float %v) {
  %b = fmul float %u, %v
  ret float %b
}
@sink = global ${type} zeroinitializer`;
    const body = `%r = call ${type} (...) @__enzyme_autodiff_two(ptr @h2, float 1.0, float 2.0)
store ${type} %r, ptr @sink`;
    expect(mainOf(lower(body, more))).toContain(text);
  });

  test.each([
    ['double, float, double', 'three numbers for two adjoints'],
    ['float, double', 'the numbers in another order'],
    ['double, double', 'a number of another kind'],
  ])('a result in memory that is { %s }: %s', (members) => {
    const more = 'declare void @__enzyme_autodiff_struct(ptr sret({ double, float }), ...)';
    const call = (type: string): string => `%s = alloca ${type}
call void (ptr, ...) @__enzyme_autodiff_struct(ptr sret(${type}) %s, ptr @g, double 1.0, double 2.0, i32 %n)`;
    expect(mainOf(lower(call('{ double, float }'), more))).toContain('store { double, float } %');
    expect(() => lower(call(`{ ${members} }`), more)).toThrow(/declared to return .* but the gradient is/);
  });

  test('a struct with the primal result first', () => {
    const more = 'declare [3 x double] @__enzyme_autodiff_three(...)';
    const square = `define internal double @h2(double %u, double %v) {
  %b = fmul double %u, %v
  ret double %b
}`;
    const body = `%r = call [3 x double] (...) @__enzyme_autodiff_three(ptr @h2, ptr @enzyme_primal_return, double 1.0, double 2.0)
store [3 x double] %r, ptr %x`;
    expect(mainOf(lower(body, `${more}\n${square}`))).toContain(
      'call { double, double, double } @__fluxion_gradient_h2',
    );
  });

  test('a function that is chosen becomes a branch, one request for each', () => {
    const body = `%f = select i1 %c, ptr @square, ptr @cube
%r = call double (...) @__enzyme_autodiff(ptr %f, double 1.0)
store double %r, ptr %x`;
    const functions = `define internal double @square(double %u) {
  %b = fmul double %u, %u
  ret double %b
}
define internal double @cube(double %u) {
  %b = fmul double %u, %u
  %d = fmul double %b, %u
  ret double %d
}`;
    const text = mainOf(lower(body, functions));
    expect(text).toContain('icmp eq ptr %f, @square');
    expect(text).toContain('call double @__fluxion_gradient_square');
    expect(text).toContain('call double @__fluxion_gradient_cube');
    expect(text).toContain('phi double');
  });

  test('a function that callers elsewhere may choose, too, stops the program when it is another', () => {
    const functions = `define internal double @square(double %u) {
  %b = fmul double %u, %u
  ret double %b
}
define double @of(ptr %f) {
  %r = call double (...) @__enzyme_autodiff(ptr %f, double 1.0)
  ret double %r
}`;
    const text = lower('%r = call double @of(ptr @square)\nstore double %r, ptr %x', functions);
    expect(text).toContain('call double @__fluxion_gradient_square');
    expect(text).toContain('the derivative of a function was requested that is not known here');
    expect(() => lower('', functions)).toThrow('no function that is known while compiling');
  });

  test('a request inside of a function that another request differentiates goes first', () => {
    const more = `define double @slope(double %u) {
  %r = call double (...) @__enzyme_autodiff(ptr @cube, double %u)
  ret double %r
}
define internal double @cube(double %u) {
  %a = fmul double %u, %u
  %b = fmul double %a, %u
  ret double %b
}`;
    const text = lower(
      '%r = call double (...) @__enzyme_autodiff(ptr @slope, double 2.0)\nstore double %r, ptr %x',
      more,
    );
    expect(text).toContain('@__fluxion_gradient_cube');
    expect(text).toContain('@__fluxion_gradient_slope');
  });

  test('an invoke goes on to its normal destination', () => {
    const more = `declare i32 @__gxx_personality_v0(...)
define void @thrower(ptr %x, ptr %dx) personality ptr @__gxx_personality_v0 {
entry:
  %r = invoke double (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i32 0) to label %fine unwind label %caught
fine:
  ret void
caught:
  %p = phi i32 [ 1, %entry ]
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
}`;
    expect(lower('', more)).not.toContain('invoke');
  });

  test('two requests of one function', () => {
    const text = lower(`${dup}\n${constant}\n${plainCall}\n${plainCall}`);
    expect(mainOf(text).match(/call void @__fluxion_gradient_f/g)).toHaveLength(2);
  });
});
