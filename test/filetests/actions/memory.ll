; test: actions fn=f activity=dup,const return=active
; Stores of active and of inactive values to active memory; loads; an allocation with a shadow.
; at: [[1.5, 2.5], 3.0]
define double @f(ptr %x, double %c) {
entry:
  %m = call ptr @malloc(i32 16)                              ; allocation, freed later by @free
  %a = load double, ptr %x                                   ; load double
  store double %a, ptr %m                                    ; store double
  store double %c, ptr %x                                    ; store double, inactive
  %b = load double, ptr %m                                   ; load double
  %q = getelementptr double, ptr %x, i32 1
  %d = load double, ptr %q                                   ; load double
  %z = load double, ptr %x                                   ; load double
  %s = fmul double %b, %d                                    ; d/d%b = %d, d/d%d = %b
  %r = fmul double %s, %z                                    ; d/d%s = %z, d/d%z = %s
  call void @free(ptr %m)                                    ; gone
  ret double %r
}
declare ptr @malloc(i32)
declare void @free(ptr)
