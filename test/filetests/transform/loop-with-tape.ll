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
;   br label %loop
;
; loop:
;   %iteration = phi i64 [ 0, %entry ], [ %iteration.next, %loop.end ]
;   %i = phi i32 [ 0, %entry ], [ %i.next, %loop.end ]
;   %s = phi double [ %x, %entry ], [ %s.next, %loop.end ]
;   %s.next = fmul double %s, %s
;   %i.next = add i32 %i, 1
;   %more = icmp slt i32 %i.next, %n
;   %iteration.next = add i64 %iteration, 1
;   %top = load i32, ptr %tape.top
;   %top.next = add i32 %top, 8
;   %2 = load i32, ptr @__fluxion_tape_capacity
;   %3 = icmp ugt i32 %top.next, %2
;   br i1 %3, label %tape.grow, label %loop.end
;
; tape.grow:
;   call void @__fluxion_tape_grow(i32 %top.next)
;   %4 = load ptr, ptr @__fluxion_tape_base
;   store ptr %4, ptr %tape.base
;   br label %loop.end
;
; loop.end:
;   %5 = load ptr, ptr %tape.base
;   %record = getelementptr i8, ptr %5, i32 %top
;   %6 = getelementptr i8, ptr %record, i32 0
;   store double %s, ptr %6, align 8
;   store i32 %top.next, ptr %tape.top
;   br i1 %more, label %loop, label %exit
;
; exit:
;   %iterations = phi i64 [ %iteration, %loop.end ]
;   %s.next.lcssa = phi double [ %s.next, %loop.end ]
;   %7 = load double, ptr %s.next.lcssa.adjoint
;   %8 = fadd nsz double %7, %seed
;   store double %8, ptr %s.next.lcssa.adjoint
;   br label %reverse.exit
;
; reverse.exit:
;   store i64 %iterations, ptr %iteration.kept
;   %adjoint = load double, ptr %s.next.lcssa.adjoint
;   store double 0.000000e+00, ptr %s.next.lcssa.adjoint
;   br label %reverse.edge.exit
;
; reverse.loop:
;   %9 = load i32, ptr %tape.top
;   %top.1 = sub i32 %9, 8
;   store i32 %top.1, ptr %tape.top
;   %10 = load ptr, ptr %tape.base
;   %record.1 = getelementptr i8, ptr %10, i32 %top.1
;   %11 = getelementptr i8, ptr %record.1, i32 0
;   %saved = load double, ptr %11, align 8
;   %adjoint.1 = load double, ptr %s.next.adjoint
;   store double 0.000000e+00, ptr %s.next.adjoint
;   %12 = fmul double %adjoint.1, %saved
;   %13 = load double, ptr %s.adjoint
;   %14 = fadd nsz double %13, %12
;   store double %14, ptr %s.adjoint
;   %15 = fmul double %adjoint.1, %saved
;   %16 = load double, ptr %s.adjoint
;   %17 = fadd nsz double %16, %15
;   store double %17, ptr %s.adjoint
;   %adjoint.2 = load double, ptr %s.adjoint
;   store double 0.000000e+00, ptr %s.adjoint
;   %iteration.1 = load i64, ptr %iteration.kept
;   %is.first = icmp eq i64 %iteration.1, 0
;   %18 = sub i64 %iteration.1, 1
;   store i64 %18, ptr %iteration.kept
;   br i1 %is.first, label %reverse.edge.loop, label %reverse.edge.loop.1
;
; reverse.entry:
;   br label %reverse.done
;
; reverse.edge.exit:
;   %19 = load double, ptr %s.next.adjoint
;   %20 = fadd nsz double %19, %adjoint
;   store double %20, ptr %s.next.adjoint
;   br label %reverse.loop
;
; reverse.edge.loop:
;   %21 = load double, ptr %x.adjoint
;   %22 = fadd nsz double %21, %adjoint.2
;   store double %22, ptr %x.adjoint
;   br label %reverse.entry
;
; reverse.edge.loop.1:
;   %23 = load double, ptr %s.next.adjoint
;   %24 = fadd nsz double %23, %adjoint.2
;   store double %24, ptr %s.next.adjoint
;   br label %reverse.loop
;
; reverse.done:
;   %25 = load i32, ptr %tape.top
;   store i32 %25, ptr @__fluxion_tape_top
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
;   br i1 %8, label %failed, label %grown
;
; failed:
;   call void @llvm.trap()
;   unreachable
;
; grown:
;   store ptr %region, ptr @__fluxion_tape_base
;   store i32 %6, ptr @__fluxion_tape_capacity
;   ret void
; }
