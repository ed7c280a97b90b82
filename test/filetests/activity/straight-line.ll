; test: activity fn=f activity=dup,const return=active
; What depends on %x and influences the result is active; the rest is not.
; at: [[1.5, 2.0], 3.0]
define double @f(ptr %x, double %c) {                        ; %x active pointer
entry:
  %a = load double, ptr %x                                   ; active
  %q = getelementptr double, ptr %x, i32 1                   ; active pointer
  %b = load double, ptr %q                                   ; active
  %p = fmul double %a, %b                                    ; active
  %k = fadd double %c, 1.0
  %unused = fmul double %p, %p                               ; gone
  %r = fmul double %p, %k                                    ; active
  ret double %r
}
