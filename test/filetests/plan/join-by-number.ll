; test: plan fn=f activity=dup,const return=active
; Three ways meet: a phi of the predecessor's number tells them apart.
; at: [[1.5, 2.0], 0]
; at: [[1.5, 2.0], 1]
; at: [[1.5, 2.0], 7]
define double @f(ptr %x, i32 %c) {
entry:                                                       ; the end
  %a = load double, ptr %x                                   ; direct
  %q = getelementptr double, ptr %x, i32 1
;+   %q.shadow = getelementptr double, ptr %x.shadow, i32 1  ; direct
  %b = load double, ptr %q                                   ; direct
  switch i32 %c, label %other [ i32 0, label %zero i32 1, label %one ]
zero:                                                        ; back to %entry
  %z = fmul double %a, %b
  br label %join
one:                                                         ; back to %entry
  %o = fdiv double %a, %b                                    ; kept in a slot
  br label %join
other:                                                       ; back to %entry
  %t = fsub double %a, %b
  br label %join
join:                                                        ; number %came.from: 0 = %zero, 1 = %one, 2 = %other
;+   %came.from = phi i8 [ 0, %zero ], [ 1, %one ], [ 2, %other ] ; direct
  %s = phi double [ %z, %zero ], [ %o, %one ], [ %t, %other ] ; direct
  %r = fmul double %s, %s
  ret double %r
}
