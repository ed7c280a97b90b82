; test: actions fn=f activity=dup return=active
; Arithmetic on the bits of a double is no arithmetic on the number: it is reported, not taken for zero.
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x
  %bits = bitcast double %a to i64
  %cleared = and i64 %bits, 9223372036854775807              ; error FX3002: cannot differentiate arithmetic on the bits of a floating-point number
  %d = bitcast i64 %cleared to double
  ret double %d
}
