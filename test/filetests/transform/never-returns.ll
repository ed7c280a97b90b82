; test: transform fn=f activity=out return=active
; A function without a return has no reverse sweep.
define double @f(double %x) {
entry:
  %a = fmul double %x, %x
  br label %loop
loop:
  br label %loop
}
; ---
; define internal double @__fluxion_gradient_f(double %x, double %seed) {
; entry:
;   br label %loop
;
; loop:
;   br label %loop
; }
