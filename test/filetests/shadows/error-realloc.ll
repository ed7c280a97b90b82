; test: shadows fn=f activity=dup return=active
; Memory that moves has no shadow that moves along yet.
define double @f(ptr %x) {
entry:
  %m = call ptr @malloc(i32 8)
  %a = load double, ptr %x
  store double %a, ptr %m
  %r = call ptr @realloc(ptr %m, i32 16)                     ; error FX3010: cannot differentiate memory from 'realloc' yet
  %b = load double, ptr %r
  call void @free(ptr %r)
  ret double %b
}
declare ptr @malloc(i32)
declare ptr @realloc(ptr, i32)
declare void @free(ptr)
