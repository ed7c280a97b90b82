; test: shadows fn=f activity=dup return=active
; A function with a body returns a pointer: its shadow comes with it, in a structure.
; at: [[1.5, 2.0]]
define double @f(ptr %x) {                                   ; %x → %x.shadow
entry:
  %p = call ptr @second(ptr %x)                              ; → %p.shadow
;+   %p.shadow = freeze ptr poison
  %a = load double, ptr %p
  %b = fmul double %a, %a
  ret double %b
}
define internal ptr @second(ptr %x) noinline {
entry:
  %p = getelementptr double, ptr %x, i32 1
  ret ptr %p
}
