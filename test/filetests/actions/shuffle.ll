; test: actions fn=f activity=dup return=active
; Elements of a vector change places; a lane without a meaning gets another's element.
define double @f(ptr %x) {
entry:
  %v = load <2 x double>, ptr %x, align 8                    ; load <2 x double>
  %s = shufflevector <2 x double> %v, <2 x double> poison, <2 x i32> <i32 1, i32 poison> ; shuffle
  %m = fmul <2 x double> %v, %s                              ; d/d%v = %s, d/d%s = %v
  %a = extractelement <2 x double> %m, i32 0                 ; extract-element
  %b = call double @llvm.vector.reduce.fadd.v2f64(double %a, <2 x double> %v) ; sum
  ret double %b
}
declare double @llvm.vector.reduce.fadd.v2f64(double, <2 x double>)
