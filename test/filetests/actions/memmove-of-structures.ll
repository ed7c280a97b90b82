; test: actions fn=f activity=dup return=active
; Floats and pointers are moved in the order of their addresses.
; at: [[1.5, 0.7, 0.3, 2.0]]
%item = type { double, i32, ptr }
define double @f(ptr %x) {
entry:
  %items = alloca [3 x %item]                                ; allocation
  %v = load double, ptr %x                                   ; load double
  store double %v, ptr %items                                ; store double
  %p = getelementptr %item, ptr %items, i32 0, i32 2
  store ptr %x, ptr %p                                       ; store-pointer
  %k = getelementptr %item, ptr %items, i32 0, i32 1
  store i32 1, ptr %k
  %up = getelementptr %item, ptr %items, i32 1
  call void @llvm.memmove.p0.p0.i32(ptr %up, ptr %items, i32 32, i1 false) ; copy {double at 0, double at 16, pointer at 12, pointer at 28}
  %w = load double, ptr %up                                  ; load double
  %q = getelementptr %item, ptr %items, i32 1, i32 2
  %y = load ptr, ptr %q
  %z = load double, ptr %y                                   ; load double
  %r = fmul double %w, %z                                    ; d/d%w = %z, d/d%z = %w
  ret double %r
}
declare void @llvm.memmove.p0.p0.i32(ptr, ptr, i32, i1)
