; test: plan fn=f activity=dup,out return=active split
; Forward and reverse sweep of a callee are two functions: nothing is at hand, and what the caller may overwrite is saved.
define double @f(ptr %x, double %y) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; kept in a slot
  %b = fmul double %a, %y                                    ; recompute
  %c = fmul double %b, %a
  ret double %c
}
