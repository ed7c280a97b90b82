; test: actions fn=f activity=out,out,const return=active
; The partial derivatives by active operands; inactive operands have none.
; at: [1.5, 2.0, 0.7]
define double @f(double %x, double %y, double %c) {
entry:
  %a = fadd double %x, %c                                    ; d/d%x = 1
  %b = fsub double %c, %y                                    ; d/d%y = -1
  %d = fmul double %a, %b                                    ; d/d%a = %b, d/d%b = %a
  %e = fdiv double %d, %y                                    ; d/d%d = (1 / %y), d/d%y = -((1 / %y) * result)
  %g = fneg double %e                                        ; d/d%e = -1
  %h = fmul double %c, %c
  %i = fmul double %g, %h                                    ; d/d%g = %h
  ret double %i
}
