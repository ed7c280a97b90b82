; test: plan fn=f activity=dup,const return=active
; A double goes around a loop as an integer.
; at: [[1.5, 0.7, 0.3, 2.0], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  %first = load i64, ptr %x
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %d (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]             ; induction 0 + k * (1)
  %bits = phi i64 [ %first, %entry ], [ %bits.next, %loop ]
  %d = bitcast i64 %bits to double                           ; tape own
  %p = getelementptr double, ptr %x, i32 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %m = fmul double %d, %v
  %c = fcmp ogt double %v, 0.5                               ; recompute
  %mb = bitcast double %m to i64
  %bits.next = select i1 %c, i64 %mb, i64 %bits
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %bits.next.lcssa = phi i64 [ %bits.next, %loop ]
  %r = bitcast i64 %bits.next to double
  ret double %r
}
