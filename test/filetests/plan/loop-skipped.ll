; test: plan fn=f activity=dup,const,const return=active
; A loop in which nothing is differentiated is jumped over.
; at: [[1.5, 2.0, 0.5], {"i32": [1, 1, 0]}, 3]
define double @f(ptr %x, ptr %k, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; skipped
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s.next, %loop ]
  %p = getelementptr i32, ptr %k, i32 %i
  %v = load i32, ptr %p
  %s.next = add i32 %s, %v
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
  br i1 %more, label %loop, label %exit
exit:                                                        ; skips to %entry
;+   %s.next.lcssa = phi i32 [ %s.next, %loop ]
  %q = getelementptr double, ptr %x, i32 %s.next
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 %s.next.lcssa ; direct
  %a = load double, ptr %q                                   ; direct
  %r = fmul double %a, %a
  ret double %r
}
