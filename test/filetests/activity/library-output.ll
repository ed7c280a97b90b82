; test: activity fn=f activity=dup return=active
; A library function has a result through a pointer: what it is computed from is active although the call returns nothing.
; at: [[0.6]]
define double @f(ptr %x) {                                   ; %x active pointer
entry:
  %s = alloca double                                         ; active pointer
  %c = alloca double                                         ; active pointer
  %a = load double, ptr %x                                   ; active
  %t = fmul double %a, 2.0                                   ; active
  call void @sincos(double %t, ptr %s, ptr %c)
  %u = load double, ptr %s                                   ; active
  %v = load double, ptr %c                                   ; active
  %r = fmul double %u, %v                                    ; active
  ret double %r
}
declare void @sincos(double, ptr, ptr)
