; test: actions fn=f activity=dup return=active
; Two doubles travel as integers in a structure.
define double @f(ptr %x) {
entry:
  %bits = load i64, ptr %x                                   ; load double
  %a = insertvalue { i64, i64 } poison, i64 %bits, 0         ; insert-value
  %b = insertvalue { i64, i64 } %a, i64 7, 1                 ; insert-value
  %z = freeze { i64, i64 } %b                                ; move %b
  %c = extractvalue { i64, i64 } %z, 0                       ; extract-value
  %d = bitcast i64 %c to double                              ; move %c
  %r = fmul double %d, %d                                    ; d/d%d = %d, d/d%d = %d
  ret double %r
}
