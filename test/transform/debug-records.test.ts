import { expect, it } from 'vitest';
import { parseModule, printModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';
import { verifyModule } from '../../src/verify/index.ts';

const text = `
declare double @__enzyme_autodiff(ptr, ...)
define double @square(double %x) {
  %y = fmul double %x, %x
  ret double %y
}
define double @caller(double %x) !dbg !5 {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @square, double %x), !dbg !9
    #dbg_value(double %d, !8, !DIExpression(), !9)
  ret double %d, !dbg !9
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "caller.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!5 = distinct !DISubprogram(name: "caller", scope: !1, file: !1, line: 1, type: !6, unit: !0, spFlags: DISPFlagDefinition)
!6 = !DISubroutineType(types: !7)
!7 = !{!10, !10}
!8 = !DILocalVariable(name: "d", scope: !5, file: !1, line: 2, type: !10)
!9 = !DILocation(line: 2, scope: !5)
!10 = !DIBasicType(name: "double", size: 64, encoding: DW_ATE_float)
`;

it('a variable that held the result of a marker call holds that of the gradient', () => {
  const module = parseModule(text);
  lowerRequests(module);
  expect(verifyModule(module)).toEqual([]);
  const lines = printModule(module).split('\n');
  const result = /(%\S+) = call double @__fluxion_gradient_square/.exec(lines.join('\n'))?.[1];
  expect(lines.filter((l) => l.includes('#dbg_value')).join()).toContain(`double ${result}`);
});
