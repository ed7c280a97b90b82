; test: transform fn=f activity=dup,const return=active
; All that cannot be differentiated is reported in one run, and the module stays as it was.
define double @f(ptr %x, ptr %y) {
entry:
  %a = load double, ptr %x
  store double %a, ptr %y
  %b = call double @mystery(double %a)
  ret double %b
}
declare double @mystery(double)
; ---
; error FX3004: a value that depends on a differentiated input is stored in memory behind 'y' that was declared constant
; error FX3001: the function 'mystery' has no body here and no derivative rule
