; test: plan fn=f activity=dup,const return=active
; x[0] = x[0] * x[i]: a sum in memory. The load that is overwritten is taped, the other one may be the same element.
; at: [[1.5, 2.0, 0.5], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %v, %s (16 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]             ; induction 0 + k * (1)
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; tape own
  %s = load double, ptr %x                                   ; tape own
  %w = fmul double %s, %v
  store double %w, ptr %x
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
  %r = load double, ptr %x
  ret double %r
}
