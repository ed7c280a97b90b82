; test: transform fn=f activity=dup return=active
; A load adds to the shadow; a store takes from it and zeroes it.
; at: [[1.5]]
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x
  %b = fmul double %a, %a
  store double %b, ptr %x
  %c = load double, ptr %x
  ret double %c
}
; ---
; define internal void @__fluxion_gradient_f(ptr %x, ptr %x.shadow, double %seed) {
; entry:
;   %c.adjoint = alloca double
;   store double 0.000000e+00, ptr %c.adjoint
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %a = load double, ptr %x, !alias.scope !0
;   %b = fmul double %a, %a
;   store double %b, ptr %x, !alias.scope !0
;   %c = load double, ptr %x, !alias.scope !0
;   %0 = load double, ptr %c.adjoint
;   %1 = fadd reassoc nsz contract double %0, %seed
;   store double %1, ptr %c.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %c.adjoint
;   store double 0.000000e+00, ptr %c.adjoint
;   %2 = load double, ptr %x.shadow, !alias.scope !1, !noalias !2
;   %3 = fadd reassoc nsz contract double %2, %adjoint
;   store double %3, ptr %x.shadow, !alias.scope !1, !noalias !2
;   %adjoint.1 = load double, ptr %x.shadow, !alias.scope !1, !noalias !2
;   store double 0.000000e+00, ptr %x.shadow, !alias.scope !1, !noalias !2
;   %4 = load double, ptr %b.adjoint
;   %5 = fadd reassoc nsz contract double %4, %adjoint.1
;   store double %5, ptr %b.adjoint
;   %adjoint.2 = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   %6 = fmul contract double %adjoint.2, %a
;   %7 = load double, ptr %a.adjoint
;   %8 = fadd reassoc nsz contract double %7, %6
;   store double %8, ptr %a.adjoint
;   %9 = fmul contract double %adjoint.2, %a
;   %10 = load double, ptr %a.adjoint
;   %11 = fadd reassoc nsz contract double %10, %9
;   store double %11, ptr %a.adjoint
;   %adjoint.3 = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %12 = load double, ptr %x.shadow, !alias.scope !1, !noalias !2
;   %13 = fadd reassoc nsz contract double %12, %adjoint.3
;   store double %13, ptr %x.shadow, !alias.scope !1, !noalias !2
;   br label %reverse.done
;
; reverse.done:
;   ret void
; }
