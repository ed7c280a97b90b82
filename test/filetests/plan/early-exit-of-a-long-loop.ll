; test: plan fn=f activity=dup,const return=active
; The bound is far away, but the loop is left after a few iterations: no room is made for all of them.
; at: [[1.1, 1.2, -0.3], 2147483647]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %next; record %s (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %next ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]             ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %s.next, %next ]        ; tape own
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %s.next = fmul double %s, %v
  %negative = fcmp olt double %v, 0.0
  br i1 %negative, label %exit, label %next
next:                                                        ; back to %loop
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; number %came.from: 0 = %loop, 1 = %next; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ], [ %iteration, %next ] ; direct
;+   %came.from = phi i8 [ 0, %loop ], [ 1, %next ]          ; direct
;+   %s.next.lcssa = phi double [ %s.next, %loop ], [ %s.next, %next ]
  ret double %s.next
}
