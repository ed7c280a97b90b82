; test: plan fn=f activity=dup,const return=active
; What one loop has stored and another reads, in the same order and as often, is computed again.
; at: [[1.5, 0.7, 1.2], 3]
define double @f(ptr %x, i64 %n) {
entry:                                                       ; the end
  %t = alloca [8 x double]
;+   %t.shadow = alloca [8 x double]                         ; direct
;+   store [8 x double] zeroinitializer, ptr %t.shadow
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.2, %latch ]
  %r = phi i64 [ 0, %entry ], [ %r.next, %latch ]            ; induction 0 + k * (1)
  %s0 = phi double [ 1.0, %entry ], [ %s.next, %latch ]
  %r.double = sitofp i64 %r to double                        ; recompute
;+   %0 = sub i64 %n, 1                                      ; recompute
;+   %1 = icmp slt i64 1, %n                                 ; recompute
;+   %2 = select i1 %1, i64 %0, i64 0                        ; recompute
  br label %fill
fill:                                                        ; counter: %outer from the first iteration, else %fill
;+   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %fill ]
  %i = phi i64 [ 0, %outer ], [ %i.next, %fill ]             ; induction 0 + k * (1)
  %p = getelementptr double, ptr %x, i64 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i64 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %w = fadd double %v, %r.double                             ; recompute
  %q = getelementptr double, ptr %t, i64 %i
;+   %q.shadow = getelementptr double, ptr %t.shadow, i64 %i ; recompute
  store double %w, ptr %q
  %i.next = add i64 %i, 1
  %i.more = icmp slt i64 %i.next, %n
;+   %iteration.next = add i64 %iteration.1, 1
  br i1 %i.more, label %fill, label %between
between:                                                     ; back to %fill; counts the loop at %fill
;+   %3 = sub i64 %n, 1                                      ; recompute
;+   %4 = icmp slt i64 1, %n                                 ; recompute
;+   %5 = select i1 %4, i64 %3, i64 0                        ; recompute

  br label %use
use:                                                         ; counter: %between from the first iteration, else %use
;+   %iteration.2 = phi i64 [ 0, %between ], [ %iteration.next.1, %use ]
  %j = phi i64 [ 0, %between ], [ %j.next, %use ]            ; induction 0 + k * (1)
  %s = phi double [ %s0, %between ], [ %s.next, %use ]
  %a = getelementptr double, ptr %t, i64 %j
;+   %a.shadow = getelementptr double, ptr %t.shadow, i64 %j ; recompute
  %y = load double, ptr %a                                   ; same
  %z = fmul double %y, %y
  %s.next = fadd double %s, %z
  %j.next = add i64 %j, 1
  %j.more = icmp slt i64 %j.next, %n
;+   %iteration.next.1 = add i64 %iteration.2, 1
  br i1 %j.more, label %use, label %latch
latch:                                                       ; back to %use; counts the loop at %use
;+   %s.next.lcssa = phi double [ %s.next, %use ]
  %r.next = add i64 %r, 1
  %r.more = icmp slt i64 %r.next, 2
;+   %iteration.next.2 = add i64 %iteration, 1
  br i1 %r.more, label %outer, label %exit
exit:                                                        ; back to %latch; counts the loop at %outer
;+   %iterations = phi i64 [ %iteration, %latch ]            ; direct
;+   %s.next.lcssa.lcssa = phi double [ %s.next.lcssa, %latch ]
  ret double %s.next
}
