; test: actions fn=f activity=dup,const return=active
; A structure of a float and an int goes to a function as one 64-bit integer, as on x86-64.
define float @f(ptr %x, i32 %n) {
entry:
  %a = load float, ptr %x                                    ; load float
  %bits = bitcast float %a to i32                            ; move %a
  %low = zext i32 %bits to i64                               ; bits
  %wide = zext i32 %n to i64
  %high = shl i64 %wide, 32
  %both = or i64 %low, %high                                 ; bits
  %r = call float @scale(i64 %both)                          ; call @scale
  ret float %r
}
define internal float @scale(i64 %both) noinline {
entry:
  %low = trunc i64 %both to i32
  %a = bitcast i32 %low to float
  %wide = lshr i64 %both, 32
  %n = trunc i64 %wide to i32
  %k = sitofp i32 %n to float
  %r = fmul float %a, %k
  ret float %r
}
