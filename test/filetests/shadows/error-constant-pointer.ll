; test: shadows fn=f activity=dup,const,const return=active
; Either %x or %y is read: derivatives may have to be stored behind %y, which has no shadow.
define double @f(ptr %x, ptr %y, i1 %c) {
entry:
  %p = select i1 %c, ptr %x, ptr %y                          ; error FX3009: the pointer argument 'y', which is constant, needs a shadow here, but has none
  %a = load double, ptr %p
  %b = fmul double %a, %a
  ret double %b
}
