; test: plan fn=f activity=dup,const return=active
; The loop runs down: the element before is overwritten in the next iteration.
; at: [[1.5, 0.7, 0.9, 1.2], 3]
define double @f(ptr %x, i32 %last) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %a (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ %last, %entry ], [ %before, %loop ]         ; induction %last + k * (-1)
  %before = add nsw i32 %i, -1                               ; recompute
  %p = getelementptr inbounds double, ptr %x, i32 %before
;+   %p.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %before ; recompute
  %q = getelementptr inbounds double, ptr %x, i32 %i
;+   %q.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %i ; recompute
  %a = load double, ptr %p                                   ; tape own
  %b = load double, ptr %q
  %s = fmul double %a, %a
  %c = fadd double %s, %b
  store double %c, ptr %q
  %more = icmp sgt i32 %before, 0
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
  %end = getelementptr inbounds double, ptr %x, i32 2
;+   %end.shadow = getelementptr inbounds double, ptr %x.shadow, i32 2 ; direct
  %r = load double, ptr %end
  ret double %r
}
