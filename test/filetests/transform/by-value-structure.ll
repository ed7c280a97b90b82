; test: transform fn=f activity=dup return=active
; A structure by value is the callee's own copy, which it may change: the caller's memory and adjoint stay as they are.
; at: [[1.5, 0.7]]
%pair = type { double, double }
define double @f(ptr %x) {
entry:
  %r = call double @g(ptr byval(%pair) %x)
  %q = getelementptr double, ptr %x, i32 1
  %b = load double, ptr %q
  %s = call double @g(ptr byval(%pair) %x)
  %t = fmul double %r, %s
  %u = fmul double %t, %b
  ret double %u
}
define internal double @g(ptr byval(%pair) %p) noinline {
entry:
  %a = load double, ptr %p
  %sq = fmul double %a, %a
  store double %sq, ptr %p
  %q = getelementptr double, ptr %p, i32 1
  %b = load double, ptr %q
  %c = load double, ptr %p
  %r = fmul double %b, %c
  %r2 = fmul double %r, %c
  ret double %r2
}
; ---
; define internal void @__fluxion_gradient_f(ptr %x, ptr %x.shadow, double %seed) {
; entry:
;   %tape.top = alloca i32
;   %tape.base = alloca ptr
;   %0 = load i32, ptr @__fluxion_tape_top
;   store i32 %0, ptr %tape.top
;   %1 = load ptr, ptr @__fluxion_tape_base
;   store ptr %1, ptr %tape.base
;   %u.adjoint = alloca double
;   store double 0.000000e+00, ptr %u.adjoint
;   %t.adjoint = alloca double
;   store double 0.000000e+00, ptr %t.adjoint
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %r.adjoint = alloca double
;   store double 0.000000e+00, ptr %r.adjoint
;   %s.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.adjoint
;   %2 = load i32, ptr %tape.top
;   store i32 %2, ptr @__fluxion_tape_top
;   %r = call double @__fluxion_augmented_g(ptr %x, ptr %x.shadow)
;   %3 = load i32, ptr @__fluxion_tape_top
;   store i32 %3, ptr %tape.top
;   %4 = load ptr, ptr @__fluxion_tape_base
;   store ptr %4, ptr %tape.base
;   %q = getelementptr double, ptr %x, i32 1
;   %q.shadow = getelementptr double, ptr %x.shadow, i32 1
;   %b = load double, ptr %q, !alias.scope !0
;   %5 = load i32, ptr %tape.top
;   store i32 %5, ptr @__fluxion_tape_top
;   %s = call double @__fluxion_augmented_g(ptr %x, ptr %x.shadow)
;   %6 = load i32, ptr @__fluxion_tape_top
;   store i32 %6, ptr %tape.top
;   %7 = load ptr, ptr @__fluxion_tape_base
;   store ptr %7, ptr %tape.base
;   %t = fmul double %r, %s
;   %u = fmul double %t, %b
;   %8 = load double, ptr %u.adjoint
;   %9 = fadd reassoc nsz contract double %8, %seed
;   store double %9, ptr %u.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %u.adjoint
;   store double 0.000000e+00, ptr %u.adjoint
;   %10 = fmul contract double %adjoint, %b
;   %11 = load double, ptr %t.adjoint
;   %12 = fadd reassoc nsz contract double %11, %10
;   store double %12, ptr %t.adjoint
;   %13 = fmul contract double %adjoint, %t
;   %14 = load double, ptr %b.adjoint
;   %15 = fadd reassoc nsz contract double %14, %13
;   store double %15, ptr %b.adjoint
;   %adjoint.1 = load double, ptr %t.adjoint
;   store double 0.000000e+00, ptr %t.adjoint
;   %16 = fmul contract double %adjoint.1, %s
;   %17 = load double, ptr %r.adjoint
;   %18 = fadd reassoc nsz contract double %17, %16
;   store double %18, ptr %r.adjoint
;   %19 = fmul contract double %adjoint.1, %r
;   %20 = load double, ptr %s.adjoint
;   %21 = fadd reassoc nsz contract double %20, %19
;   store double %21, ptr %s.adjoint
;   %adjoint.2 = load double, ptr %s.adjoint
;   store double 0.000000e+00, ptr %s.adjoint
;   %22 = load i32, ptr %tape.top
;   store i32 %22, ptr @__fluxion_tape_top
;   call void @__fluxion_reverse_g(ptr %x, ptr %x.shadow, double %adjoint.2)
;   %23 = load i32, ptr @__fluxion_tape_top
;   store i32 %23, ptr %tape.top
;   %24 = load ptr, ptr @__fluxion_tape_base
;   store ptr %24, ptr %tape.base
;   %adjoint.3 = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   %25 = load double, ptr %q.shadow, !alias.scope !1, !noalias !2
;   %26 = fadd reassoc nsz contract double %25, %adjoint.3
;   store double %26, ptr %q.shadow, !alias.scope !1, !noalias !2
;   %adjoint.4 = load double, ptr %r.adjoint
;   store double 0.000000e+00, ptr %r.adjoint
;   %27 = load i32, ptr %tape.top
;   store i32 %27, ptr @__fluxion_tape_top
;   call void @__fluxion_reverse_g(ptr %x, ptr %x.shadow, double %adjoint.4)
;   %28 = load i32, ptr @__fluxion_tape_top
;   store i32 %28, ptr %tape.top
;   %29 = load ptr, ptr @__fluxion_tape_base
;   store ptr %29, ptr %tape.base
;   br label %reverse.done
;
; reverse.done:
;   %30 = load i32, ptr %tape.top
;   store i32 %30, ptr @__fluxion_tape_top
;   ret void
; }
; define internal double @__fluxion_augmented_g(ptr %p, ptr %p.shadow) {
; entry:
;   %0 = load double, ptr %p, align 1, !alias.scope !0
;   %1 = getelementptr i8, ptr %p, i32 8
;   %2 = getelementptr i8, ptr %p.shadow, i32 8
;   %3 = load double, ptr %1, align 1, !alias.scope !0
;   %sq = fmul double %0, %0
;   %r = fmul double %3, %sq
;   %r2 = fmul double %r, %sq
;   ret double %r2
; }
; define internal void @__fluxion_reverse_g(ptr %p, ptr %p.shadow, double %seed) {
; entry:
;   %r2.adjoint = alloca double
;   store double 0.000000e+00, ptr %r2.adjoint
;   %r.adjoint = alloca double
;   store double 0.000000e+00, ptr %r.adjoint
;   %sq.adjoint = alloca double
;   store double 0.000000e+00, ptr %sq.adjoint
;   %0 = alloca double
;   store double 0.000000e+00, ptr %0
;   %1 = alloca double
;   store double 0.000000e+00, ptr %1
;   br label %start
;
; start:
;   %2 = load double, ptr %r2.adjoint
;   %3 = fadd reassoc nsz contract double %2, %seed
;   store double %3, ptr %r2.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %4 = load double, ptr %p, align 1, !alias.scope !0
;   %sq = fmul double %4, %4
;   %5 = getelementptr i8, ptr %p, i32 8
;   %6 = load double, ptr %5, align 1, !alias.scope !0
;   %r = fmul double %6, %sq
;   %adjoint = load double, ptr %r2.adjoint
;   store double 0.000000e+00, ptr %r2.adjoint
;   %7 = fmul contract double %adjoint, %sq
;   %8 = load double, ptr %r.adjoint
;   %9 = fadd reassoc nsz contract double %8, %7
;   store double %9, ptr %r.adjoint
;   %10 = fmul contract double %adjoint, %r
;   %11 = load double, ptr %sq.adjoint
;   %12 = fadd reassoc nsz contract double %11, %10
;   store double %12, ptr %sq.adjoint
;   %adjoint.1 = load double, ptr %r.adjoint
;   store double 0.000000e+00, ptr %r.adjoint
;   %13 = fmul contract double %adjoint.1, %sq
;   %14 = load double, ptr %0
;   %15 = fadd reassoc nsz contract double %14, %13
;   store double %15, ptr %0
;   %16 = fmul contract double %adjoint.1, %6
;   %17 = load double, ptr %sq.adjoint
;   %18 = fadd reassoc nsz contract double %17, %16
;   store double %18, ptr %sq.adjoint
;   %adjoint.2 = load double, ptr %sq.adjoint
;   store double 0.000000e+00, ptr %sq.adjoint
;   %19 = fmul contract double %adjoint.2, %4
;   %20 = load double, ptr %1
;   %21 = fadd reassoc nsz contract double %20, %19
;   store double %21, ptr %1
;   %22 = fmul contract double %adjoint.2, %4
;   %23 = load double, ptr %1
;   %24 = fadd reassoc nsz contract double %23, %22
;   store double %24, ptr %1
;   %25 = getelementptr i8, ptr %p.shadow, i32 8
;   %adjoint.3 = load double, ptr %0
;   store double 0.000000e+00, ptr %0
;   %26 = load double, ptr %25, align 1, !alias.scope !1, !noalias !2
;   %27 = fadd reassoc nsz contract double %26, %adjoint.3
;   store double %27, ptr %25, align 1, !alias.scope !1, !noalias !2
;   %adjoint.4 = load double, ptr %1
;   store double 0.000000e+00, ptr %1
;   %28 = load double, ptr %p.shadow, align 1, !alias.scope !1, !noalias !2
;   %29 = fadd reassoc nsz contract double %28, %adjoint.4
;   store double %29, ptr %p.shadow, align 1, !alias.scope !1, !noalias !2
;   br label %reverse.done
;
; reverse.done:
;   ret void
; }
; define internal void @__fluxion_tape_grow(i32 %needed) noinline cold {
; entry:
;   %0 = load i32, ptr @__fluxion_tape_capacity
;   %1 = load i32, ptr @__fluxion_tape_capacity
;   %2 = add i32 %0, %1
;   %3 = icmp ugt i32 %2, 65536
;   %4 = select i1 %3, i32 %2, i32 65536
;   %5 = icmp ugt i32 %4, %needed
;   %6 = select i1 %5, i32 %4, i32 %needed
;   %7 = load ptr, ptr @__fluxion_tape_base
;   %region = call ptr @realloc(ptr %7, i32 %6)
;   %8 = icmp eq ptr %region, null
;   br i1 %8, label %again, label %grown
;
; again:
;   %9 = load ptr, ptr @__fluxion_tape_base
;   %region.1 = call ptr @realloc(ptr %9, i32 %needed)
;   %10 = icmp eq ptr %region.1, null
;   br i1 %10, label %failed, label %grown
;
; failed:
;   store ptr @__fluxion_message, ptr @__fluxion_stop_reason
;   %11 = getelementptr i8, ptr @__fluxion_stop_reason, i32 4
;   store i32 %needed, ptr %11
;   call void @llvm.trap()
;   unreachable
;
; grown:
;   %12 = phi ptr [ %region, %entry ], [ %region.1, %again ]
;   %13 = phi i32 [ %6, %entry ], [ %needed, %again ]
;   store ptr %12, ptr @__fluxion_tape_base
;   store i32 %13, ptr @__fluxion_tape_capacity
;   ret void
; }
