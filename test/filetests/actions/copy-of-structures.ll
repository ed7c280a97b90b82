; test: actions fn=f activity=dup,const return=active
; The pattern of a structure repeats: a double, a float, and an integer that is no float.
%particle = type { double, float, i32 }
define double @f(ptr %x, i32 %i) {
entry:
  %buf = alloca [2 x %particle]                              ; allocation
  %p = getelementptr [2 x %particle], ptr %buf, i32 0, i32 %i, i32 0
  %q = getelementptr [2 x %particle], ptr %buf, i32 0, i32 %i, i32 1
  %r = getelementptr [2 x %particle], ptr %buf, i32 0, i32 %i, i32 2
  call void @llvm.memcpy.p0.p0.i32(ptr %buf, ptr %x, i32 32, i1 false) ; copy {double at 0, float at 8, double at 16, float at 24}
  %a = load double, ptr %p                                   ; load double
  %b = load float, ptr %q                                    ; load float
  %n = load i32, ptr %r
  %k = sitofp i32 %n to double
  %c = fpext float %b to double                              ; convert %b
  %d = fmul double %a, %c                                    ; d/d%a = %c, d/d%c = %a
  %e = fmul double %d, %k                                    ; d/d%d = %k
  ret double %e
}
declare void @llvm.memcpy.p0.p0.i32(ptr, ptr, i32, i1)
