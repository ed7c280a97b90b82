; test: shadows fn=f activity=dup,const return=active
; Beside each active pointer a shadow pointer, computed by a copy of the instruction.
; at: [[1.5, 2.0], 1]
define double @f(ptr %x, i32 %i) {                           ; %x → %x.shadow
entry:
  %p = getelementptr double, ptr %x, i32 %i                  ; → %p.shadow
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i
  %z = freeze ptr %p                                         ; → %z.shadow
;+   %z.shadow = freeze ptr %p.shadow
  %c = icmp eq i32 %i, 0
  %s = select i1 %c, ptr %x, ptr %z                          ; → %s.shadow
;+   %s.shadow = select i1 %c, ptr %x.shadow, ptr %z.shadow
  %a = load double, ptr %s
  %b = fmul double %a, %a
  ret double %b
}
