; test: transform fn=f activity=dup return=active
; Memory is freed when the reverse sweep has passed its allocation, its shadow with it.
; at: [[1.1]]
define double @f(ptr %x) {
entry:
  %m = call ptr @malloc(i32 8)
  %a = load double, ptr %x
  store double %a, ptr %m
  %b = load double, ptr %m
  %c = fmul double %b, %b
  call void @free(ptr %m)
  ret double %c
}
declare ptr @malloc(i32)
declare void @free(ptr)
; ---
; define internal void @__fluxion_gradient_f(ptr %x, ptr %x.shadow, double %seed) {
; entry:
;   %c.adjoint = alloca double
;   store double 0.000000e+00, ptr %c.adjoint
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %m = call ptr @malloc(i32 8)
;   %m.shadow = call ptr @malloc(i32 8)
;   %0 = mul i32 1, 8
;   call void @llvm.memset.p0.i32(ptr %m.shadow, i8 0, i32 %0, i1 false)
;   %a = load double, ptr %x, !alias.scope !0
;   store double %a, ptr %m, !alias.scope !0
;   %b = load double, ptr %m, !alias.scope !0
;   %c = fmul double %b, %b
;   %1 = load double, ptr %c.adjoint
;   %2 = fadd reassoc nsz contract double %1, %seed
;   store double %2, ptr %c.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %c.adjoint
;   store double 0.000000e+00, ptr %c.adjoint
;   %3 = fmul contract double %adjoint, %b
;   %4 = load double, ptr %b.adjoint
;   %5 = fadd reassoc nsz contract double %4, %3
;   store double %5, ptr %b.adjoint
;   %6 = fmul contract double %adjoint, %b
;   %7 = load double, ptr %b.adjoint
;   %8 = fadd reassoc nsz contract double %7, %6
;   store double %8, ptr %b.adjoint
;   %adjoint.1 = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   %9 = load double, ptr %m.shadow, !alias.scope !1, !noalias !2
;   %10 = fadd reassoc nsz contract double %9, %adjoint.1
;   store double %10, ptr %m.shadow, !alias.scope !1, !noalias !2
;   %adjoint.2 = load double, ptr %m.shadow, !alias.scope !1, !noalias !2
;   store double 0.000000e+00, ptr %m.shadow, !alias.scope !1, !noalias !2
;   %11 = load double, ptr %a.adjoint
;   %12 = fadd reassoc nsz contract double %11, %adjoint.2
;   store double %12, ptr %a.adjoint
;   %adjoint.3 = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %13 = load double, ptr %x.shadow, !alias.scope !1, !noalias !2
;   %14 = fadd reassoc nsz contract double %13, %adjoint.3
;   store double %14, ptr %x.shadow, !alias.scope !1, !noalias !2
;   call void @free(ptr %m.shadow)
;   call void @free(ptr %m)
;   br label %reverse.done
;
; reverse.done:
;   ret void
; }
