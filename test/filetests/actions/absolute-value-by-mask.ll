; test: actions fn=f activity=dup return=active
; The sign bit is cleared: the absolute value.
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x                                   ; load double
  %bits = bitcast double %a to i64                           ; move %a
  %cleared = and i64 %bits, 9223372036854775807              ; bits
  %d = bitcast i64 %cleared to double                        ; move %cleared
  ret double %d
}
