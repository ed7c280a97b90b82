; test: actions fn=f activity=dup,const return=active
; The derivative of the cosine reads the sine that is computed beside it; where it is computed on some ways only, it is computed again.
; at: [[0.7], 3]
define double @f(ptr %x, i32 %n) {
entry:
  %a = load double, ptr %x                                   ; load double
  %c = call double @cos(double %a)                           ; d/d%a = -%s
  %s = call double @llvm.sin.f64(double %a)                  ; d/d%a = %c
  %p = fmul double %c, %s                                    ; d/d%c = %s, d/d%s = %c
  %b = fadd double %a, 1.0                                   ; d/d%a = 1
  %d = call double @cos(double %b)                           ; d/d%b = -sin(%b)
  %large = icmp sgt i32 %n, 2
  br i1 %large, label %more, label %end
more:
  %t = call double @sin(double %b)                           ; d/d%b = %d
  %u = fmul double %t, %p                                    ; d/d%t = %p, d/d%p = %t
  br label %end
end:
  %v = phi double [ %u, %more ], [ %p, %entry ]              ; phi
  %w = fadd double %v, %d                                    ; d/d%v = 1, d/d%d = 1
  ret double %w
}
declare double @cos(double)
declare double @sin(double)
declare double @llvm.sin.f64(double)
