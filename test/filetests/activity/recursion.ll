; test: activity fn=f activity=out,const return=active
; A function that calls itself: the call is active as any other.
; at: [1.1, 4]
define double @f(double %x, i32 %n) {                        ; %x active
entry:
  %r = call double @power(double %x, i32 %n)                 ; active call, active
  %s = fmul double %r, %r                                    ; active
  ret double %s
}
define internal double @power(double %u, i32 %n) noinline {
entry:
  %done = icmp sle i32 %n, 0
  br i1 %done, label %last, label %more
more:
  %m = sub i32 %n, 1
  %p = call double @power(double %u, i32 %m)
  %q = fmul double %p, %u
  br label %last
last:
  %r = phi double [ 1.0, %entry ], [ %q, %more ]
  ret double %r
}
