; test: shadows fn=f activity=dup,const return=active
; Local and heap memory get zeroed shadows; memory that holds nothing active gets none.
; at: [[1.5, 2.0], 1]
define double @f(ptr %x, i32 %i) {                           ; %x → %x.shadow
entry:
  %small = alloca [2 x double]                               ; → %small.shadow
;+   %small.shadow = alloca [2 x double]
;+   store [2 x double] zeroinitializer, ptr %small.shadow
  %large = alloca [100 x double]                             ; → %large.shadow
;+   %large.shadow = alloca [100 x double]
;+   %0 = mul i32 1, 800
;+   call void @llvm.memset.p0.i32(ptr %large.shadow, i8 0, i32 %0, i1 false)
  %none = alloca [2 x double]
  %m = call ptr @malloc(i32 16)                              ; → %m.shadow
;+   %m.shadow = call ptr @malloc(i32 16)
;+   %1 = mul i32 1, 16
;+   call void @llvm.memset.p0.i32(ptr %m.shadow, i8 0, i32 %1, i1 false)
  %k = call ptr @calloc(i32 2, i32 8)                        ; → %k.shadow
;+   %k.shadow = call ptr @calloc(i32 2, i32 8)
  %a = load double, ptr %x
  %p = getelementptr double, ptr %small, i32 %i              ; → %p.shadow
;+   %p.shadow = getelementptr double, ptr %small.shadow, i32 %i
  store double %a, ptr %p
  %q = getelementptr double, ptr %large, i32 %i              ; → %q.shadow
;+   %q.shadow = getelementptr double, ptr %large.shadow, i32 %i
  %b = load double, ptr %p
  store double %b, ptr %q
  %c = load double, ptr %q
  store double %c, ptr %m
  %d = load double, ptr %m
  store double %d, ptr %k
  %n = getelementptr double, ptr %none, i32 %i
  store double 2.0, ptr %n
  %e = load double, ptr %k
  %g = load double, ptr %n
  %h = fmul double %e, %g
  call void @free(ptr %m)                                    ; gone
  call void @free(ptr %k)                                    ; gone
  ret double %h
}
declare ptr @malloc(i32)
declare ptr @calloc(i32, i32)
declare void @free(ptr)
