; test: plan fn=f activity=dup,const,const return=active
; Affine, quadratic and pointer inductions follow from the counter: %i, %t = 0 + 0 + 1 + 3 + …, and %p.
; at: [[0.5, 0.25, 1.5, 2.0, 3.0, 0.7, 1.2], 4, 1]
define double @f(ptr %x, i32 %n, i32 %step) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %t = phi i32 [ 0, %entry ], [ %t.next, %loop ]             ; induction 0 + k * (0) + 1 * sum of %i
  %p = phi ptr [ %x, %entry ], [ %p.next, %loop ]            ; induction %x + k * (8 * %step)
;+   %p.shadow = phi ptr [ %x.shadow, %entry ], [ %p.next.shadow, %loop ] ; induction %x.shadow + k * (8 * %step)
  %s = phi double [ 0.0, %entry ], [ %s.next, %loop ]
  %q = getelementptr double, ptr %x, i32 %t                  ; recompute
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 %t ; recompute
  %u = load double, ptr %q                                   ; recompute
  %v = load double, ptr %p                                   ; recompute
  %w = fmul double %u, %v
  %s.next = fadd double %s, %w
  %i.next = add i32 %i, 1
  %t.next = add i32 %t, %i
  %p.next = getelementptr double, ptr %p, i32 %step
;+   %p.next.shadow = getelementptr double, ptr %p.shadow, i32 %step
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %s.next.lcssa = phi double [ %s.next, %loop ]
  ret double %s.next
}
