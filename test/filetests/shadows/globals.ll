; test: shadows fn=f activity=dup,const return=active
; A global that is written has a shadow; a constant table has one too where the pointer may be either.
; at: [[1.5, 2.0], 1]
; at: [[1.5, 2.0], 0]
@table = internal constant [2 x double] [double 3.0, double 4.0]
@last = internal global [2 x double] zeroinitializer
define double @f(ptr %x, i32 %i) {                           ; %x → %x.shadow
entry:
  %c = icmp eq i32 %i, 0
  %s = select i1 %c, ptr %x, ptr @table                      ; → %s.shadow
;+   %s.shadow = select i1 %c, ptr %x.shadow, ptr @__fluxion_shadow_table
  %a = load double, ptr %s
  %p = getelementptr double, ptr @last, i32 %i               ; → %p.shadow
;+   %p.shadow = getelementptr double, ptr @__fluxion_shadow_last, i32 %i
  store double %a, ptr %p
  %b = load double, ptr @last
  %q = getelementptr double, ptr @last, i32 1                ; → %q.shadow
;+   %q.shadow = getelementptr double, ptr @__fluxion_shadow_last, i32 1
  %d = load double, ptr %q
  %e = fadd double %b, %d
  %r = fmul double %e, %a
  store double 0.0, ptr %p
  ret double %r
}
