; test: actions fn=f activity=dup,const return=active
; A free on one way only is put off; it overwrites nothing, so %b may be read again.
; at: [[1.5, 2.5], 1]
; at: [[1.5, 2.5], 0]
define double @f(ptr %x, i32 %n) {
entry:
  %m = call ptr @malloc(i32 8)                               ; allocation
  %a = load double, ptr %x                                   ; load double
  store double %a, ptr %m                                    ; store double
  %b = load double, ptr %m                                   ; load double
  %c = fmul double %b, %b                                    ; d/d%b = %b, d/d%b = %b
  %some = icmp sgt i32 %n, 0
  br i1 %some, label %early, label %late
early:
  call void @free(ptr %m)                                    ; release, put off
  br label %exit
late:
  %d = fmul double %c, %b                                    ; d/d%c = %b, d/d%b = %c
  br label %exit
exit:
  %r = phi double [ %c, %early ], [ %d, %late ]              ; phi
  ret double %r
}
declare ptr @malloc(i32)
declare void @free(ptr)
