; test: actions fn=f activity=dup return=active
; Two floats in one integer, taken apart by a shift.
define float @f(ptr %x) {
entry:
  %a = load float, ptr %x
  %q = getelementptr float, ptr %x, i32 1
  %b = load float, ptr %q
  %both = load i64, ptr %x                                   ; error FX3002: cannot differentiate reading a part of a floating-point number as an integer
  %up = lshr i64 %both, 32
  %low = trunc i64 %up to i32
  %c = bitcast i32 %low to float
  %r = fmul float %c, %a
  %s = fmul float %r, %b
  ret float %s
}
