; test: actions fn=f activity=dup,dup return=const
; Two floats are put together in an integer and stored at once.
define void @f(ptr %x, ptr %y) {
entry:
  %a = load float, ptr %x                                    ; load float
  %q = getelementptr float, ptr %x, i32 1
  %b = load float, ptr %q                                    ; load float
  %u = bitcast float %a to i32                               ; move %a
  %v = bitcast float %b to i32                               ; move %b
  %low = zext i32 %u to i64                                  ; bits
  %wide = zext i32 %v to i64                                 ; bits
  %high = shl i64 %wide, 32                                  ; bits
  %both = or i64 %low, %high                                 ; bits
  store i64 %both, ptr %y                                    ; store <2 x float>
  %c = load float, ptr %y                                    ; load float
  store float %c, ptr %x                                     ; store float
  ret void
}
