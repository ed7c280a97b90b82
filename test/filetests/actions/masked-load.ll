; test: actions fn=f activity=dup,const return=active
; A masked load becomes one load for each lane, from a spare variable where the mask is off.
define double @f(ptr %x, <2 x i1> %m) {
entry:
  %v = call <2 x double> @llvm.masked.load.v2f64.p0(ptr align 8 %x, <2 x i1> %m, <2 x double> zeroinitializer) ; gone
  %s = call double @llvm.vector.reduce.fadd.v2f64(double 0.0, <2 x double> %v) ; sum
  ret double %s
}
declare <2 x double> @llvm.masked.load.v2f64.p0(ptr, <2 x i1>, <2 x double>)
declare double @llvm.vector.reduce.fadd.v2f64(double, <2 x double>)
