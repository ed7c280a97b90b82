; test: plan fn=f activity=dup,const return=active
; Row k, of n columns, is not written any more when the rows below it are changed: both loads of it are repeated.
; at: [[2.5, 0.7, 0.9, 0.3, 2.2, 0.8, 0.6, 0.95, 2.05], 3]
define double @f(ptr %a, i32 %n) {
entry:                                                       ; the end
  br label %columns
columns:                                                     ; counter: %entry from the first iteration, else %columns.end
;+   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.2, %columns.end ]
  %k = phi i32 [ 0, %entry ], [ %k.next, %columns.end ]      ; induction 0 + k * (1)
  %k.row = mul nsw i32 %k, %n                                ; recompute
  %k.next = add nuw nsw i32 %k, 1                            ; recompute
  %row = getelementptr inbounds double, ptr %a, i32 %k.row   ; recompute
;+   %row.shadow = getelementptr inbounds double, ptr %a.shadow, i32 %k.row ; recompute
;+   %0 = add i32 %k.next, 1                                 ; recompute
;+   %1 = sub i32 %n, %0                                     ; recompute
;+   %iterations = zext i32 %1 to i64                        ; recompute
  br label %rows
rows:                                                        ; counter: %columns from the first iteration, else %rows.end
;+   %iteration.1 = phi i64 [ 0, %columns ], [ %iteration.next.1, %rows.end ]
  %i = phi i32 [ %k.next, %columns ], [ %i.next, %rows.end ] ; induction %k.next + k * (1)
  %p.ki = getelementptr inbounds double, ptr %row, i32 %i    ; recompute
;+   %p.ki.shadow = getelementptr inbounds double, ptr %row.shadow, i32 %i ; recompute
  %i.row = mul nsw i32 %i, %n                                ; recompute
  %other = getelementptr inbounds double, ptr %a, i32 %i.row
;+   %other.shadow = getelementptr inbounds double, ptr %a.shadow, i32 %i.row ; recompute
  br label %entries
entries:                                                     ; counter: %rows from the first iteration, else %entries
;+   %iteration.2 = phi i64 [ 0, %rows ], [ %iteration.next, %entries ]
  %j = phi i32 [ %i, %rows ], [ %j.next, %entries ]          ; induction %i + k * (1)
  %ki = load double, ptr %p.ki                               ; recompute
;+   %2 = add i32 %i, 1                                      ; recompute
;+   %3 = sub i32 %n, %2                                     ; recompute
;+   %4 = icmp slt i32 %2, %n                                ; recompute
;+   %5 = select i1 %4, i32 %3, i32 0                        ; recompute
;+   %iterations.1 = zext i32 %5 to i64                      ; recompute
  %p.kj = getelementptr inbounds double, ptr %row, i32 %j    ; recompute
;+   %p.kj.shadow = getelementptr inbounds double, ptr %row.shadow, i32 %j ; recompute
  %kj = load double, ptr %p.kj                               ; recompute
  %p.ij = getelementptr inbounds double, ptr %other, i32 %j
;+   %p.ij.shadow = getelementptr inbounds double, ptr %other.shadow, i32 %j ; recompute
  %ij = load double, ptr %p.ij
  %product = fmul double %ki, %kj
  %new = fsub double %ij, %product
  store double %new, ptr %p.ij
  %j.next = add nuw nsw i32 %j, 1
  %j.more = icmp slt i32 %j.next, %n
;+   %iteration.next = add i64 %iteration.2, 1
  br i1 %j.more, label %entries, label %rows.end
rows.end:                                                    ; back to %entries; counts the loop at %entries
  %i.next = add nuw nsw i32 %i, 1
  %i.end = icmp eq i32 %i.next, %n
;+   %iteration.next.1 = add i64 %iteration.1, 1
  br i1 %i.end, label %columns.end, label %rows
columns.end:                                                 ; back to %rows.end; counts the loop at %rows
  %k.last = add nsw i32 %n, -1
  %k.end = icmp eq i32 %k.next, %k.last
;+   %iteration.next.2 = add i64 %iteration, 1
  br i1 %k.end, label %exit, label %columns
exit:                                                        ; back to %columns.end; counts the loop at %columns
;+   %iterations.2 = phi i64 [ %iteration, %columns.end ]    ; direct
  %size = mul nsw i32 %n, %n
  %end = getelementptr inbounds double, ptr %a, i32 %size
;+   %end.shadow = getelementptr inbounds double, ptr %a.shadow, i32 %size
  %p = getelementptr inbounds double, ptr %end, i32 -1
;+   %p.shadow = getelementptr inbounds double, ptr %end.shadow, i32 -1 ; direct
  %r = load double, ptr %p
  ret double %r
}
