; test: plan fn=f activity=dup,const,const return=active
; A cycle with two entries has no header: each of its joins goes back by number, from the tape.
; at: [[1.5, 0.5], 0, 5]
; at: [[1.5, 0.5], 1, 5]
; at: [[1.5, 0.5], 1, 1]
define double @f(ptr %x, i32 %c, i32 %n) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; direct
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  %t = icmp eq i32 %c, 0
  br i1 %t, label %even, label %odd
even:                                                        ; number %came.from: 0 = %entry, 1 = %odd; record %s, %came.from (16 bytes)
;+   %came.from = phi i8 [ 0, %entry ], [ 1, %odd ]          ; tape own
  %i = phi i32 [ 0, %entry ], [ %k.next, %odd ]
  %s = phi double [ %a, %entry ], [ %v.next, %odd ]          ; tape own
  %s.next = fmul double %s, %b
  %i.next = add i32 %i, 1
  %d = icmp sge i32 %i.next, %n
  br i1 %d, label %exit, label %odd
odd:                                                         ; number %came.from.1: 0 = %entry, 1 = %even; record %v, %came.from.1 (16 bytes)
;+   %came.from.1 = phi i8 [ 0, %entry ], [ 1, %even ]       ; tape own
  %k = phi i32 [ 0, %entry ], [ %i.next, %even ]
  %v = phi double [ %b, %entry ], [ %s.next, %even ]         ; tape own
  %v.next = fmul double %v, %a
  %k.next = add i32 %k, 1
  br label %even
exit:                                                        ; back to %even
  ret double %s.next
}
