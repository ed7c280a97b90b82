; test: plan fn=g activity=dup return=active split
; A structure by value is the callee's own copy, which it may change: the caller's memory and adjoint stay as they are.
%pair = type { double, double }
define double @f(ptr %x) {
entry:
  %r = call double @g(ptr byval(%pair) %x)
  %q = getelementptr double, ptr %x, i32 1
  %b = load double, ptr %q
  %s = call double @g(ptr byval(%pair) %x)
  %t = fmul double %r, %s
  %u = fmul double %t, %b
  ret double %u
}
define internal double @g(ptr byval(%pair) %p) noinline {
entry:                                                       ; the end
;+   %0 = load double, ptr %p, align 1, !alias.scope !18     ; kept in a slot
;+   %1 = getelementptr i8, ptr %p, i32 8
;+   %2 = getelementptr i8, ptr %p.shadow, i32 8             ; recompute
;+   %3 = load double, ptr %1, align 1, !alias.scope !18     ; kept in a slot
  %a = load double, ptr %p                                   ; gone
  %sq = fmul double %a, %a                                   ; recompute
  store double %sq, ptr %p                                   ; gone
  %q = getelementptr double, ptr %p, i32 1                   ; gone
  %b = load double, ptr %q                                   ; gone
  %c = load double, ptr %p                                   ; gone
  %r = fmul double %b, %c                                    ; recompute
  %r2 = fmul double %r, %c
  ret double %r2
}
