source_filename = "metadata.ll"
target triple = "x86_64-unknown-linux-gnu"

@g = global i32 0, align 4, !dbg !0

declare !dbg !23 void @declared()

declare void @llvm.metadata(metadata, metadata)

define i32 @f(i32 %x, ptr %p) !dbg !9 !prof !25 {
entry:
    #dbg_declare(ptr %p, !13, !DIExpression(), !14)
    #dbg_value(i32 %x, !15, !DIExpression(DW_OP_plus_uconst, 4, DW_OP_stack_value), !14)
    #dbg_value(!DIArgList(i32 %x, i32 %y), !15, !DIExpression(DW_OP_LLVM_arg, 0, DW_OP_LLVM_arg, 1, DW_OP_plus, DW_OP_stack_value), !14)
    #dbg_value(i32 poison, !15, !DIExpression(DW_OP_LLVM_convert, 32, DW_ATE_signed, DW_OP_LLVM_fragment, 0, 16), !14)
    #dbg_assign(i32 %x, !15, !DIExpression(), !17, ptr %p, !DIExpression(), !14)
    #dbg_label(!18, !14)
  %y = add i32 %x, 1, !dbg !14, !custom !{}
  store i32 %x, ptr %p, align 4, !dbg !14, !DIAssignID !17
  %z = load i32, ptr %p, align 4, !tbaa !19, !range !22, !dbg !DILocation(line: 3, scope: !9)
  call void @llvm.metadata(metadata !"round.tonearest", metadata i32 %y), !dbg !14
  call void @llvm.metadata(metadata !{!"inline", i32 7, null}, metadata ptr %p)
  br label %loop, !llvm.loop !26

loop:
  br label %loop, !llvm.loop !26
}

!llvm.module.flags = !{!5, !6}
!llvm.dbg.cu = !{!2}
!named\20odd = !{!7}
!empty = !{}

!0 = !DIGlobalVariableExpression(var: !1, expr: !DIExpression(DW_OP_constu, 7, DW_OP_stack_value))
!1 = distinct !DIGlobalVariable(name: "g", scope: !2, file: !3, line: 1, type: !4, isLocal: false, isDefinition: true)
!2 = distinct !DICompileUnit(language: DW_LANG_C11, file: !3, producer: "quote \22 \5C", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, globals: !24, splitDebugInlining: false, nameTableKind: None)
!3 = !DIFile(filename: "a.c", directory: "/tmp", checksumkind: CSK_MD5, checksum: "0123456789abcdef0123456789abcdef")
!4 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = !{i32 1, !"wchar_size", i32 4}
!7 = distinct !{!7, !8, null, ptr @g, !"text", double 1.000000e+00, !{i1 true}}
!8 = !DIEnumerator(name: "BIG", value: 18446744073709551615, isUnsigned: true)
!9 = distinct !DISubprogram(name: "f", scope: !3, file: !3, line: 2, type: !10, scopeLine: 2, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !2, retainedNodes: !24)
!10 = !DISubroutineType(cc: DW_CC_normal, types: !11)
!11 = !{!4, null}
!12 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !4, size: 64, dwarfAddressSpace: 1)
!13 = !DILocalVariable(name: "p", arg: 2, scope: !9, file: !3, line: 2, type: !12, align: 8)
!14 = !DILocation(line: 2, column: 7, scope: !9, isImplicitCode: true)
!15 = !DILocalVariable(name: "x", scope: !16, file: !3, line: 2, type: !4)
!16 = distinct !DILexicalBlock(scope: !9, file: !3, line: 2, column: 1)
!17 = distinct !DIAssignID()
!18 = !DILabel(scope: !9, name: "l", file: !3, line: 3)
!19 = !{!20, !20, i64 0}
!20 = !{!"int", !21, i64 0}
!21 = !{!"root"}
!22 = !{i32 0, i32 9}
!23 = !DISubprogram(name: "declared", scope: !3, file: !3, line: 9, type: !10, spFlags: 0)
!24 = !{}
!25 = !{!"function_entry_count", i64 -1}
!26 = distinct !{!26, !27}
!27 = !{!"llvm.loop.mustprogress"}
!28 = !DISubrange(count: !29, lowerBound: -1)
!29 = !DIExpression()
!30 = !DITemplateValueParameter(name: "n", type: !4, value: i32 3)
!31 = !DICompositeType(tag: DW_TAG_array_type, baseType: !4, size: 64, elements: !{!28}, templateParams: !{!30})
!32 = !GenericDINode(tag: DW_TAG_entry_point, header: "h\00x", operands: {!4, null, !"s"})
!33 = !{!31, !32}
!34 = !DIMacro(type: DW_MACINFO_define, line: 9, name: "X", value: "1")
