; test: plan fn=f activity=dup,const return=active
; Memory of one iteration: freed when the reverse of the iteration has passed its allocation.
; at: [[1.5, 0.7, 1.2], 3]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %y, %s, %w, %m.shadow, %m (32 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]             ; induction 0 + k * (1)
  %s = phi double [ 1.0, %entry ], [ %t, %loop ]             ; tape own
  %m = call ptr @malloc(i32 8)                               ; tape own
;+   %m.shadow = call ptr @malloc(i32 8)                     ; tape own
;+   %0 = mul i32 1, 8
;+   call void @llvm.memset.p0.i32(ptr %m.shadow, i8 0, i32 %0, i1 false)
  %p = getelementptr double, ptr %x, i32 %i
;+   %p.shadow = getelementptr double, ptr %x.shadow, i32 %i ; recompute
  %v = load double, ptr %p
  store double %v, ptr %m
  %w = load double, ptr %m                                   ; tape own
  %ww = fmul double %w, %w
  store double %ww, ptr %m
  %y = load double, ptr %m                                   ; tape own
  %t = fmul double %s, %y
  call void @free(ptr %m)                                    ; gone
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %t.lcssa = phi double [ %t, %loop ]
  ret double %t
}
declare ptr @malloc(i32)
declare void @free(ptr)
