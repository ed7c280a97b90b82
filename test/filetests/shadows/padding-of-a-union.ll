; test: shadows fn=f activity=dup,const return=active
; The type of a union's variable is that of one member: where that has padding, another has a float. All of the shadow is zeroed.
; at: [[1.5, 2.0], 1]
%padded = type { i8, double }
define double @f(ptr %x, i32 %i) {                           ; %x → %x.shadow
entry:
  %union = alloca %padded                                    ; → %union.shadow
;+   %union.shadow = alloca %padded
;+   %0 = mul i32 1, 16
;+   call void @llvm.memset.p0.i32(ptr %union.shadow, i8 0, i32 %0, i1 false)
  %a = load double, ptr %x
  %b = fptrunc double %a to float
  %p = getelementptr float, ptr %union, i32 %i               ; → %p.shadow
;+   %p.shadow = getelementptr float, ptr %union.shadow, i32 %i
  store float %b, ptr %p
  %q = getelementptr float, ptr %union, i32 %i               ; → %q.shadow
;+   %q.shadow = getelementptr float, ptr %union.shadow, i32 %i
  %c = load float, ptr %q
  %d = fpext float %c to double
  %r = fmul double %d, %a
  ret double %r
}
