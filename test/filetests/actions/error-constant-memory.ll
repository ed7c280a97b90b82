; test: actions fn=f activity=dup,const return=active
; What depends on %x is stored behind %y, which was declared constant.
define double @f(ptr %x, ptr %y) {
entry:
  %a = load double, ptr %x
  %b = fmul double %a, %a
  store double %b, ptr %y                                    ; error FX3004: a value that depends on a differentiated input is stored in memory behind 'y' that was declared constant
  ret double %b
}
