/** `!tbaa.struct` names what a copy of a struct moves: what it does not name is padding, at the end, too. */
import { expect, test } from 'vitest';
import { analyzeTypes } from '../../../src/analysis/types/index.ts';
import { parseModule } from '../../../src/text/index.ts';

const text = (fields: string): string => `
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
define void @f(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 16, i1 false), !tbaa.struct !0
  ret void
}
!0 = !{${fields}}
!1 = !{!2, !2, i64 0}
!2 = !{!"double", !4, i64 0}
!3 = !{!5, !5, i64 0}
!4 = !{!"omnipotent char", !6, i64 0}
!5 = !{!"int", !4, i64 0}
!6 = !{!"Simple C/C++ TBAA"}
!7 = !{!4, !4, i64 0}
`;

test.each([
  ['behind the last', 'i64 0, i64 8, !1, i64 8, i64 4, !3', 0],
  ['between two', 'i64 0, i64 4, !3, i64 8, i64 8, !1', 0],
  ['beside characters, which may be anything themselves', 'i64 0, i64 1, !7, i64 8, i64 8, !1', 1],
])('padding %s', (_, fields, unknown) => {
  const fn = parseModule(text(fields)).getFunction('f')!;
  const copy = fn.blocks[0]!.first!;
  const layout = analyzeTypes(fn).memoryAt(fn.args[0]!, 16, copy);
  expect(layout.fields.filter((f) => f.scalar.kind === 'float')).toHaveLength(1);
  expect(layout.unknown.reduce((sum, u) => sum + u.size, 0)).toBe(unknown);
});
