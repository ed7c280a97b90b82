; test: plan fn=f activity=dup,dup,const return=active noalias
; Nothing writes behind %x, and %y does not overlap with it: the load is repeated, nothing is taped.
; at: [[1.5, 2.0], [0.0, 0.0], 2]
define double @f(ptr %x, ptr %y, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]             ; induction 0 + k * (1)
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %w = fmul double %v, %v
  %q = getelementptr double, ptr %y, i32 %i
;+   %q.shadow = getelementptr double, ptr %y.shadow, i32 %i ; recompute
  store double %w, ptr %q
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
  %last = getelementptr double, ptr %y, i32 1
;+   %last.shadow = getelementptr double, ptr %y.shadow, i32 1 ; direct
  %r = load double, ptr %last
  ret double %r
}
