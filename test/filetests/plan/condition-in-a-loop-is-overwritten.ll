; test: plan fn=f activity=dup,const return=active
; The condition of the branch in the loop is computed from memory that the branch overwrites.
; at: [[1.1, 1.2, 0.3, 0.7], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %head
head:                                                        ; counter: %entry from the first iteration, else %join; record %v, %s (16 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %join ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %join ]             ; induction 0 + k * (1)
  %s = phi double [ 2.0, %entry ], [ %m, %join ]             ; tape previous
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; tape previous
  %c = fcmp ogt double %v, 1.0                               ; recompute
  br i1 %c, label %up, label %join
up:                                                          ; back to %head
  %u = fmul double %s, %v
  store double 0.5, ptr %p
  br label %join
join:                                                        ; condition %c ? %up : %head
  %m = phi double [ %u, %up ], [ %s, %head ]
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %head, label %exit
exit:                                                        ; back to %join; counts the loop at %head
;+   %iterations = phi i64 [ %iteration, %join ]             ; direct
;+   %m.lcssa = phi double [ %m, %join ]                     ; direct
  %w = load double, ptr %x                                   ; direct
  %r = fmul double %m, %w
  ret double %r
}
