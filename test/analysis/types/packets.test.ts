/** Loops that load an array in vectors, some of them beginning at every element: they do not reach behind the array. */
import { expect, test } from 'vitest';
import { analyzeTypes } from '../../../src/analysis/types/index.ts';
import { parseModule } from '../../../src/text/index.ts';

const text = (stride: number, size: number): string => `
target datalayout = "e-p:64:64-i64:64-n8:16:32:64-S128"
%struct.S = type { [${size} x double], i32, i32 }
define void @f(ptr %s, i64 %n) {
entry:
  %info = getelementptr inbounds %struct.S, ptr %s, i64 0, i32 2
  store i32 0, ptr %info
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %offset = mul i64 %i, ${stride}
  %p = getelementptr inbounds i8, ptr %s, i64 %offset
  %v = load <2 x double>, ptr %p, align 8
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  ret void
}`;

test.each([
  ['at every element', 8, 4],
  ['at every other element of an odd number', 16, 3],
  ['once', 32, 4],
])('vectors %s', (_, stride, size) => {
  const fn = parseModule(text(stride, size)).getFunction('f')!;
  const store = [...fn.entry].find((i) => i.opcode === 'store')!;
  const layout = analyzeTypes(fn).memoryAt(store.operand(1), 4, store);
  expect(layout.fields.map((f) => f.scalar.kind)).toEqual(['integer']);
});
