; test: plan fn=f activity=dup,const return=active
; The loop only searches; its last index is used afterwards, and the loop itself is jumped over.
; at: [[1.5, 2.0, 3.0], {"i32": [1, 1, 0]}]
define double @f(ptr %x, ptr %k) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; skipped
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %p = getelementptr i32, ptr %k, i32 %i
  %v = load i32, ptr %p
  %i.next = add i32 %i, 1
  %more = icmp ne i32 %v, 0
  br i1 %more, label %loop, label %exit
exit:                                                        ; skips to %entry
;+   %i.lcssa = phi i32 [ %i, %loop ]
  br label %use                                              ; gone
use:
  %q = getelementptr double, ptr %x, i32 %i
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 %i.lcssa ; direct
  %a = load double, ptr %q                                   ; direct
  %r = fmul double %a, %a
  ret double %r
}
