; test: plan fn=f activity=dup return=active
; The callee overwrites what was read before the call: those loads cannot be repeated.
; at: [[1.5, 0.7]]
define double @f(ptr %x) {
entry:                                                       ; the end
  br label %loop
loop:                                                        ; counter: %entry from the first iteration, else %loop; record %b, %s, %a (24 bytes)
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %s = phi double [ 1.0, %entry ], [ %t, %loop ]             ; tape own
  %a = load double, ptr %x                                   ; tape own
  %m = fmul double %a, %s                                    ; recompute
  call void @step(ptr %x)
  %b = load double, ptr %x                                   ; tape own
  %t = fmul double %m, %b
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, 3
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %loop, label %exit
exit:                                                        ; back to %loop; counts the loop at %loop
;+   %iterations = phi i64 [ %iteration, %loop ]             ; direct
;+   %t.lcssa = phi double [ %t, %loop ]
  ret double %t
}
define internal void @step(ptr %p) noinline {
entry:
  %q = getelementptr double, ptr %p, i32 1
  %a = load double, ptr %p
  %b = load double, ptr %q
  %c = fmul double %a, %b
  store double %c, ptr %p
  %d = fmul double %b, %b
  store double %d, ptr %q
  ret void
}
