; test: plan fn=f activity=dup,const return=active
; A loop with two back edges gets one latch, whose join is told apart by the condition.
; at: [[1.1, 1.2, -1.3, 0.7], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %head
;+ head.latch:                                               ; condition %c ? %up : %down
;+   %s.merged = phi double [ %u, %up ], [ %d, %down ]
;+   %iteration.next = add i64 %iteration, 1
;+   br label %head
head:                                                        ; counter: %entry from the first iteration, else %head.latch; record %s (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %head.latch ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %up ], [ %i.next, %down ] ; induction 0 + k * (1)
  %s = phi double [ 2.0, %entry ], [ %u, %up ], [ %d, %down ] ; tape previous
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %i.next = add i32 %i, 1
  %done = icmp sgt i32 %i.next, %n
  br i1 %done, label %exit, label %body
body:                                                        ; back to %head
  %c = fcmp ogt double %v, 1.0                               ; recompute
  br i1 %c, label %up, label %down
up:                                                          ; back to %body
  %u = fmul double %s, %v
  br label %head
down:                                                        ; back to %body
  %d = fsub double %s, %v
  br label %head
exit:                                                        ; back to %head; counts the loop at %head
;+   %iterations = phi i64 [ %iteration, %head ]             ; direct
;+   %s.lcssa = phi double [ %s, %head ]
  ret double %s
}
