; test: shadows fn=f activity=dup,const return=active
; A pointer that is stored takes its shadow along, into the shadow memory.
; at: [[1.5, 2.0], 1]
define double @f(ptr %x, i32 %i) {                           ; %x → %x.shadow
entry:
  %row = alloca [2 x ptr]                                    ; → %row.shadow
;+   %row.shadow = alloca [2 x ptr]
;+   store [2 x ptr] zeroinitializer, ptr %row.shadow
  %q = getelementptr double, ptr %x, i32 1                   ; → %q.shadow
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1
  %second = getelementptr ptr, ptr %row, i32 1               ; → %second.shadow
;+   %second.shadow = getelementptr ptr, ptr %row.shadow, i32 1
  store ptr %x, ptr %row
;+   store ptr %x.shadow, ptr %row.shadow
  store ptr %q, ptr %second
;+   store ptr %q.shadow, ptr %second.shadow
  %at = getelementptr ptr, ptr %row, i32 %i                  ; → %at.shadow
;+   %at.shadow = getelementptr ptr, ptr %row.shadow, i32 %i
  %p = load ptr, ptr %at                                     ; → %p.shadow
;+   %p.shadow = load ptr, ptr %at.shadow
  %a = load double, ptr %p
  %b = fmul double %a, %a
  ret double %b
}
