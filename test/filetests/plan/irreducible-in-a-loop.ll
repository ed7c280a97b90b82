; test: plan fn=f activity=dup,const,const return=active
; A cycle with two entries inside of a loop, and one that a switch closes.
; at: [[1.1, 1.2], 3, 2]
define double @f(ptr %x, i32 %n, i32 %m) {
entry:                                                       ; the end
  %a = load double, ptr %x
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  br label %outer
outer:                                                       ; counter: %entry from the first iteration, else %latch
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %latch ]
  %o = phi i32 [ 0, %entry ], [ %o.next, %latch ]
  %w = phi double [ 1.0, %entry ], [ %s.next, %latch ]
  %odd.first = and i32 %o, 1
  switch i32 %odd.first, label %even [ i32 1, label %odd ]
even:                                                        ; number %came.from: 0 = %outer, 1 = %odd; record %s, %came.from (16 bytes)
;+   %came.from = phi i8 [ 0, %outer ], [ 1, %odd ]          ; tape own
  %i = phi i32 [ 0, %outer ], [ %k.next, %odd ]
  %s = phi double [ %w, %outer ], [ %v.next, %odd ]          ; tape own
  %s.next = fmul double %s, %b
  %i.next = add i32 %i, 1
  %d = icmp sge i32 %i.next, %m
  br i1 %d, label %latch, label %odd
odd:                                                         ; number %came.from.1: 0 = %outer, 1 = %even; record %came.from.1 (1 bytes)
;+   %came.from.1 = phi i8 [ 0, %outer ], [ 1, %even ]       ; tape own
  %k = phi i32 [ 0, %outer ], [ %i.next, %even ]
  %v = phi double [ %w, %outer ], [ %s.next, %even ]
  %v.next = fadd double %v, %a
  %k.next = add i32 %k, 1
  br label %even
latch:                                                       ; back to %even
  %o.next = add i32 %o, 1
  %more = icmp slt i32 %o.next, %n
;+   %iteration.next = add i64 %iteration, 1
  br i1 %more, label %outer, label %exit
exit:                                                        ; back to %latch; counts the loop at %outer
;+   %iterations = phi i64 [ %iteration, %latch ]            ; direct
;+   %s.next.lcssa = phi double [ %s.next, %latch ]
  ret double %s.next
}
