; test: transform fn=f activity=out,const return=active
; Each iteration pushes a record of 8 bytes, and its reverse pops it.
; at: [1.1, 1]
; at: [1.1, 5]
define double @f(double %x, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %s = phi double [ %x, %entry ], [ %s.next, %loop ]
  %s.next = fmul double %s, %s
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret double %s.next
}
; ---
; define internal double @__fluxion_gradient_f(double %x, i32 %n, double %seed) {
; entry:
;   %tape.top = alloca i32
;   %tape.base = alloca ptr
;   %0 = load i32, ptr @__fluxion_tape_top
;   store i32 %0, ptr %tape.top
;   %1 = load ptr, ptr @__fluxion_tape_base
;   store ptr %1, ptr %tape.base
;   %iteration.kept = alloca i64
;   store i64 0, ptr %iteration.kept
;   %s.next.lcssa.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.next.lcssa.adjoint
;   %s.next.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.next.adjoint
;   %s.adjoint = alloca double
;   store double 0.000000e+00, ptr %s.adjoint
;   %x.adjoint = alloca double
;   store double 0.000000e+00, ptr %x.adjoint
;   %top = load i32, ptr %tape.top
;   %2 = sub i32 %n, 1
;   %3 = icmp slt i32 1, %n
;   %4 = select i1 %3, i32 %2, i32 0
;   %5 = call i32 @llvm.uadd.sat.i32(i32 %4, i32 1)
;   %6 = call { i32, i1 } @llvm.umul.with.overflow.i32(i32 %5, i32 8)
;   %7 = extractvalue { i32, i1 } %6, 1
;   %8 = extractvalue { i32, i1 } %6, 0
;   %reserved = select i1 %7, i32 -1, i32 %8
;   %top.needed = call i32 @llvm.uadd.sat.i32(i32 %top, i32 %reserved)
;   %9 = load i32, ptr @__fluxion_tape_capacity
;   %10 = icmp ugt i32 %top.needed, %9
;   br i1 %10, label %tape.grow, label %entry.end
;
; tape.grow:
;   call void @__fluxion_tape_grow(i32 %top.needed)
;   %11 = load ptr, ptr @__fluxion_tape_base
;   store ptr %11, ptr %tape.base
;   br label %entry.end
;
; entry.end:
;   br label %loop
;
; loop:
;   %iteration = phi i64 [ 0, %entry.end ], [ %iteration.next, %loop ]
;   %i = phi i32 [ 0, %entry.end ], [ %i.next, %loop ]
;   %s = phi double [ %x, %entry.end ], [ %s.next, %loop ]
;   %s.next = fmul double %s, %s
;   %i.next = add i32 %i, 1
;   %more = icmp slt i32 %i.next, %n
;   %iteration.next = add i64 %iteration, 1
;   %top.1 = load i32, ptr %tape.top
;   %12 = load ptr, ptr %tape.base
;   %record = getelementptr i8, ptr %12, i32 %top.1
;   %13 = getelementptr i8, ptr %record, i32 0
;   store double %s, ptr %13, align 1, !alias.scope !0, !noalias !1
;   %top.next = add i32 %top.1, 8
;   store i32 %top.next, ptr %tape.top
;   br i1 %more, label %loop, label %exit
;
; exit:
;   %iterations = phi i64 [ %iteration, %loop ]
;   %s.next.lcssa = phi double [ %s.next, %loop ]
;   %14 = load double, ptr %s.next.lcssa.adjoint
;   %15 = fadd reassoc nsz contract double %14, %seed
;   store double %15, ptr %s.next.lcssa.adjoint
;   br label %reverse.exit
;
; reverse.exit:
;   store i64 %iterations, ptr %iteration.kept
;   %adjoint = load double, ptr %s.next.lcssa.adjoint
;   store double 0.000000e+00, ptr %s.next.lcssa.adjoint
;   br label %reverse.edge.exit
;
; reverse.loop:
;   %16 = load i32, ptr %tape.top
;   %top.2 = sub i32 %16, 8
;   store i32 %top.2, ptr %tape.top
;   %17 = load ptr, ptr %tape.base
;   %record.1 = getelementptr i8, ptr %17, i32 %top.2
;   %18 = getelementptr i8, ptr %record.1, i32 0
;   %saved = load double, ptr %18, align 1, !alias.scope !0, !noalias !1
;   %adjoint.1 = load double, ptr %s.next.adjoint
;   store double 0.000000e+00, ptr %s.next.adjoint
;   %19 = fmul contract double %adjoint.1, %saved
;   %20 = load double, ptr %s.adjoint
;   %21 = fadd reassoc nsz contract double %20, %19
;   store double %21, ptr %s.adjoint
;   %22 = fmul contract double %adjoint.1, %saved
;   %23 = load double, ptr %s.adjoint
;   %24 = fadd reassoc nsz contract double %23, %22
;   store double %24, ptr %s.adjoint
;   %adjoint.2 = load double, ptr %s.adjoint
;   store double 0.000000e+00, ptr %s.adjoint
;   %iteration.1 = load i64, ptr %iteration.kept
;   %is.first = icmp eq i64 %iteration.1, 0
;   %25 = sub i64 %iteration.1, 1
;   store i64 %25, ptr %iteration.kept
;   br i1 %is.first, label %reverse.edge.loop, label %reverse.edge.loop.1
;
; reverse.entry:
;   br label %reverse.done
;
; reverse.edge.exit:
;   %26 = load double, ptr %s.next.adjoint
;   %27 = fadd reassoc nsz contract double %26, %adjoint
;   store double %27, ptr %s.next.adjoint
;   br label %reverse.loop
;
; reverse.edge.loop:
;   %28 = load double, ptr %x.adjoint
;   %29 = fadd reassoc nsz contract double %28, %adjoint.2
;   store double %29, ptr %x.adjoint
;   br label %reverse.entry
;
; reverse.edge.loop.1:
;   %30 = load double, ptr %s.next.adjoint
;   %31 = fadd reassoc nsz contract double %30, %adjoint.2
;   store double %31, ptr %s.next.adjoint
;   br label %reverse.loop
;
; reverse.done:
;   %32 = load i32, ptr %tape.top
;   store i32 %32, ptr @__fluxion_tape_top
;   %adjoint.3 = load double, ptr %x.adjoint
;   ret double %adjoint.3
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
