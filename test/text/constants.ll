source_filename = "constants.ll"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

module asm ".globl marker"
module asm "marker: .asciz \22quoted\22"

%pair = type { i32, ptr }
%packed = type <{ i8, i64 }>
%node = type { ptr, [3 x %pair], %node.inner }
%node.inner = type { <4 x float>, { i8, {} } }
%opaque = type opaque
%0 = type { i1 }
%"odd name\22" = type { %0 }

$group = comdat any
$"odd $" = comdat largest

@a = global i32 -7
@0 = private unnamed_addr constant [6 x i8] c"a\00\FF\22\5C\0A"
@1 = internal global ptr @0
@big = constant i128 -170141183460469231731687303715884105728
@wide = constant i65 18446744073709551616
@bool = constant [2 x i1] [i1 true, i1 false]
@floats = constant [5 x float] [float 0.000000e+00, float 1.500000e+00, float 0x7FF0000000000000, float 0x3FB99999A0000000, float -0.000000e+00]
@doubles = constant { double, half, bfloat, x86_fp80, fp128, ppc_fp128 } { double 1.000000e-01, half 0xH3C00, bfloat 0xR3F80, x86_fp80 0xK3FFF8000000000000000, fp128 0xL00000000000000003FFF000000000000, ppc_fp128 0xM3FF00000000000000000000000000000 }
@vector = constant <4 x i32> <i32 1, i32 undef, i32 poison, i32 4>
@splat = constant <4 x i32> splat (i32 7)
@node = global %node { ptr @node, [3 x %pair] zeroinitializer, %node.inner { <4 x float> zeroinitializer, { i8, {} } { i8 1, {} zeroinitializer } } }
@packed = global %packed <{ i8 1, i64 2 }>, align 1
@empty = global [0 x i32] zeroinitializer
@poisoned = global %"odd name\22" { %0 { i1 true } }
@offset = global ptr getelementptr inbounds (i8, ptr @node, i64 8)
@flags = global ptr getelementptr inbounds nuw (i8, ptr @node, i64 8)
@nusw = global ptr getelementptr nusw (i8, ptr @node, i64 8)
@inrange = global ptr getelementptr inbounds inrange(-16, 8) ({ [3 x ptr] }, ptr @vtable, i32 0, i32 0, i32 2)
@vtable = constant { [3 x ptr] } { [3 x ptr] [ptr null, ptr @f, ptr no_cfi @f] }
@distance = global i64 sub (i64 ptrtoint (ptr @node to i64), i64 ptrtoint (ptr @vector to i64))
@narrow = global i32 trunc (i64 sub nuw (i64 ptrtoint (ptr @a to i64), i64 ptrtoint (ptr @big to i64)) to i32)
@equivalent = global i32 trunc (i64 sub (i64 ptrtoint (ptr dso_local_equivalent @f to i64), i64 ptrtoint (ptr @a to i64)) to i32)
@flipped = global i64 xor (i64 ptrtoint (ptr @a to i64), i64 -1)
@far = global ptr addrspace(1) addrspacecast (ptr @a to ptr addrspace(1))
@back = global ptr inttoptr (i64 4096 to ptr)
@label = global ptr blockaddress(@f, %somewhere)
@signed = global ptr ptrauth (ptr @f, i32 2, i64 1234, ptr @a)
@common = common global i32 0
@weak = extern_weak global i32
@"quoted \22name\22" = external dso_local global ptr
@tls = thread_local(initialexec) global i32 0
@tls2 = thread_local global i32 0
@hidden = hidden addrspace(3) externally_initialized global i32 0, section ".x\09y", align 16
@in.group = linkonce_odr dso_local constant i32 0, comdat($group), align 4
@group = linkonce_odr constant i32 0, comdat
@"odd $" = weak_odr global i32 1, comdat, partition "part", no_sanitize_address
@sanitised = global i32 0, sanitize_memtag, align 16
@model = global i32 0, code_model "large"
@attributes = global i32 0 #1
@exported = dllexport global i32 2

@alias = alias i32, ptr @a
@alias.offset = weak hidden unnamed_addr alias i8, getelementptr (i8, ptr @a, i64 1)
@alias.part = internal alias i32, ptr @a, partition "part"
@resolved = ifunc i32 (i32), ptr @resolve

define i32 @f(i32 %x) {
entry:
  br label %somewhere

somewhere:                                        ; preds = %entry
  indirectbr ptr blockaddress(@f, %somewhere), [label %somewhere, label %done]

done:
  ret i32 %x
}

define internal ptr @resolve() {
  ret ptr @f
}

declare void @2()

define void @3() prefix i32 5 prologue i8 144 {
  call void @2()
  ret void
}

declare void @personality(...)

attributes #1 = { "key" "other"="value \22" }
