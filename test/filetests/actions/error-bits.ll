; test: actions fn=f activity=dup return=active
; Arithmetic on the bits of a double is no arithmetic on the number: it is reported, not taken for zero.
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x
  %bits = bitcast double %a to i64
  %twice = add i64 %bits, 4503599627370496
  %d = bitcast i64 %twice to double
  %half = lshr i64 %bits, 1                                  ; error FX3002: cannot differentiate arithmetic on the bits of a floating-point number
  %r = bitcast i64 %half to double
  %s = fadd double %r, %d
  ret double %s
}
