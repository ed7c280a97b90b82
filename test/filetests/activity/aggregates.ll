; test: activity fn=f activity=out,out return=active
; Structures and arrays of doubles, nested, pass through functions.
; at: [1.5, 0.5]
define double @f(double %x, double %y) {                     ; %x active, %y active
entry:
  %a = insertvalue { double, [2 x double] } poison, double %x, 0 ; active
  %b = insertvalue { double, [2 x double] } %a, double %y, 1, 1 ; active
  %c = insertvalue { double, [2 x double] } %b, double 3.0, 1, 0 ; active
  %d = call { double, [2 x double] } @turn({ double, [2 x double] } %c) ; active call, active
  %e = extractvalue { double, [2 x double] } %d, 1           ; active
  %g = extractvalue [2 x double] %e, 0                       ; active
  %h = extractvalue { double, [2 x double] } %d, 0           ; active
  %r = fmul double %g, %h                                    ; active
  ret double %r
}
define internal { double, [2 x double] } @turn({ double, [2 x double] } %u) noinline {
entry:
  %p = extractvalue { double, [2 x double] } %u, 0
  %q = extractvalue { double, [2 x double] } %u, 1, 1
  %m = fmul double %p, %q
  %v = insertvalue { double, [2 x double] } %u, double %m, 0
  %w = insertvalue { double, [2 x double] } %v, double %p, 1, 0
  ret { double, [2 x double] } %w
}
