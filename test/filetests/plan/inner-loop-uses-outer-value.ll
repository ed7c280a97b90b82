; test: plan fn=f activity=dup,const return=active
; %v changes with the outer loop and is used by the inner one: the value that it replaces is taped, once per outer iteration.
; at: [[1.1, 1.2, 1.3], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch; record %v (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %latch ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %latch ]            ; induction 0 + k * (1)
  %s = phi double [ 0.5, %entry ], [ %t.next, %latch ]
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; tape previous
  store double %s, ptr %p
;+   %0 = sub i32 %n, 1                                      ; recompute
;+   %1 = icmp slt i32 1, %n                                 ; recompute
;+   %2 = select i1 %1, i32 %0, i32 0                        ; recompute
;+   %iterations = zext i32 %2 to i64                        ; recompute
  br label %inner
inner:                                                       ; counter: %outer from the first iteration, else %inner; record %t (8 bytes)
;+   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %inner ]
  %j = phi i32 [ 0, %outer ], [ %j.next, %inner ]
  %t = phi double [ %s, %outer ], [ %t.next, %inner ]        ; tape own
  %m = fmul double %t, %v
  %t.next = fadd double %m, 1.0
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
