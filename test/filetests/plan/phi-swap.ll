; test: plan fn=f activity=dup,const return=active
; Two phis exchange their values in each iteration.
; at: [[1.1, 1.2], 1]
; at: [[1.1, 1.2], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  %u0 = load double, ptr %x
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %v0 = load double, ptr %q
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %v, %u, %w (24 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %u = phi double [ %u0, %entry ], [ %v, %loop ]             ; tape own
  %v = phi double [ %v0, %entry ], [ %u, %loop ]             ; tape own
  %w = phi double [ 1.0, %entry ], [ %w.next, %loop ]        ; tape own
  %t = fmul double %u, %u                                    ; recompute
  %m = fmul double %t, %v                                    ; recompute
  %w.next = fmul double %w, %m
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %w.next.lcssa = phi double [ %w.next, %loop ]
;+   %u.lcssa = phi double [ %u, %loop ]
  %r = fadd double %w.next, %u
  ret double %r
}
