; test: transform fn=f activity=dup,dup return=const
; Without an active result there is no seed: the adjoints come from the shadow of %y.
define void @f(ptr %x, ptr %y) {
entry:
  %a = load double, ptr %x
  %b = fmul double %a, 3.0
  store double %b, ptr %y
  ret void
}
; ---
; define internal void @__fluxion_gradient_f(ptr %x, ptr %x.shadow, ptr %y, ptr %y.shadow) {
; entry:
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %a = load double, ptr %x, !alias.scope !0
;   %b = fmul double %a, 3.0
;   store double %b, ptr %y, !alias.scope !0
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %y.shadow, !alias.scope !1, !noalias !2
;   store double 0.000000e+00, ptr %y.shadow, !alias.scope !1, !noalias !2
;   %0 = load double, ptr %b.adjoint
;   %1 = fadd reassoc nsz contract double %0, %adjoint
;   store double %1, ptr %b.adjoint
;   %adjoint.1 = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   %2 = fmul contract double %adjoint.1, 3.0
;   %3 = load double, ptr %a.adjoint
;   %4 = fadd reassoc nsz contract double %3, %2
;   store double %4, ptr %a.adjoint
;   %adjoint.2 = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %5 = load double, ptr %x.shadow, !alias.scope !1, !noalias !2
;   %6 = fadd reassoc nsz contract double %5, %adjoint.2
;   store double %6, ptr %x.shadow, !alias.scope !1, !noalias !2
;   br label %reverse.done
;
; reverse.done:
;   ret void
; }
