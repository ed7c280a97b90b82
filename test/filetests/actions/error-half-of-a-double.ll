; test: actions fn=f activity=dup return=active
; The upper half of a double, through memory and through a shift.
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x
  %p = getelementptr i8, ptr %x, i32 4
  %high = load i32, ptr %p                                   ; error FX3002: cannot differentiate reading a part of a floating-point number as an integer
  %wide = zext i32 %high to i64
  %up = shl i64 %wide, 32
  %d = bitcast i64 %up to double
  %r = fadd double %a, %d
  ret double %r
}
