; test: activity fn=f activity=out return=active
; Rounding and conversion to an integer have the derivative zero.
; at: [2.3]
define double @f(double %x) {                                ; %x active
entry:
  %i = fptosi double %x to i32
  %d = sitofp i32 %i to double
  %r = call double @llvm.floor.f64(double %x)
  %s = fadd double %d, %r
  %t = fmul double %s, %x                                    ; active
  ret double %t
}
declare double @llvm.floor.f64(double)
