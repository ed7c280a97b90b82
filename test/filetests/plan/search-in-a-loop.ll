; test: plan fn=f activity=dup,const,const return=active
; The same in each iteration of an outer loop: what the search found is saved for each iteration.
; at: [[1.5, 2.0, 3.0, 0.5], {"i32": [1, 1, 0, 1, 0]}, 3]
define double @f(ptr %x, ptr %k, i32 %n) {
entry:                                                       ; the end
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %use; record %s (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %use ]
  %o = phi i32 [ 0, %entry ], [ %o.next, %use ]
  %s = phi double [ 1.0, %entry ], [ %s.next, %use ]         ; tape previous
  br label %loop
loop:                                                        ; skipped
  %i = phi i32 [ %o, %outer ], [ %i.next, %loop ]
  %p = getelementptr i32, ptr %k, i32 %i
  %v = load i32, ptr %p
  %i.next = add i32 %i, 1
  %more = icmp ne i32 %v, 0
  br i1 %more, label %loop, label %use
use:                                                         ; skips to %outer; record %h (4 bytes)
;+   %i.lcssa = phi i32 [ %i, %loop ]
  %h = and i32 %i, 3                                         ; tape own
  %q = getelementptr double, ptr %x, i32 %h                  ; recompute
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 %h ; recompute
  %a = load double, ptr %q                                   ; recompute
  %s.next = fmul double %s, %a
  %o.next = add i32 %o, 1
  %on = icmp slt i32 %o.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %on, label %outer, label %exit
exit:                                                        ; back to %use; counts the loop at %outer
;+   %iterations = phi i64 [ %iteration, %use ]              ; direct
;+   %s.next.lcssa = phi double [ %s.next, %use ]
  ret double %s.next
}
