; test: actions fn=f activity=dup return=active
; Two floats in one integer, taken apart by a shift.
define float @f(ptr %x) {
entry:
  %a = load float, ptr %x                                    ; load float
  %q = getelementptr float, ptr %x, i32 1
  %b = load float, ptr %q                                    ; load float
  %both = load i64, ptr %x                                   ; load <2 x float>
  %up = lshr i64 %both, 32                                   ; bits
  %low = trunc i64 %up to i32                                ; bits
  %c = bitcast i32 %low to float                             ; move %low
  %r = fmul float %c, %a                                     ; d/d%c = %a, d/d%a = %c
  %s = fmul float %r, %b                                     ; d/d%r = %b, d/d%b = %r
  ret float %s
}
