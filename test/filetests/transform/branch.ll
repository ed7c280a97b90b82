; test: transform fn=f activity=out return=active
; The reverse of the join branches on the condition of the primal.
; at: [1.5]
; at: [-1.5]
define double @f(double %x) {
entry:
  %c = fcmp ogt double %x, 0.0
  br i1 %c, label %left, label %join
left:
  %a = fmul double %x, %x
  br label %join
join:
  %b = phi double [ %a, %left ], [ %x, %entry ]
  ret double %b
}
; ---
; define internal double @__fluxion_gradient_f(double %x, double %seed) {
; entry:
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %x.adjoint = alloca double
;   store double 0.000000e+00, ptr %x.adjoint
;   %c = fcmp ogt double %x, 0.0
;   br i1 %c, label %left, label %join
;
; left:
;   %a = fmul double %x, %x
;   br label %join
;
; join:
;   %b = phi double [ %a, %left ], [ %x, %entry ]
;   %0 = load double, ptr %b.adjoint
;   %1 = fadd reassoc nsz contract double %0, %seed
;   store double %1, ptr %b.adjoint
;   br label %reverse.join
;
; reverse.join:
;   %adjoint = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   br i1 %c, label %reverse.edge.join, label %reverse.edge.join.1
;
; reverse.entry:
;   br label %reverse.done
;
; reverse.left:
;   %adjoint.1 = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %2 = fmul contract double %adjoint.1, %x
;   %3 = load double, ptr %x.adjoint
;   %4 = fadd reassoc nsz contract double %3, %2
;   store double %4, ptr %x.adjoint
;   %5 = fmul contract double %adjoint.1, %x
;   %6 = load double, ptr %x.adjoint
;   %7 = fadd reassoc nsz contract double %6, %5
;   store double %7, ptr %x.adjoint
;   br label %reverse.entry
;
; reverse.edge.join:
;   %8 = load double, ptr %a.adjoint
;   %9 = fadd reassoc nsz contract double %8, %adjoint
;   store double %9, ptr %a.adjoint
;   br label %reverse.left
;
; reverse.edge.join.1:
;   %10 = load double, ptr %x.adjoint
;   %11 = fadd reassoc nsz contract double %10, %adjoint
;   store double %11, ptr %x.adjoint
;   br label %reverse.entry
;
; reverse.done:
;   %adjoint.2 = load double, ptr %x.adjoint
;   ret double %adjoint.2
; }
