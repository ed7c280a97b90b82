import { expect, it } from 'vitest';
import { expandIndirectBranches } from '../../src/passes/expand-indirect-branches.ts';
import { parseModule, printModule } from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';

it('makes numbers of labels in tables and instructions, and a switch of the jump', () => {
  const module = parseModule(`
@table = internal constant [3 x ptr] [ptr blockaddress(@f, %a), ptr blockaddress(@f, %b), ptr blockaddress(@f, %a)]
@distance = internal constant i64 sub (i64 ptrtoint (ptr blockaddress(@f, %b) to i64), i64 ptrtoint (ptr blockaddress(@f, %a) to i64))
define i32 @f(i64 %i) {
entry:
  %p = getelementptr ptr, ptr @table, i64 %i
  %label = load ptr, ptr %p
  br label %jump
jump:
  indirectbr ptr %label, [label %a, label %b, label %a, label %unused]
a:
  %x = phi i32 [ 1, %jump ], [ 1, %jump ]
  ret i32 %x
b:
  %same = icmp eq ptr %label, blockaddress(@f, %b)
  %y = zext i1 %same to i32
  ret i32 %y
unused:
  %z = phi i32 [ 3, %jump ]
  ret i32 %z
}`);
  expandIndirectBranches(module);
  const text = printModule(module);
  expect(text).not.toMatch(/blockaddress|indirectbr/);
  expect(text).toContain(
    '[ptr inttoptr (i64 1 to ptr), ptr inttoptr (i64 2 to ptr), ptr inttoptr (i64 1 to ptr)]',
  );
  expect(text.replace(/\s+/g, ' ')).toMatch(
    /switch i64 %\S+, label %no\.label \[ i64 1, label %a i64 2, label %b \]/,
  );
  expect(text).toContain('%x = phi i32 [ 1, %jump ]\n');
  expect(verifyModule(module)).toEqual([]);
});
