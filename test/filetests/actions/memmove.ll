; test: actions fn=f activity=dup return=active
; Ranges that overlap, moved up and down.
; at: [[1.5, 0.7, 0.3, 2.0]]
define double @f(ptr %x) {
entry:
  %q = getelementptr double, ptr %x, i32 1
  call void @llvm.memmove.p0.p0.i32(ptr %q, ptr %x, i32 24, i1 false) ; copy {double at 0; every 8 bytes}
  %a = load double, ptr %q                                   ; load double
  %aa = fmul double %a, %a                                   ; d/d%a = %a, d/d%a = %a
  store double %aa, ptr %q                                   ; store double
  call void @llvm.memmove.p0.p0.i32(ptr %x, ptr %q, i32 24, i1 false) ; copy {double at 0; every 8 bytes}
  %z = getelementptr double, ptr %x, i32 2
  %b = load double, ptr %x                                   ; load double
  %c = load double, ptr %z                                   ; load double
  %d = load double, ptr %q                                   ; load double
  %e = fmul double %b, %c                                    ; d/d%b = %c, d/d%c = %b
  %f = fmul double %e, %d                                    ; d/d%e = %d, d/d%d = %e
  ret double %f
}
declare void @llvm.memmove.p0.p0.i32(ptr, ptr, i32, i1)
