; test: actions fn=f activity=dup,const return=active
; The called function is not known here.
define double @f(ptr %x, ptr %g) {
entry:
  %a = load double, ptr %x
  %b = call double %g(double %a)                             ; error FX3008: cannot differentiate a call through a function pointer
  ret double %b
}
