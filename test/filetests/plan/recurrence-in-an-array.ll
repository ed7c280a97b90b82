; test: plan fn=f activity=dup,const return=active
; What is read, the element before, is not overwritten any more; what is overwritten is not needed.
; at: [[1.5, 0.7, 0.9, 1.2], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 1, %entry ], [ %i.next, %loop ]             ; induction 1 + k * (1)
  %before = add nsw i32 %i, -1                               ; recompute
  %p = getelementptr inbounds double, ptr %x, i32 %before    ; recompute
;+   %p.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %before ; recompute
  %q = getelementptr inbounds double, ptr %x, i32 %i
;+   %q.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %i ; recompute
  %a = load double, ptr %p                                   ; recompute
  %b = load double, ptr %q
  %s = fmul double %a, %a
  %c = fadd double %s, %b
  store double %c, ptr %q
  %i.next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %i.lcssa = phi i32 [ %i, %loop ]
  %last = getelementptr inbounds double, ptr %x, i32 %i
;+   %last.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %i.lcssa ; direct
  %r = load double, ptr %last
  ret double %r
}
