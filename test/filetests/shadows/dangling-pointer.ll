; test: shadows fn=f activity=dup,const return=active
; An address that no data has, such as an empty vector of Rust points to, is its own shadow.
; at: [[1.5, 2.0], 1]
define double @f(ptr %x, i32 %i) {                           ; %x → %x.shadow
entry:
  %vector = alloca ptr                                       ; gone
  %empty = inttoptr i64 8 to ptr                             ; → %empty
  store ptr %empty, ptr %vector                              ; gone
  %full = icmp ne i32 %i, 0
  br i1 %full, label %fill, label %use
fill:
  store ptr %x, ptr %vector                                  ; gone
  br label %use
use:
;+   %vector = phi ptr [ %empty, %entry ], [ %x, %fill ]     ; → %vector.shadow
;+   %vector.shadow = phi ptr [ %empty, %entry ], [ %x.shadow, %fill ]
;+   %0 = inttoptr i64 16 to ptr                             ; → %0
  %p = load ptr, ptr %vector                                 ; gone
  %q = select i1 %full, ptr %p, ptr inttoptr (i64 16 to ptr) ; → %q.shadow
;+   %q.shadow = select i1 %full, ptr %vector.shadow, ptr %0
  %a = load double, ptr %q
  %b = fmul double %a, %a
  ret double %b
}
