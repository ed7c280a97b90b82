; test: plan fn=f activity=dup,const return=active
; What depends on %x and influences the result is active; the rest is not.
; at: [[1.5, 2.0], 3.0]
define double @f(ptr %x, double %c) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; direct
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  %p = fmul double %a, %b
  %k = fadd double %c, 1.0                                   ; direct
  %unused = fmul double %p, %p                               ; gone
  %r = fmul double %p, %k
  ret double %r
}
