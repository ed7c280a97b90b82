; test: transform fn=f activity=out,out return=active primal
; The primal result first, then the adjoints in the order of the parameters.
define double @f(double %x, double %y) {
entry:
  %a = fmul double %x, %y
  ret double %a
}
; ---
; define internal { double, double, double } @__fluxion_gradient_f(double %x, double %y, double %seed) {
; entry:
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %x.adjoint = alloca double
;   store double 0.000000e+00, ptr %x.adjoint
;   %y.adjoint = alloca double
;   store double 0.000000e+00, ptr %y.adjoint
;   %a = fmul double %x, %y
;   %0 = load double, ptr %a.adjoint
;   %1 = fadd reassoc nsz contract double %0, %seed
;   store double %1, ptr %a.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %2 = fmul contract double %adjoint, %y
;   %3 = load double, ptr %x.adjoint
;   %4 = fadd reassoc nsz contract double %3, %2
;   store double %4, ptr %x.adjoint
;   %5 = fmul contract double %adjoint, %x
;   %6 = load double, ptr %y.adjoint
;   %7 = fadd reassoc nsz contract double %6, %5
;   store double %7, ptr %y.adjoint
;   br label %reverse.done
;
; reverse.done:
;   %adjoint.1 = load double, ptr %x.adjoint
;   %adjoint.2 = load double, ptr %y.adjoint
;   %8 = insertvalue { double, double, double } poison, double %a, 0
;   %9 = insertvalue { double, double, double } %8, double %adjoint.1, 1
;   %10 = insertvalue { double, double, double } %9, double %adjoint.2, 2
;   ret { double, double, double } %10
; }
