; test: plan fn=f activity=dup,const return=active
; The index is cut to three bits, and comes back to where it was.
; at: [[1.5, 0.7, 0.9, 1.2, 0.8, 1.1, 0.6, 0.95, 1.05, 0.85, 1.15], 2]
define double @f(ptr %x, i8 %step) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %a (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %k = phi i32 [ 0, %entry ], [ %k.next, %loop ]             ; induction 0 + k * (1)
  %narrow = trunc i32 %k to i8                               ; recompute
  %way = mul i8 %narrow, %step                               ; recompute
  %cut = and i8 %way, 7                                      ; recompute
  %i = zext i8 %cut to i32                                   ; recompute
  %q = getelementptr inbounds double, ptr %x, i32 %i
;+   %q.shadow = getelementptr inbounds double, ptr %x.shadow, i32 %i ; recompute
  %p = getelementptr inbounds double, ptr %q, i32 1
;+   %p.shadow = getelementptr inbounds double, ptr %q.shadow, i32 1 ; recompute
  %a = load double, ptr %q                                   ; tape own
  %b = load double, ptr %p
  %s = fmul double %a, %a
  %t = fmul double %s, 0.25
  %c = fadd double %t, %b
  store double %c, ptr %p
  %k.next = add nuw nsw i32 %k, 1
  %more = icmp slt i32 %k.next, 9
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
  %end = getelementptr inbounds double, ptr %x, i32 1
;+   %end.shadow = getelementptr inbounds double, ptr %x.shadow, i32 1 ; direct
  %r = load double, ptr %end
  ret double %r
}
