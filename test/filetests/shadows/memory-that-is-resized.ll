; test: shadows fn=f activity=dup return=active
; realloc becomes an allocation, a copy and a free that is put off: the shadow of the new memory is new, too.
define double @f(ptr %x) {                                   ; %x → %x.shadow
entry:
  %m = call ptr @malloc(i32 8)                               ; → %m.shadow
;+   %m.shadow = call ptr @malloc(i32 8)
;+   %0 = mul i32 1, 8
;+   call void @llvm.memset.p0.i32(ptr %m.shadow, i8 0, i32 %0, i1 false)
  %a = load double, ptr %x
  store double %a, ptr %m
;+   %r = call ptr @malloc(i32 16)                           ; → %r.shadow
;+   %r.shadow = call ptr @malloc(i32 16)
;+   %1 = mul i32 1, 16
;+   call void @llvm.memset.p0.i32(ptr %r.shadow, i8 0, i32 %1, i1 false)
;+   %2 = call i32 @malloc_usable_size(ptr %m)
;+   %3 = icmp ult i32 %2, 16
;+   %4 = select i1 %3, i32 %2, i32 16
;+   call void @llvm.memcpy.p0.p0.i32(ptr %r, ptr %m, i32 %4, i1 false)
  %r = call ptr @realloc(ptr %m, i32 16)                     ; gone
  %b = load double, ptr %r
  call void @free(ptr %r)                                    ; gone
  ret double %b
}
declare ptr @malloc(i32)
declare ptr @realloc(ptr, i32)
declare void @free(ptr)
