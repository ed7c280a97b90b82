; test: activity fn=f activity=dup,const return=active
; A select of structures of doubles, and a phi of structures.
; at: [[1.5, 0.7], 1]
; at: [[1.5, 0.7], 0]
define double @f(ptr %x, i32 %n) {                           ; %x active pointer
entry:
  %a = load double, ptr %x                                   ; active
  %q = getelementptr double, ptr %x, i32 1                   ; active pointer
  %b = load double, ptr %q                                   ; active
  %c = icmp eq i32 %n, 0
  %u0 = insertvalue { double, double } poison, double %a, 0  ; active
  %u = insertvalue { double, double } %u0, double %b, 1      ; active
  %v0 = insertvalue { double, double } poison, double %b, 0  ; active
  %v = insertvalue { double, double } %v0, double 2.0, 1     ; active
  %s = select i1 %c, { double, double } %u, { double, double } %v ; active
  br i1 %c, label %left, label %join
left:
  %l = insertvalue { double, double } %s, double %a, 1       ; active
  br label %join
join:
  %p = phi { double, double } [ %l, %left ], [ %s, %entry ]  ; active
  %d = extractvalue { double, double } %p, 0                 ; active
  %e = extractvalue { double, double } %p, 1                 ; active
  %m = fmul double %d, %e                                    ; active
  ret double %m
}
