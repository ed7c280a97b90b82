; test: actions fn=f activity=dup return=active
; memcpy of doubles, memset of doubles, and memcpy of integers that needs no action.
; at: [[1.5, 2.5, 0.5]]
define double @f(ptr %x) {
entry:
  %buf = alloca [2 x double]                                 ; allocation
  %n = alloca [4 x i32]                                      ; gone
  %m = alloca [4 x i32]                                      ; gone
  store i32 1, ptr %n                                        ; gone
  call void @llvm.memset.p0.i32(ptr %buf, i8 0, i32 16, i1 false) ; fill {double at 0; every 8 bytes}
  call void @llvm.memcpy.p0.p0.i32(ptr %buf, ptr %x, i32 16, i1 false) ; copy {double at 0; every 8 bytes}
  call void @llvm.memcpy.p0.p0.i32(ptr %m, ptr %n, i32 4, i1 false) ; gone
  %i = load i32, ptr %m                                      ; gone
  %p = getelementptr double, ptr %buf, i32 %i
  %a = load double, ptr %p                                   ; load double
  call void @llvm.memset.p0.i32(ptr %p, i8 0, i32 8, i1 false) ; fill {double at 0; every 8 bytes}
  %b = load double, ptr %p                                   ; load double
  %c = load double, ptr %buf                                 ; load double
  %d = fmul double %a, %c                                    ; d/d%a = %c, d/d%c = %a
  %e = fadd double %d, %b                                    ; d/d%d = 1, d/d%b = 1
  ret double %e
}
declare void @llvm.memset.p0.i32(ptr, i8, i32, i1)
declare void @llvm.memcpy.p0.p0.i32(ptr, ptr, i32, i1)
