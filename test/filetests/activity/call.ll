; test: activity fn=f activity=dup,const return=active
; A call that takes something active is active; one that takes nothing active is not, whatever it computes.
; at: [[1.5], 2.0]
define double @f(ptr %x, double %c) {                        ; %x active pointer
entry:
  %a = load double, ptr %x                                   ; active
  %s = call double @g(double %a, double %c)                  ; active call, active
  %k = call double @g(double %c, double %c)
  %r = fmul double %s, %k                                    ; active
  ret double %r
}
define internal double @g(double %u, double %v) noinline {
entry:
  %p = fmul double %u, %v
  ret double %p
}
