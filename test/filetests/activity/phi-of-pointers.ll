; test: activity fn=f activity=dup,const return=active
; A phi of an active and an inactive buffer makes both active: each way needs a shadow.
; at: [[1.5, 2.0], 1]
; at: [[1.5, 2.0], 0]
define double @f(ptr %x, i32 %c) {                           ; %x active pointer
entry:
  %buf = alloca [2 x double]                                 ; active pointer
  store double 7.0, ptr %buf
  %t = icmp eq i32 %c, 0
  br i1 %t, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %p = phi ptr [ %x, %left ], [ %buf, %right ]               ; active pointer
  %v = load double, ptr %p                                   ; active
  %s = fmul double %v, %v                                    ; active
  ret double %s
}
