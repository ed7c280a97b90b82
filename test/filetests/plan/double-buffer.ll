; test: plan fn=f activity=dup,const return=active
; Two buffers change places in each iteration: the phis of the pointers are no inductions, they are taped with their shadows.
; at: [[1.5, 0.7], 3]
; at: [[1.5, 0.7], 4]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  %m = call ptr @malloc(i32 16)                              ; direct
;+   %m.shadow = call ptr @malloc(i32 16)                    ; direct
;+   %0 = mul i32 1, 16
;+   call void @llvm.memset.p0.i32(ptr %m.shadow, i8 0, i32 %0, i1 false)
  %k = call ptr @malloc(i32 16)                              ; direct
;+   %k.shadow = call ptr @malloc(i32 16)                    ; direct
;+   %1 = mul i32 1, 16
;+   call void @llvm.memset.p0.i32(ptr %k.shadow, i8 0, i32 %1, i1 false)
  %a = load double, ptr %x
  store double %a, ptr %m
  %x1 = getelementptr double, ptr %x, i32 1
;+   %x1.shadow = getelementptr double, ptr %x.shadow, i32 1 ; direct
  %c = load double, ptr %x1                                  ; direct
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %v, %new.shadow, %old.shadow (16 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %old = phi ptr [ %m, %entry ], [ %new, %loop ]
;+   %old.shadow = phi ptr [ %m.shadow, %entry ], [ %new.shadow, %loop ] ; tape own
  %new = phi ptr [ %k, %entry ], [ %old, %loop ]
;+   %new.shadow = phi ptr [ %k.shadow, %entry ], [ %old.shadow, %loop ] ; tape own
  %v = load double, ptr %old                                 ; tape own
  %w = fmul double %v, %v                                    ; recompute
  %u = fmul double %w, %c
  store double %u, ptr %new
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %new.lcssa = phi ptr [ %new, %loop ]
;+   %new.lcssa.shadow = phi ptr [ %new.shadow, %loop ]      ; direct
  %r = load double, ptr %new
  call void @free(ptr %m)                                    ; gone
  call void @free(ptr %k)                                    ; gone
  ret double %r
}
declare ptr @malloc(i32)
declare void @free(ptr)
