; test: transform fn=f activity=out,const return=active
; The whole output for x * x * c.
; at: [1.5, 3.0]
define double @f(double %x, double %c) {
entry:
  %a = fmul double %x, %x
  %b = fmul double %a, %c
  ret double %b
}
; ---
; define internal double @__fluxion_gradient_f(double %x, double %c, double %seed) {
; entry:
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %x.adjoint = alloca double
;   store double 0.000000e+00, ptr %x.adjoint
;   %a = fmul double %x, %x
;   %b = fmul double %a, %c
;   %0 = load double, ptr %b.adjoint
;   %1 = fadd reassoc nsz contract double %0, %seed
;   store double %1, ptr %b.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   %2 = fmul contract double %adjoint, %c
;   %3 = load double, ptr %a.adjoint
;   %4 = fadd reassoc nsz contract double %3, %2
;   store double %4, ptr %a.adjoint
;   %adjoint.1 = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %5 = fmul contract double %adjoint.1, %x
;   %6 = load double, ptr %x.adjoint
;   %7 = fadd reassoc nsz contract double %6, %5
;   store double %7, ptr %x.adjoint
;   %8 = fmul contract double %adjoint.1, %x
;   %9 = load double, ptr %x.adjoint
;   %10 = fadd reassoc nsz contract double %9, %8
;   store double %10, ptr %x.adjoint
;   br label %reverse.done
;
; reverse.done:
;   %adjoint.2 = load double, ptr %x.adjoint
;   ret double %adjoint.2
; }
