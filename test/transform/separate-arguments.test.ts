import { describe, expect, it } from 'vitest';
import { parseModule, printModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';

/**
 * Squares the elements of `x` into `*out` after each other. That `*out` is not one of them decides whether they must be
 * saved.
 */
function program(caller: string): string {
  return `
target triple = "x86_64-pc-linux-gnu"
@enzyme_dup = external global i32
@kept = external global ptr
declare void @__enzyme_autodiff(ptr, ...)
declare void @use(ptr)
declare ptr @malloc(i64)
define internal void @squares(ptr %x, ptr %out) {
entry:
  store double 0.0, ptr %out
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i.next, %loop ]
  %p = getelementptr double, ptr %x, i64 %i
  %v = load double, ptr %p
  %w = fmul double %v, %v
  %s = load double, ptr %out
  %t = fadd double %s, %w
  store double %t, ptr %out
  %i.next = add i64 %i, 1
  %more = icmp slt i64 %i.next, 9
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
define void @caller(ptr %x, ptr %dx) {
${caller}
  %m0 = load i32, ptr @enzyme_dup
  call void (ptr, ...) @__enzyme_autodiff(ptr @squares, i32 %m0, ptr %x, ptr %dx, i32 %m0, ptr %out, ptr %dout)
  ret void
}
`;
}

const isTaped = (caller: string): boolean => {
  const module = parseModule(program(caller));
  lowerRequests(module);
  return printModule(module).includes('__fluxion_tape');
};

describe('arguments that lead to memory of their own', () => {
  it('are local variables', () => {
    expect(isTaped('  %out = alloca double\n  %dout = alloca double')).toBe(false);
  });

  it('are fresh allocations', () => {
    expect(
      isTaped('  %out = call noalias ptr @malloc(i64 8)\n  %dout = call noalias ptr @malloc(i64 8)'),
    ).toBe(false);
  });

  it('are none that other arguments point into', () => {
    expect(isTaped('  %out = getelementptr i8, ptr %x, i64 16\n  %dout = alloca double')).toBe(true);
  });

  it('are none that are kept elsewhere', () => {
    const kept = '  %out = alloca double\n  %dout = alloca double\n  store ptr %out, ptr @kept';
    expect(isTaped(kept)).toBe(true);
    expect(isTaped('  %out = alloca double\n  %dout = alloca double\n  call void @use(ptr %out)')).toBe(true);
  });
});
