; test: plan fn=f activity=dup,const return=active
; The inner loop starts at the outer counter: its induction starts at another one.
; at: [[1.1, 1.2, 1.3, 0.4], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %latch ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %latch ]            ; induction 0 + k * (1)
  %s = phi double [ 0.0, %entry ], [ %t.next, %latch ]
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  br label %inner
inner:                                                       ; counter: %outer from the first iteration, else %inner
;+   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %inner ]
  %j = phi i32 [ %i, %outer ], [ %j.next, %inner ]           ; induction %i + k * (1)
  %t = phi double [ %s, %outer ], [ %t.next, %inner ]
  %q = getelementptr double, ptr %x, i32 %j                  ; recompute
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 %j ; recompute
  %u = load double, ptr %p                                   ; recompute
;+   %0 = add i32 %i, 1                                      ; recompute
;+   %1 = sub i32 %n, %0                                     ; recompute
;+   %2 = icmp slt i32 %0, %n                                ; recompute
;+   %3 = select i1 %2, i32 %1, i32 0                        ; recompute
;+   %iterations = zext i32 %3 to i64                        ; recompute
  %v = load double, ptr %q                                   ; recompute
  %m = fmul double %u, %v
  %t.next = fadd double %t, %m
  %j.next = add i32 %j, 1
  %again = icmp slt i32 %j.next, %n
;+   %iteration.next = add i64 %iteration.1, 1
  br i1 %again, label %inner, label %latch
latch:                                                       ; back to %inner; counts the loop at %inner
;+   %t.next.lcssa = phi double [ %t.next, %inner ]
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next.1 = add i64 %iteration, 1
  br i1 %more, label %outer, label %exit
exit:                                                        ; back to %latch; counts the loop at %outer
;+   %iterations.1 = phi i64 [ %iteration, %latch ]          ; direct
;+   %t.next.lcssa.lcssa = phi double [ %t.next.lcssa, %latch ]
  ret double %t.next
}
