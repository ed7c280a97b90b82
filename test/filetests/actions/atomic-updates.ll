; test: actions fn=f activity=dup,const return=active
; Atomic accesses of floats, and of a float's bits; volatile ones. What memory held takes part like any value.
; at: [[1.5, 0.7], 1]
; at: [[0.4, 0.7], 0]
define double @f(ptr %x, i32 %n) {
entry:
  %m = alloca double                                         ; allocation
  %q = getelementptr double, ptr %x, i32 1
  %a = load volatile double, ptr %x                          ; load double
  %b = load atomic double, ptr %q monotonic, align 8         ; load double
  %ab = fmul double %a, %b                                   ; d/d%a = %b, d/d%b = %a
  store atomic double %ab, ptr %m seq_cst, align 8           ; store double
  %o = atomicrmw fadd ptr %m, double %a monotonic            ; update, fadd double
  %p = atomicrmw fsub ptr %m, double %b monotonic            ; update, fsub double
  %t = atomicrmw fmax ptr %m, double %b monotonic            ; update, fmax double
  %u = atomicrmw fmin ptr %m, double 3.0 monotonic           ; update, fmin double of something inactive
  %y = fmul double %o, %o                                    ; d/d%o = %o, d/d%o = %o
  %z = atomicrmw xchg ptr %m, double %y monotonic            ; update, xchg double
  %bits = load atomic i64, ptr %m monotonic, align 8         ; load double
  %w = fmul double %z, %u                                    ; d/d%z = %u, d/d%u = %z
  %new = bitcast double %w to i64                            ; move %w
  %c = cmpxchg ptr %m, i64 %bits, i64 %new seq_cst monotonic ; update, xchg double
  %ok = extractvalue { i64, i1 } %c, 1                       ; gone
  %old = extractvalue { i64, i1 } %c, 0                      ; gone
  %oldd = bitcast i64 %old to double                         ; move %1
  %v = load double, ptr %m                                   ; load double
  %s = fmul double %v, %oldd                                 ; d/d%v = %oldd, d/d%oldd = %v
  %r0 = fmul double %s, %p                                   ; d/d%s = %p, d/d%p = %s
  %r1 = fmul double %r0, %t                                  ; d/d%r0 = %t, d/d%t = %r0
  %r = select i1 %ok, double %r1, double 0.0                 ; select
  ret double %r
}
