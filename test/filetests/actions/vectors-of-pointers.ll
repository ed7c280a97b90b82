; test: actions fn=f activity=dup,const return=active
; Two pointers that are loaded, exchanged and stored at once.
define double @f(ptr %x, i64 %i) {
entry:
  %pair = alloca [2 x ptr], align 16                         ; allocation
  %one = insertelement <2 x ptr> poison, ptr %x, i64 0       ; gone
  %both = shufflevector <2 x ptr> %one, <2 x ptr> poison, <2 x i32> zeroinitializer ; gone
  %moved = getelementptr double, <2 x ptr> %both, <2 x i64> <i64 1, i64 2> ; gone
  store <2 x ptr> %moved, ptr %pair, align 16                ; gone
  %at = getelementptr ptr, ptr %pair, i64 %i
  %p = load ptr, ptr %at, align 8
  %r = load double, ptr %p, align 8                          ; load double
  ret double %r
}
