; test: shadows fn=f activity=dup,const return=active
; The phi of a walking pointer has a shadow phi.
; at: [[1.5, 2.0, 3.0], 3]
define double @f(ptr %x, i32 %n) {                           ; %x → %x.shadow
entry:
  %end = getelementptr double, ptr %x, i32 %n
  br label %loop
loop:
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %p = phi ptr [ %x, %entry ], [ %p.next, %loop ]            ; → %p.shadow
;+   %p.shadow = phi ptr [ %x.shadow, %entry ], [ %p.next.shadow, %loop ]
  %s = phi double [ 1.0, %entry ], [ %s.next, %loop ]
  %v = load double, ptr %p
  %s.next = fmul double %s, %v
  %p.next = getelementptr double, ptr %p, i32 1              ; → %p.next.shadow
;+   %p.next.shadow = getelementptr double, ptr %p.shadow, i32 1
  %done = icmp eq ptr %p.next, %end
;+   %iteration.next = add i64 %iteration, 1
  br i1 %done, label %exit, label %loop
exit:
;+   %iterations = phi i64 [ %iteration, %loop ]
;+   %s.next.lcssa = phi double [ %s.next, %loop ]
  ret double %s.next
}
