; test: actions fn=f activity=dup return=active
; An integer that follows a number continuously is no jump: where the derivative gets lost in it, that is said.
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x
  %scaled = fmul double %a, 0x4337154760000000
  %k = fptosi double %scaled to i64
  %biased = add i64 %k, 4607182418800017408
  %r = bitcast i64 %biased to double                         ; error FX3002: a number that depends on a differentiated input is rounded to an integer and used as the bits of a floating-point number
  %hash = mul i64 %k, 374761393
  %random = bitcast i64 %hash to double
  %high = shl i64 %k, 52
  %power = bitcast i64 %high to double
  %bits = bitcast double %a to i64
  %l = sitofp i64 %bits to double                            ; error FX3002: the bits of a floating-point number that depends on a differentiated input are used as a number
  %e = lshr i64 %bits, 52
  %f = sitofp i64 %e to double
  %s = fadd double %r, %l
  %t = fadd double %power, %f
  %v = fadd double %s, %t
  %w = fadd double %v, %random
  ret double %w
}
