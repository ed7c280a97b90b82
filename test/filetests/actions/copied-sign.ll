; test: actions fn=f activity=dup return=active
; Masks by comparisons choose floats bit by bit; a sign is copied.
define double @f(ptr %x) {
entry:
  %v = load <2 x double>, ptr %x, align 8                    ; load <2 x double>
  %w = fmul <2 x double> %v, %v                              ; d/d%v = %v, d/d%v = %v
  %c = fcmp olt <2 x double> %v, %w
  %m = sext <2 x i1> %c to <2 x i64>
  %vb = bitcast <2 x double> %v to <2 x i64>                 ; move %v
  %wb = bitcast <2 x double> %w to <2 x i64>                 ; move %w
  %n = xor <2 x i64> %m, <i64 -1, i64 -1>
  %l = and <2 x i64> %vb, %m                                 ; bits
  %r = and <2 x i64> %n, %wb                                 ; bits
  %o = or <2 x i64> %l, %r                                   ; bits
  %sign = and <2 x i64> %vb, <i64 -9223372036854775808, i64 -9223372036854775808> ; bits
  %s = xor <2 x i64> %o, %sign                               ; bits
  %d = bitcast <2 x i64> %s to <2 x double>                  ; move %s
  %e = extractelement <2 x double> %d, i64 0                 ; extract-element
  ret double %e
}
