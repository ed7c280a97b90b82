; test: activity fn=f activity=dup,dup return=const
; Nothing but memory is an output: a value that is only returned influences nothing.
define double @f(ptr %x, ptr %y) {                           ; %x active pointer, %y active pointer
entry:
  %a = load double, ptr %x                                   ; active
  %b = fmul double %a, %a                                    ; active
  %c = fmul double %b, 3.0                                   ; varied only
  store double %b, ptr %y
  ret double %c
}
