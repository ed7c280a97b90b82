; test: actions fn=f activity=dup return=active
; Elements of a vector that change places have no action yet.
define double @f(ptr %x) {
entry:
  %v = load <2 x double>, ptr %x, align 8
  %s = shufflevector <2 x double> %v, <2 x double> poison, <2 x i32> <i32 1, i32 0> ; error FX3002: cannot differentiate a rearrangement of the elements of a vector
  %m = fmul <2 x double> %v, %s
  %a = extractelement <2 x double> %m, i32 0
  %b = extractelement <2 x double> %m, i32 1
  %r = fadd double %a, %b
  ret double %r
}
