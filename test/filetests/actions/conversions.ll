; test: actions fn=f activity=dup return=active
; float and double, freeze, select and the members of vectors and structures.
; at: [[0.5, 0.25]]
define double @f(ptr %x) {
entry:
  %a = load double, ptr %x                                   ; load double
  %n = fptrunc double %a to float                            ; convert %a
  %w = fpext float %n to double                              ; convert %n
  %z = freeze double %w                                      ; move %w
  %c = fcmp ogt double %z, 0.0
  %s = select i1 %c, double %z, double 2.0                   ; select
  %v = load <2 x double>, ptr %x, align 8                    ; load <2 x double>
  %e = extractelement <2 x double> %v, i32 1                 ; extract-element
  %u = insertelement <2 x double> %v, double %s, i32 1       ; insert-element
  %m = fmul <2 x double> %u, %v                              ; d/d%u = %v, d/d%v = %u
  %g = extractelement <2 x double> %m, i32 1                 ; extract-element
  %t = insertvalue { double, i32 } poison, double %g, 0      ; insert-value
  %h = freeze { double, i32 } %t                             ; move %t
  %k = extractvalue { double, i32 } %h, 0                    ; extract-value
  %r = fmul double %k, %e                                    ; d/d%k = %e, d/d%e = %k
  ret double %r
}
