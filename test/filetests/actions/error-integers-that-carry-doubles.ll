; test: actions fn=f activity=dup return=active
; Two doubles travel as integers in a structure: it cannot be told that the structure carries them, so it is reported.
define double @f(ptr %x) {
entry:
  %bits = load i64, ptr %x
  %a = insertvalue { i64, i64 } poison, i64 %bits, 0         ; error FX3002: cannot differentiate floating-point numbers that are packed as integers
  %b = insertvalue { i64, i64 } %a, i64 7, 1
  %c = extractvalue { i64, i64 } %b, 0
  %d = bitcast i64 %c to double
  %r = fmul double %d, %d
  ret double %r
}
