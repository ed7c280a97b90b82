; test: plan fn=f activity=dup,const,const return=active
; One exit leaves two loops at once: both counts are set where it arrives.
; at: [[1.1, 1.2, 1.3], 3, 2]
; at: [[1.1, 1.2, 1.3], 3, 100]
define double @f(ptr %x, i32 %n, i32 %limit) {
entry:                                                       ; the end
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %latch ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %latch ]            ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %t.next, %latch ]
  %k = phi i32 [ 0, %entry ], [ %m.next, %latch ]
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  br label %inner
inner:                                                       ; counter: %outer from the first iteration, else %next; record %t (8 bytes)
;+   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %next ]
  %j = phi i32 [ 0, %outer ], [ %j.next, %next ]
  %t = phi double [ %s, %outer ], [ %t.next, %next ]         ; tape own
  %m = phi i32 [ %k, %outer ], [ %m.next, %next ]
  %t.next = fmul double %t, %v
  %m.next = add i32 %m, 1
  %full = icmp sge i32 %m, %limit
  br i1 %full, label %exit, label %next
next:                                                        ; back to %inner
  %j.next = add i32 %j, 1
  %again = icmp slt i32 %j.next, %n
;+   %iteration.next = add i64 %iteration.1, 1
  br i1 %again, label %inner, label %latch
latch:                                                       ; back to %next; counts the loop at %inner; record %iterations (8 bytes)
;+   %iterations = phi i64 [ %iteration.1, %next ]           ; tape own
;+   %m.next.lcssa = phi i32 [ %m.next, %next ]
;+   %t.next.lcssa = phi double [ %t.next, %next ]
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next.1 = add i64 %iteration, 1
  br i1 %more, label %outer, label %exit
;+ exit.exit:                                                ; back to %inner; counts the loop at %inner; counts the loop at %outer
;+   %iterations.1 = phi i64 [ %iteration, %inner ]          ; kept in a slot
;+   %iterations.2 = phi i64 [ %iteration.1, %inner ]        ; kept in a slot
;+   %t.next.lcssa.1 = phi double [ %t.next, %inner ]
;+   br label %exit
;+ exit.exit.1:                                              ; back to %latch; counts the loop at %outer
;+   %iterations.3 = phi i64 [ %iteration, %latch ]          ; kept in a slot
;+   %t.next.lcssa.lcssa = phi double [ %t.next.lcssa, %latch ]
;+   br label %exit
exit:                                                        ; number %came.from: 0 = %exit.exit, 1 = %exit.exit.1
;+   %came.from = phi i8 [ 0, %exit.exit ], [ 1, %exit.exit.1 ] ; direct
;+   %t.next.lcssa.2 = phi double [ %t.next.lcssa.1, %exit.exit ], [ %t.next.lcssa.lcssa, %exit.exit.1 ] ; direct
  %r = phi double [ %t.next, %inner ], [ %t.next, %latch ]   ; gone
  %q = fmul double %r, %r
  ret double %q
}
