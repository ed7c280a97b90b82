; test: activity fn=f activity=dup,const return=active
; Memory that a call fills becomes active when the call takes something active.
; at: [[1.5], 2.0]
define double @f(ptr %x, double %c) {                        ; %x active pointer
entry:
  %out = alloca [1 x double]                                 ; active pointer
  %idle = alloca [1 x double]
  %a = load double, ptr %x                                   ; active
  call void @square(double %a, ptr %out)                     ; active call
  call void @square(double %c, ptr %idle)
  %s = load double, ptr %out                                 ; active
  %k = load double, ptr %idle
  %r = fmul double %s, %k                                    ; active
  ret double %r
}
define internal void @square(double %u, ptr %p) noinline {
entry:
  %q = fmul double %u, %u
  store double %q, ptr %p
  ret void
}
