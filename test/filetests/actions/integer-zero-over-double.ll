; test: actions fn=f activity=dup return=active
; Zero as an integer, and a part of an array set to zero, overwrite doubles: their adjoints end there.
; at: [[1.5, 0.7, 0.3, 2.0]]
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x                                   ; load double
  store i64 0, ptr %x                                        ; fill {double at 0}
  %q = getelementptr double, ptr %x, i32 1
  %b = load double, ptr %q                                   ; load double
  call void @llvm.memset.p0.i32(ptr %q, i8 0, i32 16, i1 false) ; fill {double at 0; every 8 bytes}
  %z = getelementptr double, ptr %x, i32 3
  %c = load double, ptr %x                                   ; load double
  %d = load double, ptr %q                                   ; load double
  %e = load double, ptr %z                                   ; load double
  %f = fmul double %a, %b                                    ; d/d%a = %b, d/d%b = %a
  %g = fadd double %c, %d                                    ; d/d%c = 1, d/d%d = 1
  %h = fadd double %f, %g                                    ; d/d%f = 1, d/d%g = 1
  %k = fmul double %h, %e                                    ; d/d%h = %e, d/d%e = %h
  ret double %k
}
declare void @llvm.memset.p0.i32(ptr, i8, i32, i1)
