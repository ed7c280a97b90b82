import { describe, expect, test } from 'vitest';
import { parseModule, printModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';
import { verifyModule } from '../../src/verify/index.ts';

const program = (attributes: string, release: string): string => `
declare ptr @pool_take(i32, i64) ${attributes}
declare void @pool_return(ptr allocptr) ${release}
declare double @__enzyme_autodiff(...)
define double @f(double %x) {
entry:
  %p = call ptr @pool_take(i32 3, i64 8)
  store double %x, ptr %p
  %a = load double, ptr %p
  %r = fmul double %a, %a
  call void @pool_return(ptr %p)
  ret double %r
}
define double @main(double %x) {
  %r = call double (...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %r
}
`;

function lower(text: string): string {
  const module = parseModule(text);
  lowerRequests(module);
  expect(verifyModule(module)).toEqual([]);
  const all = printModule(module);
  return all.slice(all.indexOf('@__fluxion_gradient_f(double'));
}

const take = 'allockind("alloc,uninitialized") allocsize(1) "alloc-family"="pool"';
const give = 'allockind("free") "alloc-family"="pool"';

describe('allocators that say so by attributes', () => {
  test('memory has a shadow of the same allocator, and both go back', () => {
    const text = lower(program(take, give));
    expect(text.match(/call ptr @pool_take\(i32 3, i64 8\)/g)).toHaveLength(2);
    expect(text).toMatch(/llvm\.memset\.p0\.i64\(ptr %[\w.]+, i8 0, i64 %\w+/);
    expect(text.match(/call void @pool_return/g)).toHaveLength(2);
  });

  test('memory that is zeroed needs no zeroing', () => {
    expect(lower(program(take.replace('uninitialized', 'zeroed'), give))).not.toContain('memset');
  });

  test.each([
    ['without a size', take.replace('allocsize(1)', ''), give],
    ['of a family that has nothing to free with', take, give.replace('pool', 'other')],
    ['without attributes', '', give],
  ])('%s: an error', (_, attributes, release) => {
    expect(() => lower(program(attributes, release))).toThrow(/'pool_take' has no body here/);
  });
});
