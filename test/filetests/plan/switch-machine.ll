; test: plan fn=f activity=dup,const return=active
; A state machine: a loop around a switch whose cases fall through to each other.
; at: [[1.5, 0.7], 6]
; at: [[1.5, 0.7], 1]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; direct
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  br label %head
head:                                                        ; counter: %entry from the first iteration, else %tail; record %s (8 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %tail ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %tail ]
  %s = phi double [ 1.0, %entry ], [ %s.next, %tail ]        ; tape previous
  %state = urem i32 %i, 3
  switch i32 %state, label %tail [ i32 0, label %zero i32 1, label %one ]
zero:                                                        ; back to %head
  %z = fmul double %s, %a
  br label %one
one:                                                         ; number %came.from: 0 = %head, 1 = %zero; record %o, %came.from (16 bytes)
;+   %came.from = phi i8 [ 0, %head ], [ 1, %zero ]          ; tape own
  %o = phi double [ %z, %zero ], [ %s, %head ]               ; tape own
  %oo = fmul double %o, %o
  br label %tail
tail:                                                        ; number %came.from.1: 0 = %head, 1 = %one; record %t, %came.from.1 (16 bytes)
;+   %came.from.1 = phi i8 [ 0, %head ], [ 1, %one ]         ; tape own
  %t = phi double [ %oo, %one ], [ %s, %head ]               ; tape own
  %s.next = fmul double %t, %b
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %head, label %exit
exit:                                                        ; back to %tail; counts the loop at %head
;+   %iterations = phi i64 [ %iteration, %tail ]             ; direct
;+   %s.next.lcssa = phi double [ %s.next, %tail ]
  ret double %s.next
}
