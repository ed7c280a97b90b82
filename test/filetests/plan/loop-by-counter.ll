; test: plan fn=f activity=dup,const return=active
; A loop goes back by its counter. The load of %v can be repeated, the product so far cannot be computed again.
; at: [[1.5, 2.0, 0.5], 3]
; at: [[1.5, 2.0, 0.5], 1]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %s (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]             ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %s.next, %loop ]        ; tape own
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %s.next = fmul double %s, %v
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %s.next.lcssa = phi double [ %s.next, %loop ]
  ret double %s.next
}
