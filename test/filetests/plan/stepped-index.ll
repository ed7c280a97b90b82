; test: plan fn=f activity=dup,const return=active
; The index of a packed triangle runs on through rows of different length: it is stepped back by the length of each row.
; at: [[1.5, 0.7, 1.2], 2]
define double @f(ptr %x, i64 %n) {
entry:                                                       ; the end
  br label %row
row:                                                         ; counter: %entry from the first iteration, else %row.end
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %row.end ]
  %i = phi i64 [ 0, %entry ], [ %i.next, %row.end ]          ; induction 0 + k * (1)
  %at = phi i32 [ 0, %entry ], [ %at.next, %row.end ]        ; stepped
  %s0 = phi double [ 1.0, %entry ], [ %s1, %row.end ]
  %i.next = add i64 %i, 1
  %any = icmp slt i64 %i, %n                                 ; recompute
  br i1 %any, label %start, label %row.end
start:                                                       ; back to %row
  %at.wide = sext i32 %at to i64                             ; recompute
;+   %0 = add i64 %i, 1                                      ; recompute
;+   %1 = sub i64 %n, %0                                     ; recompute
;+   %2 = icmp slt i64 %0, %n                                ; recompute
;+   %3 = select i1 %2, i64 %1, i64 0                        ; recompute
  br label %column
column:                                                      ; counter: %start from the first iteration, else %column; record %s (8 bytes)
;+   %iteration.1 = phi i64 [ 0, %start ], [ %iteration.next, %column ]
  %j = phi i64 [ %i, %start ], [ %j.next, %column ]
  %k = phi i64 [ %at.wide, %start ], [ %k.next, %column ]    ; induction %at.wide + k * (1)
  %s = phi double [ %s0, %start ], [ %s.next, %column ]      ; tape own
  %p = getelementptr double, ptr %x, i64 %k                  ; recompute
;+   %p.shadow = getelementptr double, ptr %x.shadow, i64 %k ; recompute
  %v = load double, ptr %p                                   ; recompute
  %s.next = fmul double %s, %v
  %k.next = add i64 %k, 1
  %j.next = add i64 %j, 1
  %more = icmp slt i64 %j.next, %n
;+   %iteration.next = add i64 %iteration.1, 1
  br i1 %more, label %column, label %done
done:                                                        ; back to %column; counts the loop at %column
;+   %k.next.lcssa = phi i64 [ %k.next, %column ]
;+   %s.next.lcssa = phi double [ %s.next, %column ]
  %at.done = trunc i64 %k.next to i32
  br label %row.end
row.end:                                                     ; condition %any ? %done : %row
  %at.next = phi i32 [ %at, %row ], [ %at.done, %done ]
  %s1 = phi double [ %s0, %row ], [ %s.next, %done ]
  %rows = icmp slt i64 %i.next, %n
;+   %iteration.next.1 = add i64 %iteration, 1
;+   %4 = add i64 %i, 1                                      ; recompute
;+   %5 = sub i64 %n, %4                                     ; recompute
;+   %6 = icmp slt i64 %4, %n                                ; recompute
;+   %7 = select i1 %6, i64 %5, i64 0                        ; recompute
;+   %8 = trunc i64 %7 to i32                                ; recompute
;+   %9 = add i32 %8, 1                                      ; recompute
;+   %10 = select i1 %any, i32 %9, i32 0                     ; recompute
  br i1 %rows, label %row, label %exit
exit:                                                        ; back to %row.end; counts the loop at %row
;+   %at.end = phi i32 [ %at, %row.end ]                     ; direct
;+   %iterations = phi i64 [ %iteration, %row.end ]          ; direct
;+   %s1.lcssa = phi double [ %s1, %row.end ]
  ret double %s1
}
