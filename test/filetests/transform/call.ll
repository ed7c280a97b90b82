; test: transform fn=f activity=out return=active
; A callee becomes two functions, which share the tape.
; at: [1.1]
define double @f(double %x) {
entry:
  %a = call double @square(double %x)
  %b = call double @square(double %a)
  ret double %b
}
define internal double @square(double %u) noinline {
entry:
  %p = fmul double %u, %u
  ret double %p
}
; ---
; define internal double @__fluxion_gradient_f(double %x, double %seed) {
; entry:
;   %tape.top = alloca i32
;   %tape.base = alloca ptr
;   %0 = load i32, ptr @__fluxion_tape_top
;   store i32 %0, ptr %tape.top
;   %1 = load ptr, ptr @__fluxion_tape_base
;   store ptr %1, ptr %tape.base
;   %b.adjoint = alloca double
;   store double 0.000000e+00, ptr %b.adjoint
;   %a.adjoint = alloca double
;   store double 0.000000e+00, ptr %a.adjoint
;   %x.adjoint = alloca double
;   store double 0.000000e+00, ptr %x.adjoint
;   %2 = load i32, ptr %tape.top
;   store i32 %2, ptr @__fluxion_tape_top
;   %a = call double @__fluxion_augmented_square(double %x)
;   %3 = load i32, ptr @__fluxion_tape_top
;   store i32 %3, ptr %tape.top
;   %4 = load ptr, ptr @__fluxion_tape_base
;   store ptr %4, ptr %tape.base
;   %5 = load i32, ptr %tape.top
;   store i32 %5, ptr @__fluxion_tape_top
;   %b = call double @__fluxion_augmented_square(double %a)
;   %6 = load i32, ptr @__fluxion_tape_top
;   store i32 %6, ptr %tape.top
;   %7 = load ptr, ptr @__fluxion_tape_base
;   store ptr %7, ptr %tape.base
;   %8 = load double, ptr %b.adjoint
;   %9 = fadd reassoc nsz contract double %8, %seed
;   store double %9, ptr %b.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %b.adjoint
;   store double 0.000000e+00, ptr %b.adjoint
;   %10 = load i32, ptr %tape.top
;   store i32 %10, ptr @__fluxion_tape_top
;   %11 = call double @__fluxion_reverse_square(double %a, double %adjoint)
;   %12 = load i32, ptr @__fluxion_tape_top
;   store i32 %12, ptr %tape.top
;   %13 = load ptr, ptr @__fluxion_tape_base
;   store ptr %13, ptr %tape.base
;   %14 = load double, ptr %a.adjoint
;   %15 = fadd reassoc nsz contract double %14, %11
;   store double %15, ptr %a.adjoint
;   %adjoint.1 = load double, ptr %a.adjoint
;   store double 0.000000e+00, ptr %a.adjoint
;   %16 = load i32, ptr %tape.top
;   store i32 %16, ptr @__fluxion_tape_top
;   %17 = call double @__fluxion_reverse_square(double %x, double %adjoint.1)
;   %18 = load i32, ptr @__fluxion_tape_top
;   store i32 %18, ptr %tape.top
;   %19 = load ptr, ptr @__fluxion_tape_base
;   store ptr %19, ptr %tape.base
;   %20 = load double, ptr %x.adjoint
;   %21 = fadd reassoc nsz contract double %20, %17
;   store double %21, ptr %x.adjoint
;   br label %reverse.done
;
; reverse.done:
;   %22 = load i32, ptr %tape.top
;   store i32 %22, ptr @__fluxion_tape_top
;   %adjoint.2 = load double, ptr %x.adjoint
;   ret double %adjoint.2
; }
; define internal double @__fluxion_augmented_square(double %u) {
; entry:
;   %p = fmul double %u, %u
;   ret double %p
; }
; define internal double @__fluxion_reverse_square(double %u, double %seed) {
; entry:
;   %p.adjoint = alloca double
;   store double 0.000000e+00, ptr %p.adjoint
;   %u.adjoint = alloca double
;   store double 0.000000e+00, ptr %u.adjoint
;   br label %start
;
; start:
;   %0 = load double, ptr %p.adjoint
;   %1 = fadd reassoc nsz contract double %0, %seed
;   store double %1, ptr %p.adjoint
;   br label %reverse.entry
;
; reverse.entry:
;   %adjoint = load double, ptr %p.adjoint
;   store double 0.000000e+00, ptr %p.adjoint
;   %2 = fmul contract double %adjoint, %u
;   %3 = load double, ptr %u.adjoint
;   %4 = fadd reassoc nsz contract double %3, %2
;   store double %4, ptr %u.adjoint
;   %5 = fmul contract double %adjoint, %u
;   %6 = load double, ptr %u.adjoint
;   %7 = fadd reassoc nsz contract double %6, %5
;   store double %7, ptr %u.adjoint
;   br label %reverse.done
;
; reverse.done:
;   %adjoint.1 = load double, ptr %u.adjoint
;   ret double %adjoint.1
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
