; test: plan fn=f activity=dup,const return=active
; The exit test looks at the low bits of the index, so the inner trip count is known in these.
; at: [[1.5, 0.7, 1.2], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %latch ]
  %i = phi i64 [ 0, %entry ], [ %i.next, %latch ]            ; induction 0 + k * (1)
  %s0 = phi double [ 1.0, %entry ], [ %s.next, %latch ]
;+   %0 = trunc i64 %i to i32                                ; recompute
;+   %1 = add i32 %0, 1                                      ; recompute
;+   %2 = sub i32 %n, %1                                     ; recompute
;+   %3 = icmp slt i32 %1, %n                                ; recompute
;+   %4 = select i1 %3, i32 %2, i32 0                        ; recompute
;+   %iterations = zext i32 %4 to i64                        ; recompute
  br label %inner
inner:                                                       ; counter: %outer from the first iteration, else %inner; record %s (8 bytes)
;+   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %inner ]
  %j = phi i64 [ %i, %outer ], [ %j.next, %inner ]           ; induction %i + k * (1)
  %s = phi double [ %s0, %outer ], [ %s.next, %inner ]       ; tape own
  %p = getelementptr double, ptr %x, i64 %j                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i64 %j ; recompute
  %v = load double, ptr %p                                   ; recompute
  %s.next = fmul double %s, %v
  %j.next = add nuw nsw i64 %j, 1
  %low = trunc nuw i64 %j.next to i32
  %more = icmp sgt i32 %n, %low
;+   %iteration.next = add i64 %iteration.1, 1
  br i1 %more, label %inner, label %latch
latch:                                                       ; back to %inner; counts the loop at %inner
;+   %s.next.lcssa = phi double [ %s.next, %inner ]
  %i.next = add nuw nsw i64 %i, 1
  %again = icmp slt i64 %i.next, 3
;+   %iteration.next.1 = add i64 %iteration, 1
  br i1 %again, label %outer, label %exit
exit:                                                        ; back to %latch; counts the loop at %outer
;+   %iterations.1 = phi i64 [ %iteration, %latch ]          ; direct
;+   %s.next.lcssa.lcssa = phi double [ %s.next.lcssa, %latch ]
  ret double %s.next
}
