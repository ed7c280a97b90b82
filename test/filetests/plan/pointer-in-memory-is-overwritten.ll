; test: plan fn=f activity=dup,const return=active
; The pointer to the present element is kept in memory and moved on: neither it nor its shadow can be loaded again.
; at: [[1.5, 0.7, 1.2], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  %cell = alloca [2 x ptr]
;+   %cell.shadow = alloca [2 x ptr]
;+   store [2 x ptr] zeroinitializer, ptr %cell.shadow
  %which = and i32 %n, 1
  %at = getelementptr ptr, ptr %cell, i32 %which
;+   %at.shadow = getelementptr ptr, ptr %cell.shadow, i32 %which
  store ptr %x, ptr %at
;+   store ptr %x.shadow, ptr %at.shadow
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %s, %p, %p.shadow (16 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %s = phi double [ 1.0, %entry ], [ %t, %loop ]             ; tape own
  %p = load ptr, ptr %at                                     ; tape own
;+   %p.shadow = load ptr, ptr %at.shadow                    ; tape own
  %v = load double, ptr %p                                   ; recompute
  %t = fmul double %s, %v
  %p.next = getelementptr double, ptr %p, i32 1
;+   %p.next.shadow = getelementptr double, ptr %p.shadow, i32 1
  store ptr %p.next, ptr %at
;+   store ptr %p.next.shadow, ptr %at.shadow
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %t.lcssa = phi double [ %t, %loop ]
  ret double %t
}
