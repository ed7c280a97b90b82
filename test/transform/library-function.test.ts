import { expect, test } from 'vitest';
import { FluxionError } from '../../src/diagnostics/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';

/** A loop that needs a tape, in a program that declares `realloc` like this. */
const program = (realloc: string): string => `
declare ptr @realloc(${realloc})
declare void @__enzyme_autodiff(...)
define double @f(ptr %x, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi double [ 1.0, %entry ], [ %t, %loop ]
  %p = getelementptr double, ptr %x, i32 %i
  %a = load double, ptr %p
  %b = fmul double %s, %s
  %t = fmul double %b, %a
  %next = add i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret double %t
}
define void @main(ptr %x, ptr %d, i32 %n) {
  call void (...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %d, i32 %n)
  ret void
}
`;

test('a module of a 32-bit target that does not say so', () => {
  lowerRequests(parseModule(program('ptr, i64')));
  let error: unknown;
  try {
    lowerRequests(parseModule(program('ptr, i32')));
  } catch (thrown) {
    error = thrown;
  }
  const [diagnostic] = (error as FluxionError).diagnostics;
  expect(diagnostic).toMatchObject({
    code: 'FX3011',
    notes: ['needed is ptr (ptr, i64), the program has ptr (ptr, i32)'],
  });
  expect(diagnostic!.help![0]).toContain('keep its lines `target datalayout` and `target triple`');
});
