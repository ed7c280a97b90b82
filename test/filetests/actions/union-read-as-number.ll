; test: actions fn=f activity=dup return=active
; An integer that is read from a word which holds a double at other times, and converted to a number: there must be no adjoint if it is one.
define double @f(ptr %x, i64 %k, i1 %which) {
entry:
  %u = alloca i64, align 8                                   ; allocation
  %a = load double, ptr %x                                   ; load double
  br i1 %which, label %number, label %integer

number:
  store double %a, ptr %u                                    ; store double
  br label %join

integer:
  %n = add i64 %k, 1
  store i64 %n, ptr %u                                       ; no adjoint of double at 0
  br label %join

join:
  call void @keep(ptr %u)                                    ; call @keep
  %w = load i64, ptr %u
  %l = sitofp i64 %w to double                               ; number
  %d = load double, ptr %u                                   ; load double
  %q = getelementptr i8, ptr %u, i64 4
  %h = load i32, ptr %q
  %upper = sitofp i32 %h to double                           ; number
  %low = load i32, ptr %u
  %lower = sitofp i32 %low to double
  %e = ashr i32 %h, 20
  %exponent = sitofp i32 %e to double                        ; number
  %s = select i1 %which, double %d, double %l                ; select
  %t = fadd double %s, %upper                                ; d/d%s = 1, d/d%upper = 1
  %v = fadd double %t, %exponent                             ; d/d%t = 1, d/d%exponent = 1
  %r = fadd double %v, %lower                                ; d/d%v = 1
  ret double %r
}
define void @keep(ptr %u) {
  ret void
}
