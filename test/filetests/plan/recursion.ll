; test: plan fn=power activity=out,const return=active split
; A function that calls itself: its augmented primal and reverse function call each other's kind.
define double @f(double %x, i32 %n) {
entry:
  %r = call double @power(double %x, i32 %n)
  %s = fmul double %r, %r
  ret double %s
}
define internal double @power(double %u, i32 %n) noinline {
entry:                                                       ; the end
  %done = icmp sle i32 %n, 0                                 ; recompute
  br i1 %done, label %last, label %more
more:                                                        ; back to %entry; record %p (8 bytes)
  %m = sub i32 %n, 1                                         ; recompute
  %p = call double @power(double %u, i32 %m)                 ; tape own
  %q = fmul double %p, %u
  br label %last
last:                                                        ; condition %done ? %entry : %more
  %r = phi double [ 1.0, %entry ], [ %q, %more ]
  ret double %r
}
