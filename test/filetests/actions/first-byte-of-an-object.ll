; test: actions fn=f activity=dup,out return=active
; A constructor writes a byte of a union before there is a number; the same byte later would be a part of one, which the program finds out.
define double @f(ptr %this, double %v) !dbg !4 {
entry:
  store i8 0, ptr %this
  store double %v, ptr %this                                 ; store double
  store i8 0, ptr %this                                      ; text
  %r = load double, ptr %this                                ; load double
  ret double %r
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!9}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "", isOptimized: false, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/")
!2 = distinct !DICompositeType(tag: DW_TAG_union_type, name: "Number", file: !1, line: 1, size: 64, elements: !{})
!3 = !DISubprogram(name: "Number", linkageName: "f", scope: !2, file: !1, line: 2, type: !5, spFlags: 0)
!4 = distinct !DISubprogram(name: "Number", linkageName: "f", scope: !2, file: !1, line: 2, type: !5, unit: !0, spFlags: DISPFlagDefinition, declaration: !3)
!5 = !DISubroutineType(types: !6)
!6 = !{null}
!9 = !{i32 2, !"Debug Info Version", i32 3}
