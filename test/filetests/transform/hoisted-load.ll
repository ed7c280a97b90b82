; test: transform fn=f activity=const,dup,const return=active
; What the inner loop's reverse needs of the outer loop's iteration is loaded where it is entered, not in each iteration.
; at: [[1.5, 0.7], [0.2, 0.4], 2]
define double @f(ptr %a, ptr %x, i64 %n) {
entry:
  br label %outer
outer:
  %i = phi i64 [ 0, %entry ], [ %i.next, %latch ]
  %s0 = phi double [ 1.0, %entry ], [ %s.next, %latch ]
  %q = getelementptr double, ptr %a, i64 %i
  %c = load double, ptr %q
  br label %inner
inner:
  %j = phi i64 [ 0, %outer ], [ %j.next, %inner ]
  %s = phi double [ %s0, %outer ], [ %s.next, %inner ]
  %p = getelementptr double, ptr %x, i64 %j
  %v = load double, ptr %p
  %w = fmul double %v, %c
  %s.next = fadd double %s, %w
  %j.next = add i64 %j, 1
  %more = icmp slt i64 %j.next, %n
  br i1 %more, label %inner, label %latch
latch:
  %i.next = add i64 %i, 1
  %again = icmp slt i64 %i.next, %n
  br i1 %again, label %outer, label %exit
exit:
  ret double %s.next
}
; ---
; define internal void @__fluxion_gradient_f(ptr %a, ptr %x, ptr %x.shadow, i64 %n, double %seed) {
; entry:
;   %iteration.kept = alloca i64
;   store i64 0, ptr %iteration.kept
;   %s.next.lcssa.lcssa.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.next.lcssa.lcssa.adjoint
;   %s.next.lcssa.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.next.lcssa.adjoint
;   %iteration.kept.1 = alloca i64
;   store i64 0, ptr %iteration.kept.1
;   %c.kept = alloca double
;   store double 0.000000e+00, ptr %c.kept
;   %s.next.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.next.adjoint
;   %s.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.adjoint
;   %w.adjoint = alloca double
;   store double 0.000000e+00, ptr %w.adjoint
;   %v.adjoint = alloca double
;   store double 0.000000e+00, ptr %v.adjoint
;   %s0.adjoint = alloca double
;   store double 0.000000e+00, ptr %s0.adjoint
;   br label %outer
;
; outer:
;   %iteration = phi i64 [ 0, %entry ], [ %iteration.next.1, %latch ]
;   %i = phi i64 [ 0, %entry ], [ %i.next, %latch ]
;   %s0 = phi double [ 1.0, %entry ], [ %s.next.lcssa, %latch ]
;   %q = getelementptr double, ptr %a, i64 %i
;   %c = load double, ptr %q, !alias.scope !0
;   %0 = sub i64 %n, 1
;   %1 = icmp slt i64 1, %n
;   %2 = select i1 %1, i64 %0, i64 0
;   br label %inner
;
; inner:
;   %iteration.1 = phi i64 [ 0, %outer ], [ %iteration.next, %inner ]
;   %j = phi i64 [ 0, %outer ], [ %j.next, %inner ]
;   %s = phi double [ %s0, %outer ], [ %s.next, %inner ]
;   %p = getelementptr double, ptr %x, i64 %j
;   %p.shadow = getelementptr double, ptr %x.shadow, i64 %j
;   %v = load double, ptr %p, !alias.scope !0
;   %w = fmul double %v, %c
;   %s.next = fadd double %s, %w
;   %j.next = add i64 %j, 1
;   %more = icmp slt i64 %j.next, %n
;   %iteration.next = add i64 %iteration.1, 1
;   br i1 %more, label %inner, label %latch
;
; latch:
;   %s.next.lcssa = phi double [ %s.next, %inner ]
;   %i.next = add i64 %i, 1
;   %again = icmp slt i64 %i.next, %n
;   %iteration.next.1 = add i64 %iteration, 1
;   br i1 %again, label %outer, label %exit
;
; exit:
;   %iterations = phi i64 [ %iteration, %latch ]
;   %s.next.lcssa.lcssa = phi double [ %s.next.lcssa, %latch ]
;   %3 = load double, ptr %s.next.lcssa.lcssa.adjoint
;   %4 = fadd reassoc nsz contract double %3, %seed
;   store double %4, ptr %s.next.lcssa.lcssa.adjoint
;   br label %reverse.exit
;
; reverse.exit:
;   store i64 %iterations, ptr %iteration.kept
;   %adjoint = load double, ptr %s.next.lcssa.lcssa.adjoint
;   store double 0.000000e+00, ptr %s.next.lcssa.lcssa.adjoint
;   br label %reverse.edge.exit
;
; reverse.latch:
;   %5 = sub i64 %n, 1
;   %6 = icmp slt i64 1, %n
;   %7 = select i1 %6, i64 %5, i64 0
;   store i64 %7, ptr %iteration.kept.1
;   %iteration.2 = load i64, ptr %iteration.kept
;   %8 = mul i64 %iteration.2, 1
;   %i.1 = add i64 0, %8
;   %q.1 = getelementptr double, ptr %a, i64 %i.1
;   %c.1 = load double, ptr %q.1, !alias.scope !0
;   store double %c.1, ptr %c.kept
;   %adjoint.1 = load double, ptr %s.next.lcssa.adjoint
;   store double 0.000000e+00, ptr %s.next.lcssa.adjoint
;   br label %reverse.edge.latch
;
; reverse.inner:
;   %adjoint.2 = load double, ptr %s.next.adjoint
;   store double 0.000000e+00, ptr %s.next.adjoint
;   %9 = load double, ptr %s.adjoint
;   %10 = fadd reassoc nsz contract double %9, %adjoint.2
;   store double %10, ptr %s.adjoint
;   %11 = load double, ptr %w.adjoint
;   %12 = fadd reassoc nsz contract double %11, %adjoint.2
;   store double %12, ptr %w.adjoint
;   %c.2 = load double, ptr %c.kept
;   %adjoint.3 = load double, ptr %w.adjoint
;   store double 0.000000e+00, ptr %w.adjoint
;   %13 = fmul contract double %adjoint.3, %c.2
;   %14 = load double, ptr %v.adjoint
;   %15 = fadd reassoc nsz contract double %14, %13
;   store double %15, ptr %v.adjoint
;   %iteration.3 = load i64, ptr %iteration.kept.1
;   %16 = mul i64 %iteration.3, 1
;   %j.1 = add i64 0, %16
;   %p.shadow.1 = getelementptr double, ptr %x.shadow, i64 %j.1
;   %adjoint.4 = load double, ptr %v.adjoint
;   store double 0.000000e+00, ptr %v.adjoint
;   %17 = load double, ptr %p.shadow.1, !alias.scope !1, !noalias !2
;   %18 = fadd reassoc nsz contract double %17, %adjoint.4
;   store double %18, ptr %p.shadow.1, !alias.scope !1, !noalias !2
;   %adjoint.5 = load double, ptr %s.adjoint
;   store double 0.000000e+00, ptr %s.adjoint
;   %iteration.4 = load i64, ptr %iteration.kept.1
;   %is.first = icmp eq i64 %iteration.4, 0
;   %19 = sub i64 %iteration.4, 1
;   store i64 %19, ptr %iteration.kept.1
;   br i1 %is.first, label %reverse.edge.inner, label %reverse.edge.inner.1
;
; reverse.outer:
;   %adjoint.6 = load double, ptr %s0.adjoint
;   store double 0.000000e+00, ptr %s0.adjoint
;   %iteration.5 = load i64, ptr %iteration.kept
;   %is.first.1 = icmp eq i64 %iteration.5, 0
;   %20 = sub i64 %iteration.5, 1
;   store i64 %20, ptr %iteration.kept
;   br i1 %is.first.1, label %reverse.entry, label %reverse.edge.outer
;
; reverse.entry:
;   br label %reverse.done
;
; reverse.edge.exit:
;   %21 = load double, ptr %s.next.lcssa.adjoint
;   %22 = fadd reassoc nsz contract double %21, %adjoint
;   store double %22, ptr %s.next.lcssa.adjoint
;   br label %reverse.latch
;
; reverse.edge.latch:
;   %23 = load double, ptr %s.next.adjoint
;   %24 = fadd reassoc nsz contract double %23, %adjoint.1
;   store double %24, ptr %s.next.adjoint
;   br label %reverse.inner
;
; reverse.edge.inner:
;   %25 = load double, ptr %s0.adjoint
;   %26 = fadd reassoc nsz contract double %25, %adjoint.5
;   store double %26, ptr %s0.adjoint
;   br label %reverse.outer
;
; reverse.edge.inner.1:
;   %27 = load double, ptr %s.next.adjoint
;   %28 = fadd reassoc nsz contract double %27, %adjoint.5
;   store double %28, ptr %s.next.adjoint
;   br label %reverse.inner
;
; reverse.edge.outer:
;   %29 = load double, ptr %s.next.lcssa.adjoint
;   %30 = fadd reassoc nsz contract double %29, %adjoint.6
;   store double %30, ptr %s.next.lcssa.adjoint
;   br label %reverse.latch
;
; reverse.done:
;   ret void
; }
