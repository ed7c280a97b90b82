/** Programs whose gradients were once wrong, checked in the interpreter. */
import { expect, it } from 'vitest';
import { Interpreter } from '../../src/interp/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { createGradient } from '../../src/transform/index.ts';

/** The gradient of `double @f(ptr %x)` by the elements of x. */
function gradientAt(text: string, x: readonly number[]): number[] {
  const module = parseModule(text);
  const gradient = createGradient(module, module.getFunction('f')!, {
    parameters: ['dup'],
    returnActivity: 'active',
    primalReturn: false,
  });
  const interpreter = new Interpreter(module);
  const { memory, domain } = interpreter;
  const [values, shadow] = [memory.allocateStatic(8 * x.length), memory.allocateStatic(8 * x.length)];
  x.forEach((value, i) => domain.store(memory, values + 8 * i, 64, value));
  memory.fill(shadow, 0, 8 * x.length);
  interpreter.call(gradient, [values, shadow, 1]);
  return x.map((_, i) => domain.load(memory, shadow + 8 * i, 64) as number);
}

it('memmove of pointers to higher addresses that overlap', () => {
  const text = `
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
define double @f(ptr %x) {
  %t = alloca [3 x ptr]
  %p1 = getelementptr double, ptr %x, i64 1
  %t1 = getelementptr ptr, ptr %t, i64 1
  %t2 = getelementptr ptr, ptr %t, i64 2
  store ptr %x, ptr %t
  store ptr %p1, ptr %t1
  store ptr %p1, ptr %t2
  call void @llvm.memmove.p0.p0.i64(ptr %t1, ptr %t, i64 16, i1 false)
  %q = load ptr, ptr %t2
  %v = load double, ptr %q
  ret double %v
}`;
  expect(gradientAt(text, [3, 4])).toEqual([0, 1]);
});

it('memmove of floats to lower addresses that overlap, each known on its own', () => {
  const text = `
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
define double @f(ptr %x) {
  %t = alloca [3 x double]
  %t1 = getelementptr double, ptr %t, i64 1
  %t2 = getelementptr double, ptr %t, i64 2
  %x1 = getelementptr double, ptr %x, i64 1
  %x2 = getelementptr double, ptr %x, i64 2
  %v0 = load double, ptr %x
  %v1 = load double, ptr %x1
  %v2 = load double, ptr %x2
  store double %v0, ptr %t
  store double %v1, ptr %t1
  store double %v2, ptr %t2
  call void @llvm.memmove.p0.p0.i64(ptr %t, ptr %t1, i64 16, i1 false)
  %w0 = load double, ptr %t
  %w1 = load double, ptr %t1
  %w2 = load double, ptr %t2
  %s1 = fmul double %w1, 10.0
  %s2 = fmul double %w2, 100.0
  %s01 = fadd double %w0, %s1
  %s = fadd double %s01, %s2
  ret double %s
}`;
  expect(gradientAt(text, [3, 4, 5])).toEqual([0, 1, 110]);
});
