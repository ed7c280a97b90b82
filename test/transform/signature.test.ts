import { describe, expect, test } from 'vitest';
import { FluxionError } from '../../src/diagnostics/index.ts';
import type { Module } from '../../src/ir/index.ts';
import { parseModule, printFunction, printModule } from '../../src/text/index.ts';
import type { GradientSpec } from '../../src/transform/index.ts';
import { createGradient } from '../../src/transform/index.ts';
import { verifyModule } from '../../src/verify/index.ts';

const text = `
define double @f(ptr noalias nocapture readonly align 8 %x, double noundef %u, float %v, i32 signext %n) nounwind memory(argmem: read) "target-cpu"="x86-64" {
  %a = load double, ptr %x
  %w = fpext float %v to double
  %b = fmul double %a, %u
  %c = fmul double %b, %w
  ret double %c
}
define void @nothing(double %u) {
  ret void
}
define i32 @count(double %u) {
  %n = fptosi double %u to i32
  ret i32 %n
}
declare double @outside(double)
define double @many(double %u, ...) {
  ret double %u
}
`;

/** The first line of the gradient. */
function headOf(name: string, spec: Partial<GradientSpec> & Pick<GradientSpec, 'parameters'>): string {
  const module = parseModule(text);
  const gradient = createGradient(module, module.getFunction(name)!, {
    returnActivity: 'active',
    primalReturn: false,
    ...spec,
  });
  expect(verifyModule(module)).toEqual([]);
  return printFunction(gradient).trim().split('\n')[0]!;
}

describe('the signature of a gradient', () => {
  test('each dup parameter is followed by its shadow, the seed comes last', () => {
    expect(headOf('f', { parameters: ['dup', 'const', 'const', 'const'] })).toMatch(
      /^define internal void @__fluxion_gradient_f\(ptr .*%x, ptr %x\.shadow, double .*%u, float %v, i32 %n, double %seed\)/,
    );
  });

  test('a lone adjoint is returned bare, several as a struct in the order of the parameters', () => {
    expect(headOf('f', { parameters: ['const', 'const', 'out', 'const'] })).toMatch(
      /^define internal float @/,
    );
    expect(headOf('f', { parameters: ['const', 'out', 'out', 'const'] })).toMatch(
      /^define internal \{ double, float \} @/,
    );
  });

  test('the primal result comes first', () => {
    const spec = { parameters: ['const', 'const', 'out', 'const'], primalReturn: true } as const;
    expect(headOf('f', spec)).toMatch(/^define internal \{ double, float \} @/);
  });

  test('without an active result there is no seed', () => {
    expect(
      headOf('f', { parameters: ['dup', 'out', 'const', 'const'], returnActivity: 'const' }),
    ).not.toContain('seed');
    expect(headOf('nothing', { parameters: ['out'], returnActivity: 'const', primalReturn: true })).toMatch(
      /^define internal double @/,
    );
  });

  test('attributes that the derivative makes false are dropped, those of passing too; those of the target stay', () => {
    const head = headOf('f', { parameters: ['dup', 'out', 'const', 'const'] });
    for (const kept of ['noalias', 'align 8', 'noundef', 'nounwind', '"target-cpu"="x86-64"']) {
      expect(head).toContain(kept);
    }
    for (const dropped of ['readonly', 'nocapture', 'captures', 'memory(', 'signext'])
      expect(head).not.toContain(dropped);
  });
});

describe('a specification that does not fit', () => {
  const refusal = (name: string, spec: GradientSpec): { error: FluxionError; module: Module } => {
    const module = parseModule(text);
    try {
      createGradient(module, module.getFunction(name)!, spec);
    } catch (error) {
      if (error instanceof FluxionError) return { error, module };
      throw error;
    }
    throw new Error('nothing was reported');
  };
  const active = { returnActivity: 'active', primalReturn: false } as const;
  const fixed = { returnActivity: 'const', primalReturn: false } as const;

  test.each<[string, string, GradientSpec, string, string]>([
    [
      'too few activities',
      'f',
      { parameters: ['dup'], ...active },
      'FX3006',
      'the function has 4 parameters, but 1 are described',
    ],
    [
      'a shadow for a number',
      'f',
      { parameters: ['dup', 'dup', 'const', 'const'], ...active },
      'FX3006',
      "the parameter 'u' is no pointer",
    ],
    [
      'an adjoint of an integer',
      'f',
      { parameters: ['dup', 'const', 'const', 'out'], ...active },
      'FX3006',
      "the parameter 'n' is no float",
    ],
    [
      'an active integer',
      'count',
      { parameters: ['out'], ...active },
      'FX3006',
      "the result of 'count' is of type i32, which cannot be active",
    ],
    [
      'an active void',
      'nothing',
      { parameters: ['out'], ...active },
      'FX3006',
      "the result of 'nothing' is of type void, which cannot be active",
    ],
    [
      'variable arguments',
      'many',
      { parameters: ['out'], ...fixed },
      'FX3006',
      "the function 'many' takes variable arguments",
    ],
    [
      'no body',
      'outside',
      { parameters: ['out'], ...active },
      'FX3001',
      "the function 'outside' has no body here, so it cannot be differentiated",
    ],
  ])('%s', (_, name, spec, code, message) => {
    const { error, module } = refusal(name, spec);
    expect(error.diagnostics).toMatchObject([{ code, message }]);
    expect(printModule(module)).toBe(printModule(parseModule(text)));
  });
});
