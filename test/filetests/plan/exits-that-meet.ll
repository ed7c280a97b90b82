; test: plan fn=f activity=dup,const,const return=active
; A loop is left by two ways that meet again. In the exits there is nothing to reverse, but the loop's count must be set there.
; at: [[1.1, 1.2, 1.3, 1.4], {"i32": [0, 0]}, 2]
; at: [[1.1, 1.2, 1.3, 1.4], {"i32": [0, 0]}, 9]
define double @f(ptr %x, ptr %log, i32 %n) {
entry:                                                       ; the end
  br label %head
head:                                                        ; counter: %entry from the first iteration, else %tail; record %v, %s (16 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %tail ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %tail ]             ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %s.next, %tail ]        ; tape own
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p                                   ; tape own
  %s.next = fmul double %s, %v
  store double %s.next, ptr %x
  %stop = icmp eq i32 %i, %n
  br i1 %stop, label %early, label %tail
tail:                                                        ; back to %head
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, 4
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %head, label %late
early:                                                       ; back to %head; counts the loop at %head
;+   %iterations = phi i64 [ %iteration, %head ]             ; kept in a slot
  store i32 1, ptr %log
  br label %join
late:                                                        ; back to %tail; counts the loop at %head
;+   %iterations.1 = phi i64 [ %iteration, %tail ]           ; kept in a slot
  store i32 2, ptr %log
  br label %join
join:                                                        ; number %came.from: 0 = %early, 1 = %late
;+   %came.from = phi i8 [ 0, %early ], [ 1, %late ]         ; direct
  %r = load double, ptr %x
  ret double %r
}
