; test: activity fn=f activity=dup return=active
; A global that a callee adds to carries the derivative from call to call.
; at: [[1.5, 0.7]]
@sum = internal global double 0.0
define double @f(ptr %x) {                                   ; %x active pointer
entry:
  store double 1.0, ptr @sum
  %a = load double, ptr %x                                   ; active
  %q = getelementptr double, ptr %x, i32 1                   ; active pointer
  %b = load double, ptr %q                                   ; active
  call void @add(double %a)                                  ; active call
  call void @add(double %b)                                  ; active call
  %c = load double, ptr @sum                                 ; active
  %d = fmul double %c, %a                                    ; active
  store double 0.0, ptr @sum
  ret double %d
}
define internal void @add(double %u) noinline {
entry:
  %s = load double, ptr @sum
  %t = fmul double %s, %u
  store double %t, ptr @sum
  ret void
}
