; test: actions fn=f activity=dup return=active
; A counter that is added to atomically is an integer, whatever else seems to lie there; its bits may be anything.
define double @f(ptr %x) {
entry:
  %n = getelementptr i8, ptr %x, i64 8
  store ptr %x, ptr %n
  %a = atomicrmw add ptr %n, i32 1 acq_rel
  %b = atomicrmw or ptr %n, i64 1 acq_rel                    ; error FX3002: cannot differentiate an atomic update of the bits of a floating-point number or a pointer
  %r = load double, ptr %x
  ret double %r
}
