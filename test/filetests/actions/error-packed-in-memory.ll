; test: actions fn=f activity=dup,dup return=const
; Two floats are put together in an integer and stored at once.
define void @f(ptr %x, ptr %y) {
entry:
  %a = load float, ptr %x
  %q = getelementptr float, ptr %x, i32 1
  %b = load float, ptr %q
  %u = bitcast float %a to i32
  %v = bitcast float %b to i32
  %low = zext i32 %u to i64                                  ; error FX3002: cannot differentiate floating-point numbers that are packed as integers
  %wide = zext i32 %v to i64                                 ; error FX3002: cannot differentiate floating-point numbers that are packed as integers
  %high = shl i64 %wide, 32
  %both = or i64 %low, %high
  store i64 %both, ptr %y
  %c = load float, ptr %y
  store float %c, ptr %x
  ret void
}
