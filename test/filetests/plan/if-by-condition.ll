; test: plan fn=f activity=dup,const return=active
; A join of two ways asks the condition of the branch again.
; at: [[1.5, 2.0], 1]
; at: [[1.5, 2.0], 0]
define double @f(ptr %x, i32 %c) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; direct
  %t = icmp sgt i32 %c, 0                                    ; direct
  br i1 %t, label %left, label %right
left:                                                        ; back to %entry
  %l = fmul double %a, %a
  br label %join
right:                                                       ; back to %entry
  %q = getelementptr double, ptr %x, i32 1                   ; recompute
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; recompute
  %b = load double, ptr %q                                   ; recompute
  %r = fmul double %a, %b
  br label %join
join:                                                        ; condition %t ? %left : %right
  %s = phi double [ %l, %left ], [ %r, %right ]
  %e = call double @llvm.exp.f64(double %s)                  ; direct
  ret double %e
}
declare double @llvm.exp.f64(double)
