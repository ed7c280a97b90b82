; What LLVM 17 and 18 wrote and later versions write otherwise.
source_filename = "older.ll"
target triple = "x86_64-unknown-linux-gnu"

@vtable = constant { [2 x ptr] } zeroinitializer
@global = global i32 mul (i32 ptrtoint (ptr @vtable to i32), i32 3)
@product = global i64 shl (i64 ptrtoint (ptr @vtable to i64), i64 2)
@choice = global i1 icmp eq (ptr @vtable, ptr @global)
@into = global ptr getelementptr inbounds ({ [2 x ptr] }, ptr @vtable, i32 0, inrange i32 0, i32 1)

define void @f(ptr nocapture readonly %p, i32 %x) argmemonly {
  call void @llvm.dbg.declare(metadata ptr %p, metadata !1, metadata !DIExpression()), !dbg !2
  call void @llvm.dbg.value(metadata !DIArgList(i32 %x, i32 %y), metadata !1, metadata !DIExpression()), !dbg !2
  %y = add i32 %x, 1
  ret void
  uselistorder i32 %x, { 1, 0 }
}

declare void @llvm.dbg.declare(metadata, metadata, metadata)
declare void @llvm.dbg.value(metadata, metadata, metadata)

uselistorder ptr @vtable, { 2, 1, 0 }

!1 = !DILocalVariable(name: "p", scope: !3)
!2 = !DILocation(line: 1, scope: !3)
!3 = distinct !DISubprogram(name: "f")
