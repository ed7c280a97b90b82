; test: actions fn=f activity=dup return=active
; What lies behind %x is not known: the signs of two doubles, as it turns out, are cleared.
define double @f(ptr %x) {
entry:
  %bits = load <2 x i64>, ptr %x                             ; error FX3003: cannot tell whether the 16 bytes that are moved here are floating-point numbers, integers or pointers
  %cleared = and <2 x i64> %bits, splat (i64 9223372036854775807)
  %v = bitcast <2 x i64> %cleared to <2 x double>
  %r = extractelement <2 x double> %v, i64 0
  ret double %r
}
