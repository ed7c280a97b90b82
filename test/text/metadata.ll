source_filename = "metadata.ll"
target triple = "x86_64-unknown-linux-gnu"

@g = global i32 0, align 4, !dbg !0

declare !dbg !30 void @declared()
declare void @llvm.metadata(metadata, metadata)

define i32 @f(i32 %x, ptr %p) !dbg !10 !prof !32 {
entry:
    #dbg_declare(ptr %p, !20, !DIExpression(), !21)
    #dbg_value(i32 %x, !22, !DIExpression(DW_OP_plus_uconst, 4, DW_OP_stack_value), !21)
    #dbg_value(!DIArgList(i32 %x, i32 %y), !22, !DIExpression(DW_OP_LLVM_arg, 0, DW_OP_LLVM_arg, 1, DW_OP_plus, DW_OP_stack_value), !21)
    #dbg_value(i32 poison, !22, !DIExpression(DW_OP_LLVM_convert, 32, DW_ATE_signed, DW_OP_LLVM_fragment, 0, 16), !21)
    #dbg_assign(i32 %x, !22, !DIExpression(), !24, ptr %p, !DIExpression(), !21)
    #dbg_label(!25, !21)
  %y = add i32 %x, 1, !dbg !21, !custom !{}
  store i32 %x, ptr %p, align 4, !dbg !21, !DIAssignID !24
  %z = load i32, ptr %p, align 4, !tbaa !26, !range !29, !dbg !DILocation(line: 3, scope: !10)
  call void @llvm.metadata(metadata !"round.tonearest", metadata i32 %y), !dbg !21
  call void @llvm.metadata(metadata !{!"inline", i32 7, null}, metadata ptr %p)
  br label %loop, !llvm.loop !33

loop:
  br label %loop, !llvm.loop !33
}

!llvm.module.flags = !{!5, !6}
!llvm.dbg.cu = !{!2}
!named\20odd = !{!7}
!empty = !{}

!0 = !DIGlobalVariableExpression(var: !1, expr: !DIExpression(DW_OP_constu, 7, DW_OP_stack_value))
!1 = distinct !DIGlobalVariable(name: "g", scope: !2, file: !3, line: 1, type: !4, isLocal: false, isDefinition: true)
!2 = distinct !DICompileUnit(language: DW_LANG_C11, file: !3, producer: "quote \22 \5C", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, globals: !31, splitDebugInlining: false, nameTableKind: None)
!3 = !DIFile(filename: "a.c", directory: "/tmp", checksumkind: CSK_MD5, checksum: "0123456789abcdef0123456789abcdef")
!4 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = !{i32 1, !"wchar_size", i32 4}
!7 = distinct !{!7, !8, null, ptr @g, !"text", double 1.000000e+00, !{i1 true}}
!8 = !DIEnumerator(name: "BIG", value: 18446744073709551615, isUnsigned: true)
!10 = distinct !DISubprogram(name: "f", scope: !3, file: !3, line: 2, type: !11, scopeLine: 2, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !2, retainedNodes: !31)
!11 = !DISubroutineType(cc: DW_CC_normal, types: !12)
!12 = !{!4, null}
!20 = !DILocalVariable(name: "p", arg: 2, scope: !10, file: !3, line: 2, type: !13, align: 8)
!13 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !4, size: 64, dwarfAddressSpace: 1)
!21 = !DILocation(line: 2, column: 7, scope: !10, isImplicitCode: true)
!22 = !DILocalVariable(name: "x", scope: !23, file: !3, line: 2, type: !4)
!23 = distinct !DILexicalBlock(scope: !10, file: !3, line: 2, column: 1)
!24 = distinct !DIAssignID()
!25 = !DILabel(scope: !10, name: "l", file: !3, line: 3)
!26 = !{!27, !27, i64 0}
!27 = !{!"int", !28, i64 0}
!28 = !{!"root"}
!29 = !{i32 0, i32 9}
!30 = !DISubprogram(name: "declared", scope: !3, file: !3, line: 9, type: !11, spFlags: 0)
!31 = !{}
!32 = !{!"function_entry_count", i64 -1}
!33 = distinct !{!33, !34}
!34 = !{!"llvm.loop.mustprogress"}
!35 = !DISubrange(count: !36, lowerBound: -1)
!36 = !DIExpression()
!37 = !DITemplateValueParameter(name: "n", type: !4, value: i32 3)
!38 = !DICompositeType(tag: DW_TAG_array_type, baseType: !4, size: 64, elements: !{!35}, templateParams: !{!37})
!39 = !GenericDINode(tag: DW_TAG_entry_point, header: "h\00x", operands: {!4, null, !"s"})
!40 = !{!38, !39}
!41 = !DIMacro(type: DW_MACINFO_define, line: 9, name: "X", value: "1")
