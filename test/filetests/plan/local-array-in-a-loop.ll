; test: plan fn=f activity=dup,const return=active
; An alloca of run-time size outside of the entry lives on the heap until the reverse sweep has passed it.
; at: [[1.5, 0.7, 1.2], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %w, %s, %m.shadow, %m (24 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]             ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %t, %loop ]             ; tape own
  %count = add i32 %i, 1
;+   %0 = mul i32 8, %count
;+   %m = call ptr @malloc(i32 %0)                           ; tape own
;+   %m.shadow = call ptr @malloc(i32 %0)                    ; tape own
;+   %1 = mul i32 1, %0
;+   call void @llvm.memset.p0.i32(ptr %m.shadow, i8 0, i32 %1, i1 false)
  %m = alloca double, i32 %count                             ; gone
  %last = getelementptr double, ptr %m, i32 %i
;+   %last.shadow = getelementptr double, ptr %m.shadow, i32 %i ; recompute
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p
  store double %v, ptr %last
  %w = load double, ptr %last                                ; tape own
  %t = fmul double %s, %w
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %t.lcssa = phi double [ %t, %loop ]
  ret double %t
}
