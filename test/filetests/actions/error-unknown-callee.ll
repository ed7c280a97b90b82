; test: actions fn=f activity=dup,const return=active
; Functions without a body and without a rule: one takes a value, one a pointer. The third has a rule.
define double @f(ptr %x, double %c) {
entry:
  %a = load double, ptr %x
  %b = call double @mystery(double %a)                       ; error FX3001: the function 'mystery' has no body here and no derivative rule
  call void @secret(ptr %x)                                  ; error FX3001: the function 'secret' has no body here and no derivative rule
  %d = call double @llvm.fabs.f64(double %b)
  ret double %d
}
declare double @mystery(double)
declare void @secret(ptr)
declare double @llvm.fabs.f64(double)
