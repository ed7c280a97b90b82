; test: activity fn=f activity=dup return=active
; The same memory goes to a callee by two parameters.
; at: [[1.5, 0.7]]
define double @f(ptr %x) {                                   ; %x active pointer
entry:
  %q = getelementptr double, ptr %x, i32 1                   ; active pointer
  call void @mix(ptr %x, ptr %x)                             ; active call
  call void @mix(ptr %x, ptr %q)                             ; active call
  %a = load double, ptr %x                                   ; active
  %b = load double, ptr %q                                   ; active
  %c = fmul double %a, %b                                    ; active
  ret double %c
}
define internal void @mix(ptr %p, ptr %q) noinline {
entry:
  %a = load double, ptr %p
  %b = load double, ptr %q
  %c = fmul double %a, %b
  store double %c, ptr %p
  %d = load double, ptr %q
  %e = fmul double %d, %a
  store double %e, ptr %q
  ret void
}
