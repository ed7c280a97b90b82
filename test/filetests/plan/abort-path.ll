; test: plan fn=f activity=dup,const return=active
; A way that never returns is not visited by the reverse sweep.
; at: [[1.5, 0.7], 2]
define double @f(ptr %x, i32 %n) {
entry:                                                       ; the end
  %bad = icmp sgt i32 %n, 5
  br i1 %bad, label %fail, label %fine
fail:                                                        ; not visited
  %q = getelementptr double, ptr %x, i32 1
  store double 7.0, ptr %q
  call void @abort()
  unreachable
fine:                                                        ; back to %entry
  %a = load double, ptr %x                                   ; direct
  %b = fmul double %a, %a
  ret double %b
}
declare void @abort() noreturn
