; test: plan fn=f activity=dup,const return=active
; A comparison of values that fast-math may round differently is saved: computed again it might come out otherwise.
; at: [[0.4, 0.9, 1.4], 3]
define double @f(ptr %x, i64 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %join; record %c (1 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %join ]
  %i = phi i64 [ 0, %entry ], [ %i.next, %join ]             ; induction 0 + k * (1)
  %s = phi double [ 0.0, %entry ], [ %s.next, %join ]
  %p = getelementptr double, ptr %x, i64 %i                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i64 %i ; recompute
  %v = load double, ptr %p                                   ; recompute
  %w = fmul fast double %v, %v                               ; recompute
  %c = fcmp ogt double %w, 0.5                               ; tape previous
  br i1 %c, label %big, label %join
big:                                                         ; back to %loop
  %d = fmul double %v, %w
  br label %join
join:                                                        ; condition %c ? %big : %loop
  %t = phi double [ %v, %loop ], [ %d, %big ]
  %s.next = fadd double %s, %t
  %i.next = add i64 %i, 1
  %done = icmp eq i64 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %done, label %exit, label %loop
exit:                                                        ; back to %join; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %join ]             ; direct
;+   %s.next.lcssa = phi double [ %s.next, %join ]
  ret double %s.next
}
