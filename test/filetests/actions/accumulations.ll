; test: actions fn=f activity=dup,dup,const return=active
; A sum that is accumulated in memory keeps its shadow; not where a write is in between, or the number that was read is used otherwise.
; at: [[1.5, 0.7], [0.3, 0.2], 2]
define double @f(ptr %x, ptr %y, i32 %n) {
entry:
  %a = load double, ptr %x                                   ; load double
  %s = load double, ptr %y
  %t = fadd double %s, %a                                    ; d/d%a = 1
  store double %t, ptr %y                                    ; store double, accumulates
  %b = load double, ptr %y
  %c = load double, ptr %x                                   ; load double
  %d = fsub double %b, %c                                    ; d/d%c = -1
  store double %d, ptr %y                                    ; store double, accumulates
  %q = getelementptr double, ptr %y, i32 1
  %e = load double, ptr %q                                   ; load double
  store double %a, ptr %y                                    ; store double
  %g = fadd double %e, %c                                    ; d/d%e = 1, d/d%c = 1
  store double %g, ptr %q                                    ; store double
  %h = load double, ptr %q                                   ; load double
  %i = fmul double %h, %h                                    ; d/d%h = %h, d/d%h = %h
  %j = fadd double %h, %i                                    ; d/d%h = 1, d/d%i = 1
  store double %j, ptr %q                                    ; store double
  %k = load double, ptr %q                                   ; load double
  %l = fsub double %c, %k                                    ; d/d%c = 1, d/d%k = -1
  store double %l, ptr %q                                    ; store double
  %m = load double, ptr %y                                   ; load double
  %o = load double, ptr %q                                   ; load double
  %p = fmul double %m, %o                                    ; d/d%m = %o, d/d%o = %m
  ret double %p
}
