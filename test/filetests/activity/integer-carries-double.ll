; test: activity fn=f activity=dup,dup return=active
; A double that is moved as an i64 stays active.
; at: [[1.5, 2.0], [0.5]]
define double @f(ptr %x, ptr %y) {                           ; %x active pointer, %y active pointer
entry:
  %bits = load i64, ptr %x                                   ; active (carries double)
  store i64 %bits, ptr %y
  %q = getelementptr double, ptr %x, i32 1                   ; active pointer
  %more = load i64, ptr %q                                   ; active (carries double)
  %d = bitcast i64 %more to double                           ; active
  %v = load double, ptr %y                                   ; active
  %s = fmul double %v, %d                                    ; active
  ret double %s
}
