; test: plan fn=f activity=dup,out return=active split kept
; As split.ll, but the caller does not overwrite what %x points to: the load is repeated.
define double @f(ptr %x, double %y) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; recompute
  %b = fmul double %a, %y                                    ; recompute
  %c = fmul double %b, %a
  ret double %c
}
