; test: actions fn=f activity=dup,dup,const return=active
; Rules of the library: one derivative for each active operand, through results and through pointers.
; at: [[0.6], [0.4], 1.25]
define double @f(ptr %x, ptr %y, double %c) {
entry:
  %s = alloca double                                         ; allocation
  %o = alloca double                                         ; allocation
  %a = load double, ptr %x                                   ; load double
  %b = load double, ptr %y                                   ; load double
  %p = call double @pow(double %a, double %c)                ; d/d%a = (%c == 0 ? 0 : (%c * pow(%a, (%c - 1))))
  %q = call double @hypot(double %p, double %b)              ; d/d%p = (result == 0 ? 0 : (%p / result)), d/d%b = (result == 0 ? 0 : (%b / result))
  call void @sincos(double %q, ptr %s, ptr %o)               ; through %s: d/d%q = cos(%q); through %o: d/d%q = -sin(%q)
  %u = load double, ptr %s                                   ; load double
  %v = load double, ptr %o                                   ; load double
  %e = call double @exp(double %u)                           ; d/d%u = result
  %r = fmul double %e, %v                                    ; d/d%e = %v, d/d%v = %e
  ret double %r
}
declare double @pow(double, double)
declare double @hypot(double, double)
declare double @exp(double)
declare void @sincos(double, ptr, ptr)
