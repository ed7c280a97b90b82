; test: plan fn=f activity=dup,const return=active
; Nothing in the inner loop writes the element that its iterations share: it is loaded before.
; at: [[1.5, 0.7, 0.9, 1.2], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %latch ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %latch ]            ; induction 0 + k * (1)
  %i.next = add nuw nsw i32 %i, 1                            ; recompute
  %p = getelementptr inbounds double, ptr %x, i32 %i         ; recompute
;+   %p.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %i ; recompute
  br label %inner
inner:                                                       ; counter: %outer from the first iteration, else %inner; record %b (8 bytes)
;+   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %inner ]
  %j = phi i32 [ %i.next, %outer ], [ %j.next, %inner ]      ; induction %i.next + k * (1)
  %a = load double, ptr %p                                   ; recompute
;+   %0 = add i32 %i.next, 1                                 ; recompute
;+   %1 = sub i32 %n, %0                                     ; recompute
;+   %iterations = zext i32 %1 to i64                        ; recompute
  %q = getelementptr inbounds double, ptr %x, i32 %j
;+   %q.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %j ; recompute
  %b = load double, ptr %q                                   ; tape own
  %m = fmul double %a, %b
  store double %m, ptr %q
  %j.next = add nuw nsw i32 %j, 1
  %j.end = icmp eq i32 %j.next, %n
;+   %iteration.next = add i64 %iteration.1, 1
  br i1 %j.end, label %latch, label %inner
latch:                                                       ; back to %inner; counts the loop at %inner
  %last = add nsw i32 %n, -1
  %end = icmp eq i32 %i.next, %last
;+   %iteration.next.1 = add i64 %iteration, 1
  br i1 %end, label %exit, label %outer
exit:                                                        ; back to %latch; counts the loop at %outer
;+   %iterations.1 = phi i64 [ %iteration, %latch ]          ; direct
  %s = getelementptr inbounds double, ptr %x, i32 %n
;+   %s.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %n
  %t = getelementptr inbounds double, ptr %s, i32 -1
;+   %t.shadow = getelementptr inbounds double, ptr %s.shadow, i32 -1 ; direct
  %r = load double, ptr %t
  ret double %r
}
