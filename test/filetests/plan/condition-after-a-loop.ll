; test: plan fn=f activity=dup,const return=active
; Whether the loop was left early is asked again after other work: what the loop computed last is kept.
; at: [[1.1, 1.2, 0.3], 3]
; at: [[1.1, 0.2, 0.3], 3]
; at: [[1.1, 1.2, 1.3], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %next; record %v, %s (16 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %next ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]             ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %s.next, %next ]        ; tape own
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; tape own
  %s.next = fmul double %s, %v
  %small = fcmp olt double %v, 0.5
  br i1 %small, label %done, label %next
next:                                                        ; back to %loop
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %done
done:                                                        ; number %came.from: 0 = %loop, 1 = %next; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ], [ %iteration, %next ] ; direct
;+   %came.from = phi i8 [ 0, %loop ], [ 1, %next ]          ; direct
;+   %small.lcssa = phi i1 [ %small, %loop ], [ %small, %next ] ; direct
;+   %s.next.lcssa = phi double [ %s.next, %loop ], [ %s.next, %next ] ; direct
  %last = phi double [ %v, %loop ], [ 3.0, %next ]           ; direct
  store double 9.0, ptr %x
  br i1 %small, label %left, label %join
left:                                                        ; back to %done
  %l = fmul double %s.next, %last
  br label %join
join:                                                        ; condition %small.lcssa ? %left : %done
  %r = phi double [ %l, %left ], [ %s.next, %done ]          ; direct
  %z = fmul double %r, %r
  ret double %z
}
