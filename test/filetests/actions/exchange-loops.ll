; test: actions fn=f activity=dup return=active
; A loop that tries to add to a number until nobody has come in between. Both results of an exchange go round in one phi.
; at: [[1.5, 0.7]]
define double @f(ptr %x) {
entry:
  %m = alloca double                                         ; allocation
  %a = load double, ptr %x                                   ; load double
  store double %a, ptr %m                                    ; store double
  %seen = load atomic i64, ptr %m seq_cst, align 8           ; load double
  %seend = bitcast i64 %seen to double                       ; move %seen
  %q = getelementptr double, ptr %x, i32 1
  %b = load double, ptr %q                                   ; load double
  %bb = fmul double %b, %b                                   ; d/d%b = %b, d/d%b = %b
  %sum = fmul double %bb, %seend                             ; d/d%bb = %seend, d/d%seend = %bb
  %new = bitcast double %sum to i64                          ; move %sum
  %first = cmpxchg weak ptr %m, i64 0, i64 %new seq_cst seq_cst, align 8 ; update, xchg double
  %done0 = extractvalue { i64, i1 } %first, 1                ; gone
  br i1 %done0, label %exit, label %again
again:
  %pair = phi { i64, i1 } [ %next, %again ], [ %first, %entry ] ; gone
  %old = extractvalue { i64, i1 } %pair, 0                   ; gone
  %oldd = bitcast i64 %old to double                         ; move %2
  %t = fmul double %bb, %oldd                                ; d/d%bb = %oldd, d/d%oldd = %bb
  %n = bitcast double %t to i64                              ; move %t
  %next = cmpxchg weak ptr %m, i64 %old, i64 %n seq_cst seq_cst, align 8 ; update, xchg double
  %done = extractvalue { i64, i1 } %next, 1                  ; gone
  br i1 %done, label %exit, label %again
exit:
  %r = load double, ptr %m                                   ; load double
  ret double %r
}
