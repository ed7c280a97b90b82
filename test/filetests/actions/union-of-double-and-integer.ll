; test: actions fn=f activity=dup return=active
; A word that holds a double or an integer is moved as the double. Where an integer is written, there must be no adjoint.
define double @f(ptr %x, i64 %k, i1 %which) {
entry:
  %u = alloca i64, align 8                                   ; allocation
  %v = alloca i64, align 8                                   ; allocation
  %a = load double, ptr %x                                   ; load double
  %n = add i64 %k, 1
  call void @init(ptr %u, double %a, i64 %n)                 ; call @init
  br i1 %which, label %number, label %integer

number:
  store double %a, ptr %u                                    ; store double
  br label %copy

integer:
  store i64 %n, ptr %u                                       ; no adjoint of double at 0
  br label %copy

copy:
  %w = load i64, ptr %u                                      ; load double
  store i64 %w, ptr %v                                       ; store double
  %d = load double, ptr %v                                   ; load double
  %i = load i32, ptr %v
  %j = mul i32 %i, 3
  %f = sitofp i32 %j to double
  %r = select i1 %which, double %d, double %f                ; select
  ret double %r
}

define void @init(ptr %u, double %a, i64 %n) {
  ret void
}
