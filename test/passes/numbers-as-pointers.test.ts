import { expect, it } from 'vitest';
import { restoreNumbers } from '../../src/passes/numbers-as-pointers.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

it('stores and loads a number as one that is made a pointer only to be moved', () => {
  const module = parseModule(`define double @f(double %x, ptr %p, ptr %q) {
      %bits = bitcast double %x to i64
      %address = inttoptr i64 %bits to ptr
      store ptr %address, ptr %p, align 8, !tbaa !0
      %loaded = load ptr, ptr %q, align 8, !tbaa !0
      %whole = ptrtoint ptr %loaded to i64
      %number = bitcast i64 %whole to double
      %kept = load volatile ptr, ptr %q, align 8
      %other = ptrtoint ptr %kept to i64
      %last = bitcast i64 %other to double
      %sum = fadd double %number, %last
      ret double %sum
    }
    !0 = !{!1, !1, i64 0}
    !1 = !{!"any pointer", !2, i64 0}
    !2 = !{!"omnipotent char", !3, i64 0}
    !3 = !{!"C"}`);
  const fn = module.getFunction('f')!;
  restoreNumbers(fn);
  const body = printFunction(fn);
  expect(body).toContain('store double %x, ptr %p, align 8\n');
  expect(body).toContain('%number = load double, ptr %q, align 8\n');
  expect(body).toContain('%last = bitcast i64 %other to double');
  expect(body).not.toContain('store ptr');
});
