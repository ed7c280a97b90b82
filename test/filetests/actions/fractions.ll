; test: actions fn=f activity=dup return=active
; The exponent is replaced, or counted up: the result is a multiple by a power of two.
; at: [[1.5, 2.5]]
; at: [[-1.5, 0.3]]
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x                                   ; load double
  %bits = bitcast double %a to i64                           ; move %a
  %cut = and i64 %bits, -9218868437227405313                 ; bits
  %one = or i64 %cut, 4607182418800017408                    ; bits
  %m = bitcast i64 %one to double                            ; move %one
  %q = getelementptr double, ptr %x, i32 1
  %b = load i64, ptr %q, !tbaa !0                            ; load double
  %up = add i64 %b, 9007199254740992                         ; bits
  %four = bitcast i64 %up to double                          ; move %up
  %e = and i64 %bits, 9218868437227405312                    ; bits
  %power = bitcast i64 %e to double                          ; move %e
  %s = fmul double %m, %four                                 ; d/d%m = %four, d/d%four = %m
  %t = fadd double %s, %power                                ; d/d%s = 1, d/d%power = 1
  ret double %t
}
!0 = !{!1, !1, i64 0}
!1 = !{!"double", !2, i64 0}
!2 = !{!"root"}
