; test: actions fn=f activity=dup,dup return=active
; Atomic updates of a float's bits, and of pointers, cannot be mirrored.
define double @f(ptr %x, ptr %table) {
entry:
  %a = load double, ptr %x
  %o = atomicrmw or ptr %x, i64 1 monotonic                  ; error FX3002: cannot differentiate this atomic update of a floating-point number
  %y = load ptr, ptr %table
  %p = atomicrmw xchg ptr %table, ptr %x monotonic           ; error FX3002: cannot differentiate an atomic update of pointers
  %b = load double, ptr %y
  %r = fadd double %a, %b
  ret double %r
}
