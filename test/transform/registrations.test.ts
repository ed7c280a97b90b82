/** What is wrong with what a program declares of its functions is said at the variable that declares it. */
import { describe, expect, it } from 'vitest';
import { lowerText } from '../../src/bindings/lower.ts';
import { FluxionError } from '../../src/diagnostics/index.ts';

const program = `
@name = private constant [6 x i8] c"log1p\\00"
@minus = private constant [3 x i8] c"-1\\00"
@wrong = private constant [4 x i8] c"0,1\\00"
declare double @__enzyme_autodiff(ptr, ...)
declare double @g(double)
declare void @h(ptr, ptr)
declare ptr @alloc(i64)
declare void @release(ptr)
declare double @g1(double)
declare double @g2(double, double)
declare ptr @h1(ptr, ptr, ptr, ptr)
declare void @h2(ptr, ptr, ptr, ptr, ptr)
define double @f(double %x) {
  %y = call double @g(double %x)
  ret double %y
}
define double @main(double %x) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %d
}
`;

function messages(text: string): string[] {
  try {
    return lowerText(program + text).warnings.map((d) => `${d.code} ${d.message}`);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return error.diagnostics.map((d) => `${d.code} ${d.message}`);
  }
}

describe('registrations', () => {
  it.each([
    ['a derivative', '@__enzyme_register_gradient_g = global [3 x ptr] [ptr @g, ptr @g1, ptr @g2]'],
    [
      'a derivative in a struct',
      '@__enzyme_register_gradient_g = global { ptr, ptr, ptr } { ptr @g, ptr @g1, ptr @g2 }',
    ],
    ['a function like another', '@__enzyme_function_like_g = global [2 x ptr] [ptr @g, ptr @name]'],
  ])('takes %s', (_, text) => {
    expect(messages(text)).toEqual([]);
  });

  it('counts as constant what a function without derivative gives', () => {
    const found = messages('@__enzyme_inactivefn_g = global [1 x ptr] [ptr @g]');
    expect(found).toEqual([
      "FX3101 the parameter 'x' has no influence on the result: its derivative is zero",
    ]);
  });

  it.each([
    [
      '@__enzyme_register_gradient_g = global [3 x ptr] [ptr @g, ptr @g2, ptr @g2]',
      'the augmented primal takes (double, double), not (double)',
    ],
    [
      '@__enzyme_register_gradient_g = global [3 x ptr] [ptr @g, ptr @g1, ptr @g1]',
      'the reverse function takes (double), not (double, double)',
    ],
    [
      '@__enzyme_register_gradient_g = global [2 x ptr] [ptr @g, ptr @g1]',
      'does not name the reverse function as its third element',
    ],
    [
      '@__enzyme_function_like_h = global [2 x ptr] [ptr @h, ptr @name]',
      "is like 'log1p', of which no derivative with its parameters is known",
    ],
    ['@__enzyme_function_like_g = global [2 x ptr] [ptr @g, ptr @g1]', 'has no text as its second element'],
    ['@__enzyme_inactivefn_g = global ptr null', 'does not name a function as its first element'],
    [
      '@__enzyme_allocation_like_a = global [4 x ptr] [ptr @alloc, ptr inttoptr (i64 7 to ptr), ptr @minus, ptr @release]',
      'does not give the index of the parameter with the size',
    ],
    [
      '@__enzyme_allocation_like_a = global [4 x ptr] [ptr @alloc, ptr null, ptr @wrong, ptr @release]',
      'does not say what to free',
    ],
  ])('refuses %s', (text, message) => {
    const found = messages(text);
    expect(found[0]).toMatch(/^FX3006 '__enzyme_/);
    expect(found.join('\n')).toContain(message);
  });

  it('wants a shadow for each pointer that a registered derivative takes', () => {
    const found = messages(`
@__enzyme_register_gradient_h = global [3 x ptr] [ptr @h, ptr @h1, ptr @h2]
@table = constant [2 x double] [double 1.0, double 2.0]
define double @k(ptr %x) {
  call void @h(ptr %x, ptr @table)
  %y = load double, ptr %x
  ret double %y
}
define void @main2(ptr %x, ptr %d) {
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @k, ptr %x, ptr %d)
  ret void
}
@__enzyme_inactivefn_g = global ptr @g`);
    expect(found.join()).toContain("the registered derivative of 'h' takes a shadow for its parameter");
  });

  it('warns of a derivative of a function that nothing calls', () => {
    const unused = `
@__enzyme_inactivefn_g = global ptr @g
define double @k(double %x) {
  ret double %x
}
@__enzyme_register_gradient_k = global [3 x ptr] [ptr @k, ptr @g1, ptr @g2]`;
    expect(messages(unused)).toEqual([
      "FX3102 the registered derivative of 'k' is not used: nothing calls the function",
      "FX3101 the parameter 'x' has no influence on the result: its derivative is zero",
    ]);
  });
});
