; test: actions fn=f activity=dup return=active
; Bits that end in a comparison, an integer or a hash are no numbers: the exponent, a test for NaN, the sign.
; at: [[1.5, 2.5]]
; at: [[-1.5, 2.5]]
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x                                   ; load double
  %q = getelementptr double, ptr %x, i32 1
  %b = load double, ptr %q                                   ; load double
  %bits = bitcast double %a to i64
  %shifted = lshr i64 %bits, 52
  %exponent = and i64 %shifted, 2047
  %e = icmp eq i64 %exponent, 2047
  %negative = icmp slt i64 %bits, 0
  %scale = sitofp i64 %exponent to double
  %s = select i1 %negative, double %a, double %b             ; select
  %t = select i1 %e, double 0.0, double %s                   ; select
  %r = fmul double %t, %scale                                ; d/d%t = %scale
  ret double %r
}
