; test: activity fn=f activity=dup,const return=active
; A local array becomes active through what is stored in it; one that holds only constants does not.
; at: [[1.5, 2.0], 1]
define double @f(ptr %x, i32 %c) {                           ; %x active pointer
entry:
  %buf = alloca [2 x double]                                 ; active pointer
  %idle = alloca [2 x double]
  %a = load double, ptr %x                                   ; active
  %p = getelementptr [2 x double], ptr %buf, i32 0, i32 %c   ; active pointer
  store double %a, ptr %p
  %i = getelementptr [2 x double], ptr %idle, i32 0, i32 %c
  store double 3.0, ptr %i
  %v = load double, ptr %p                                   ; active
  %w = load double, ptr %i
  %s = fmul double %v, %w                                    ; active
  ret double %s
}
