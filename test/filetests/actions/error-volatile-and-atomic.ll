; test: actions fn=f activity=dup return=active
; Accesses that must happen exactly once cannot be mirrored.
define double @f(ptr %x) {
entry:
  %a = load volatile double, ptr %x                          ; error FX3002: cannot differentiate a volatile or atomic access
  %q = getelementptr double, ptr %x, i32 1
  store atomic double %a, ptr %q seq_cst, align 8            ; error FX3002: cannot differentiate a volatile or atomic access
  %o = atomicrmw fadd ptr %q, double 1.0 monotonic           ; error FX3002: cannot differentiate an atomic update of active memory
  %r = fadd double %a, %o
  ret double %r
}
