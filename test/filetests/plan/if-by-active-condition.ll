; test: plan fn=f activity=dup return=active
; The condition depends on memory that is overwritten after the branch: the load is executed once, so it is at hand.
; at: [[1.5, 2.0]]
; at: [[-1.5, 2.0]]
define double @f(ptr %x) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; direct
  %t = fcmp ogt double %a, 0.0                               ; direct
  br i1 %t, label %left, label %join
left:                                                        ; back to %entry
  %l = fmul double %a, %a
  store double %l, ptr %x
  br label %join
join:                                                        ; condition %t ? %left : %entry
  %v = load double, ptr %x                                   ; direct
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  %e = fmul double %v, %b
  ret double %e
}
