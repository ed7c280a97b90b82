; test: plan fn=f activity=dup return=active
; A select needs its condition, not its values.
; at: [[1.5, 2.0]]
; at: [[2.5, 2.0]]
define double @f(ptr %x) {
entry:                                                       ; the end
  %a = load double, ptr %x
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q
  %c = fcmp ogt double %a, %b                                ; direct
  %m = select i1 %c, double %a, double %b
  %n = fadd double %m, %a
  ret double %n
}
