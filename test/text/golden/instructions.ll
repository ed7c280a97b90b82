target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%struct = type { i32, [4 x double], ptr }

@g = global %struct zeroinitializer

define double @arithmetic(i32 %i, i32 %j, double %x, double %y, float %f) {
  %1 = add nuw nsw i32 %i, %j
  %2 = sub nsw i32 %1, 1
  %3 = mul i32 %2, %i
  %4 = udiv exact i32 %3, 2
  %5 = sdiv i32 %4, 3
  %6 = urem i32 %5, 5
  %7 = srem i32 %6, 7
  %8 = shl nuw i32 %7, 1
  %9 = lshr exact i32 %8, 1
  %10 = ashr i32 %9, 1
  %11 = and i32 %10, -2
  %12 = or disjoint i32 %11, 1
  %13 = xor i32 %12, -1
  %14 = fadd fast double %x, %y
  %15 = fsub nnan ninf double %14, 1.000000e+00
  %16 = fmul reassoc contract double %15, %x
  %17 = fdiv nsz arcp afn double %16, %y
  %18 = frem double %17, 3.000000e+00
  %19 = fneg fast double %18
  %20 = fneg float %f
  %cmp = icmp samesign ult i32 %13, 10
  %same = fcmp nnan oeq double %19, %x
  %both = select i1 %cmp, i1 %same, i1 false
  %pick = select nnan i1 %both, double %x, double %y
  %frozen = freeze double %pick
  ret double %frozen
}

define i64 @casts(i64 %i, double %x, ptr %p, <2 x i64> %v) {
  %a = trunc nuw nsw i64 %i to i32
  %b = zext nneg i32 %a to i64
  %c = sext i32 %a to i64
  %d = fptrunc fast double %x to float
  %e = fpext float %d to double
  %f = fptoui double %e to i64
  %g = fptosi double %e to i64
  %h = uitofp nneg i64 %i to double
  %k = sitofp i64 %i to double
  %l = ptrtoint ptr %p to i64
  %m = inttoptr i64 %l to ptr
  %n = bitcast double %x to i64
  %o = addrspacecast ptr %m to ptr addrspace(1)
  %q = bitcast <2 x i64> %v to <4 x i32>
  %r = ptrtoaddr ptr %p to i64
  ret i64 %n
}

define void @memory(ptr %p, i64 %n, ptr addrspace(1) %q) {
  %a = alloca i32, align 4
  %b = alloca [4 x i32], i64 %n, align 16
  %c = alloca inalloca i32, align 4
  %d = alloca i32, i32 1, align 4
  %l = load i32, ptr %a, align 4
  %v = load volatile i32, ptr %a, align 4
  %at = load atomic i32, ptr %a syncscope("singlethread") acquire, align 4
  %av = load atomic volatile i64, ptr addrspace(1) %q seq_cst, align 8
  store i32 %l, ptr %a, align 4
  store volatile i32 %v, ptr %a
  store atomic i32 %at, ptr %a release, align 4
  fence seq_cst
  fence syncscope("agent") acq_rel
  %x = cmpxchg weak volatile ptr %a, i32 1, i32 2 syncscope("singlethread") acq_rel monotonic, align 4
  %y = cmpxchg ptr %p, ptr null, ptr %p seq_cst seq_cst, align 8
  %z = extractvalue { i32, i1 } %x, 0
  %r1 = atomicrmw add ptr %a, i32 1 seq_cst, align 4
  %r2 = atomicrmw volatile fmaximum ptr %a, float 1.000000e+00 syncscope("agent") monotonic, align 4
  %r3 = atomicrmw usub_sat ptr %a, i32 1 acquire, align 4
  %r4 = atomicrmw xchg ptr %p, ptr %p release, align 8
  %e1 = getelementptr inbounds nuw %struct, ptr %p, i64 %n, i32 1, i64 2
  %e2 = getelementptr nusw i8, ptr %p, i64 -1
  %e3 = getelementptr i8, ptr %p, <2 x i64> <i64 1, i64 2>
  %e4 = getelementptr inbounds i8, ptr addrspace(1) %q, i32 4
  ret void
}

define <4 x float> @vectors(<4 x float> %a, <4 x float> %b, i32 %i, <vscale x 4 x i32> %s) {
  %e = extractelement <4 x float> %a, i32 %i
  %f = insertelement <4 x float> %b, float %e, i64 0
  %g = shufflevector <4 x float> %a, <4 x float> %f, <4 x i32> <i32 0, i32 5, i32 poison, i32 7>
  %h = shufflevector <vscale x 4 x i32> %s, <vscale x 4 x i32> poison, <vscale x 4 x i32> zeroinitializer
  %c = fcmp olt <4 x float> %g, splat (float 1.000000e+00)
  %d = select <4 x i1> %c, <4 x float> %a, <4 x float> %b
  ret <4 x float> %d
}

define { i32, [2 x i64] } @aggregates({ i32, [2 x i64] } %a) {
  %x = extractvalue { i32, [2 x i64] } %a, 1, 0
  %b = insertvalue { i32, [2 x i64] } %a, i64 %x, 1, 1
  ret { i32, [2 x i64] } %b
}

define i32 @flow(i32 %n, ptr %where) {
start:
  switch i32 %n, label %default [
    i32 0, label %zero
    i32 -5, label %zero
    i32 7, label %seven
  ]

zero:
  br label %join

seven:
  indirectbr ptr %where, [label %join, label %default]

join:
  %p = phi i32 [ 1, %zero ], [ 1, %zero2 ], [ %n, %seven ]
  %q = phi nnan float [ 0.000000e+00, %zero ], [ 2.000000e+00, %zero2 ], [ 1.000000e+00, %seven ]
  br i1 true, label %zero2, label %default

zero2:
  br label %join

default:
  %forward = phi i32 [ 0, %start ], [ %p, %join ], [ %n, %seven ]
  callbr void asm sideeffect "# $0", "r,!i"(i32 %n)
          to label %end [label %other]

end:
  ret i32 %forward

other:
  unreachable
}

declare void @variadic(ptr, ...)

declare fastcc noundef i32 @fast(i32 noundef signext, ptr byval(%struct) align 8)

declare token @llvm.experimental.gc.statepoint.p0(i64, i32, ptr, i32, i32, ...)

define void @calls(ptr %p, ptr %f) gc "statepoint-example" {
  call void (ptr, ...) @variadic(ptr %p, i32 1, double 2.000000e+00)
  %1 = tail call fastcc noundef i32 @fast(i32 noundef signext 1, ptr byval(%struct) align 8 %p) #0
  %2 = call reassoc nnan double %f(double 1.000000e+00) nounwind memory(none)
  %3 = notail call i32 asm sideeffect alignstack inteldialect "mov $0, $1\0A", "=r,r,~{memory}"(i32 3)
  call cc 17 void %f()
  call void %f() [ "deopt"(i32 1, ptr %p), "align"(ptr %p, i64 8), "empty"() ]
  %4 = call range(i32 0, 9) i32 @fast(i32 1, ptr null)
  ret void
}

define void @forward(i32 %x, ...) {
  musttail call void (i32, ...) @forward(i32 %x, ...)
  ret void
}

define void @attributes(ptr noalias nonnull captures(none) dereferenceable(8) %a, ptr captures(ret: address, provenance) %b, float nofpclass(nan inf) %c, ptr initializes((0, 8), (16, 24)) %d, ptr align 8 dead_on_unwind writable dereferenceable(48) %e, i32 range(i32 -1, 5) %f, ptr dead_on_return %g, i64 "key"="v" %h) #1 {
  ret void
}

declare i32 @__gxx_personality_v0(...)

declare i32 @__CxxFrameHandler3(...)

define i32 @exceptions() personality ptr @__gxx_personality_v0 {
  %r = invoke i32 @exceptions()
          to label %ok unwind label %bad

ok:
  ret i32 %r

bad:
  %pad = landingpad { ptr, i32 }
          cleanup
          catch ptr null
          filter [1 x ptr] [ptr @g]
  resume { ptr, i32 } %pad
}

define void @funclets() personality ptr @__CxxFrameHandler3 {
  invoke void @funclets()
          to label %done unwind label %dispatch

dispatch:
  %switch = catchswitch within none [label %handler] unwind label %cleanup

handler:
  %catch = catchpad within %switch [ptr null, i32 64, ptr null]
  call void @funclets() [ "funclet"(token %catch) ]
  catchret from %catch to label %done

cleanup:
  %clean = cleanuppad within none []
  cleanupret from %clean unwind to caller

done:
  ret void
}

define target("spirv.Image", void, 1, 0) @target_types(target("spirv.Image", void, 1, 0) %x) {
  ret target("spirv.Image", void, 1, 0) %x
}

define i32 @va(ptr %list) {
  %x = va_arg ptr %list, i32
  ret i32 %x
}

define i32 @"odd name"(i32 %"a b", i32 %"0") {
"first block":
  %"x\01" = add i32 %"a b", %"0"
  br label %-b.$

-b.$:
  ret i32 %"x\01"
}

attributes #0 = { nounwind willreturn memory(argmem: read, inaccessiblemem: readwrite) "a"="b" }
attributes #1 = { noinline allocsize(5,7) vscale_range(1,16) uwtable(sync) alignstack=16 allockind("alloc,zeroed") memory(readwrite) "frame-pointer"="all" }
