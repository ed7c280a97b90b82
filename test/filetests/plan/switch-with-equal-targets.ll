; test: plan fn=f activity=dup,const return=active
; A switch reaches the same block by several edges: the phi has an entry for each, the way back one for all.
; at: [[1.5, 2.0], 0]
; at: [[1.5, 2.0], 1]
; at: [[1.5, 2.0], 2]
; at: [[1.5, 2.0], 3]
define double @f(ptr %x, i32 %c) {
entry:                                                       ; the end
  %a = load double, ptr %x
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  switch i32 %c, label %join [ i32 0, label %join i32 1, label %one i32 2, label %one ]
one:                                                         ; back to %entry
  %o = fdiv double %a, %b                                    ; kept in a slot
  br label %join
join:                                                        ; number %came.from: 0 = %entry, 1 = %one
;+   %came.from = phi i8 [ 0, %entry ], [ 1, %one ], [ 0, %entry ] ; direct
  %s = phi double [ %a, %entry ], [ %a, %entry ], [ %o, %one ] ; direct
  %r = fmul double %s, %b
  ret double %r
}
