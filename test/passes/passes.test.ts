import { describe, expect, it } from 'vitest';
import type { Fn } from '../../src/ir/index.ts';
import { cloneFunction } from '../../src/ir/index.ts';
import { canonicalize, checkCanonical } from '../../src/passes/canonicalize.ts';
import { closeSsa } from '../../src/passes/closed-ssa.ts';
import { simplifyLoops } from '../../src/passes/loop-simplify.ts';
import { lowerConstantExpressions } from '../../src/passes/lower-constant-expressions.ts';
import { promoteMemory } from '../../src/passes/promote-memory.ts';
import { removeUnreachable } from '../../src/passes/remove-unreachable.ts';
import { simplify } from '../../src/passes/simplify.ts';
import { unifyReturns } from '../../src/passes/unify-returns.ts';
import { parseModule, printFunction, printModule } from '../../src/text/index.ts';

/** The function `@f` of a module. */
function parse(text: string): Fn {
  return parseModule(text).getFunction('f')!;
}

/** Runs a pass, which must report a change, and gives the lines of the body. */
function after(pass: (fn: Fn) => boolean, text: string): string[] {
  const fn = parse(text);
  expect(pass(fn)).toBe(true);
  expect(pass(fn), 'a second run changes nothing').toBe(false);
  return bodyOf(fn);
}

function bodyOf(fn: Fn): string[] {
  const lines = printFunction(fn).split('\n');
  return lines.slice(1, -1).map((l) => l.trim()).filter((l) => l !== '' && l !== '}'); // prettier-ignore
}

describe('removeUnreachable', () => {
  it('takes dead blocks out of phis and debug records', () => {
    const lines = after(
      removeUnreachable,
      `define i32 @f(i32 %x) {
      entry:
        br label %join
      dead:
        %d = add i32 %x, 1
        br i1 true, label %join, label %dead
      join:
        %p = phi i32 [ %x, %entry ], [ %d, %dead ]
        ret i32 %p
      }`,
    );
    expect(lines).toEqual(['entry:', 'br label %join', 'join:', '%p = phi i32 [ %x, %entry ]', 'ret i32 %p']);
  });

  it('leaves an address that was taken of a dead block different from null', () => {
    const fn = parse(`
      @where = global ptr blockaddress(@f, %dead)
      define void @f() {
      entry:
        ret void
      dead:
        ret void
      }`);
    expect(removeUnreachable(fn)).toBe(true);
    expect(printModule(fn.parent!)).toContain('@where = global ptr inttoptr (i32 1 to ptr)');
  });
});

describe('unifyReturns', () => {
  it('joins the values and leaves other ends alone', () => {
    const lines = after(
      unifyReturns,
      `define i32 @f(i32 %x) {
      entry:
        switch i32 %x, label %c [ i32 0, label %a
                                  i32 1, label %b ]
      a:
        ret i32 7
      b:
        ret i32 %x
      c:
        unreachable
      }`,
    );
    expect(lines.slice(-3)).toEqual([
      'return:',
      '%result = phi i32 [ 7, %a ], [ %x, %b ]',
      'ret i32 %result',
    ]);
    expect(lines).toContain('unreachable');
  });

  it('makes musttail calls ordinary ones', () => {
    const lines = after(
      unifyReturns,
      `define void @f(i1 %c) {
      entry:
        br i1 %c, label %a, label %b
      a:
        musttail call void @f(i1 %c)
        ret void
      b:
        ret void
      }`,
    );
    expect(lines).toContain('call void @f(i1 %c)');
    expect(lines.filter((l) => l.startsWith('ret '))).toHaveLength(1);
  });
});

describe('promoteMemory', () => {
  it('places phis only where the value is read', () => {
    const lines = after(
      promoteMemory,
      `declare void @llvm.lifetime.start.p0(ptr)
      define i32 @f(i1 %c) {
      entry:
        %x = alloca i32
        %y = alloca i32
        call void @llvm.lifetime.start.p0(ptr %x)
        store i32 1, ptr %x
        br i1 %c, label %a, label %join
      a:
        store i32 2, ptr %x
        store i32 3, ptr %y
        br label %join
      join:
        %v = load i32, ptr %x
        ret i32 %v
      }`,
    );
    expect(lines.filter((l) => l.includes('phi'))).toEqual(['%x = phi i32 [ 1, %entry ], [ 2, %a ]']);
    expect(lines.at(-1)).toBe('ret i32 %x');
    expect(lines.some((l) => /alloca|load|store|lifetime/.test(l))).toBe(false);
  });

  it('reads undef before the first store, afresh in each iteration', () => {
    const lines = after(
      promoteMemory,
      `define void @f(i1 %c) {
      entry:
        br label %loop
      loop:
        %x = alloca i32
        %v = load i32, ptr %x
        call void @g(i32 %v)
        store i32 1, ptr %x
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }
      declare void @g(i32)`,
    );
    expect(lines).toContain('call void @g(i32 undef)');
    expect(lines.some((l) => l.includes('phi'))).toBe(false);
  });

  it.each([
    ['escapes', 'call void @g(ptr %x)'],
    ['is stored as a value', 'store ptr %x, ptr @p'],
    ['is accessed as another type', 'store float 1.0, ptr %x'],
    ['is volatile', 'store volatile i32 1, ptr %x'],
    ['is accessed in part', '%q = getelementptr i8, ptr %x, i64 1'],
  ])('leaves an alloca that %s', (_, line) => {
    const fn = parse(`
      @p = global ptr null
      define i32 @f() {
        %x = alloca i32
        ${line}
        %v = load i32, ptr %x
        ret i32 %v
      }
      declare void @g(ptr)`);
    expect(promoteMemory(fn)).toBe(false);
  });

  it('turns declarations of variables into values', () => {
    const fn = parse(`
      define i32 @f(i32 %a) !dbg !4 {
        %x = alloca i32
          #dbg_declare(ptr %x, !7, !DIExpression(), !8)
        store i32 %a, ptr %x, !dbg !8
        %v = load i32, ptr %x, !dbg !8
          #dbg_value(i32 %v, !7, !DIExpression(), !8)
        ret i32 %v, !dbg !8
      }
      !llvm.dbg.cu = !{!0}
      !llvm.module.flags = !{!2}
      !0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)
      !1 = !DIFile(filename: "f.c", directory: "/")
      !2 = !{i32 2, !"Debug Info Version", i32 3}
      !3 = !DISubroutineType(types: !{null})
      !4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, type: !3, unit: !0, spFlags: DISPFlagDefinition)
      !7 = !DILocalVariable(name: "x", scope: !4, file: !1)
      !8 = !DILocation(line: 3, column: 1, scope: !4)`);
    expect(promoteMemory(fn)).toBe(true);
    const lines = bodyOf(fn);
    expect(lines.filter((l) => l.startsWith('#dbg_value(i32 %a'))).toHaveLength(2);
    expect(lines).toHaveLength(3);

    const { fn: clone } = cloneFunction(fn, 'g');
    const own = clone.metadata.find(([key]) => key === 'dbg')![1];
    expect(own).not.toBe(fn.metadata.find(([key]) => key === 'dbg')![1]);
    const ret = clone.entry.last!;
    expect(ret.getMetadata('dbg')!.nodeField('scope')).toBe(own);
    expect(ret.getMetadata('dbg')!.numberField('line')).toBe(3);
  });
});

describe('simplify', () => {
  it('folds, removes what is dead and joins blocks', () => {
    const lines = after(
      simplify,
      `define i32 @f(i32 %x, ptr %p) {
      entry:
        %a = add i32 2, 3
        %b = mul i32 %a, 4
        %c = icmp sgt i32 %b, 19
        %unused = load i32, ptr %p
        br i1 %c, label %yes, label %no
      yes:
        %s = select i1 %c, i32 %x, i32 %b
        br label %join
      no:
        br label %join
      join:
        %r = phi i32 [ %s, %yes ], [ 0, %no ]
        ret i32 %r
      }`,
    );
    expect(lines).toEqual(['entry:', 'ret i32 %x']);
  });

  it('keeps effects, and removes circles of dead phis', () => {
    const lines = after(
      simplify,
      `define void @f(i1 %c, ptr %p) {
      entry:
        br label %loop
      loop:
        %dead = phi i32 [ 0, %entry ], [ %next, %loop ]
        %next = add i32 %dead, 1
        %v = load volatile i32, ptr %p
        %call = call i32 @g()
        %pure = call i32 @pure()
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }
      declare i32 @g()
      declare i32 @pure() memory(none) nounwind willreturn`,
    );
    expect(lines.slice(3, 6)).toEqual(['%v = load volatile i32, ptr %p', '%call = call i32 @g()', 'br i1 %c, label %loop, label %exit']); // prettier-ignore
  });

  it.each([
    ['sdiv i8 -7, 2', -3],
    ['srem i8 -7, 2', -1],
    ['udiv i8 -7, 2', 124],
    ['lshr i8 -128, 7', 1],
    ['ashr i8 -128, 7', -1],
    ['shl i8 3, 7', -128],
    ['mul i8 100, 3', 44],
    ['zext i1 true to i8', 1],
    ['sext i1 true to i8', -1],
    ['trunc i16 511 to i8', -1],
    ['xor i8 5, 3', 6],
  ])('folds %s', (expression, value) => {
    expect(after(simplify, `define i8 @f() {\n %r = ${expression}\n ret i8 %r\n}`).at(-1)).toBe(
      `ret i8 ${value}`,
    );
  });

  it.each(['sdiv i8 1, 0', 'sdiv i8 -128, -1', 'shl i8 1, 8', 'urem i8 1, 0'])('leaves %s', (expression) => {
    expect(simplify(parse(`define i8 @f() {\n %r = ${expression}\n ret i8 %r\n}`))).toBe(false);
  });

  it('follows a switch on a constant', () => {
    const lines = after(
      simplify,
      `define i32 @f() {
      entry:
        switch i32 5, label %other [ i32 4, label %a
                                     i32 5, label %b
                                     i32 6, label %b ]
      a:
        br label %b
      b:
        %r = phi i32 [ 1, %a ], [ 2, %entry ], [ 2, %entry ]
        ret i32 %r
      other:
        ret i32 9
      }`,
    );
    expect(lines).toEqual(['entry:', 'ret i32 2']);
  });
});

const loopWithTwoLatches = `define i32 @f(i1 %c, i1 %d, i32 %x) {
entry:
  br i1 %c, label %loop, label %other
other:
  br i1 %d, label %loop, label %exit
loop:
  %i = phi i32 [ 0, %entry ], [ 1, %other ], [ %a, %loop ], [ %b, %second ]
  %a = add i32 %i, %x
  br i1 %c, label %loop, label %second
second:
  %b = mul i32 %a, 3
  br i1 %d, label %loop, label %exit
exit:
  %r = phi i32 [ 5, %other ], [ %b, %second ]
  %s = add i32 %r, 1
  ret i32 %s
}`;

describe('simplifyLoops', () => {
  it('gives a loop a preheader, one latch and exits of its own', () => {
    const lines = after(simplifyLoops, loopWithTwoLatches);
    expect(lines).toContain('%i = phi i32 [ %i.merged, %loop.preheader ], [ %i.merged.1, %loop.latch ]');
    expect(lines).toContain('%i.merged = phi i32 [ 0, %entry ], [ 1, %other ]');
    expect(lines).toContain('%i.merged.1 = phi i32 [ %a, %loop ], [ %b, %second ]');
    expect(lines).toContain('%r = phi i32 [ 5, %other ], [ %b, %exit.exit ]');
    expect(lines.filter((l) => l === 'br label %loop')).toHaveLength(2);
  });

  it('leaves edges of indirectbr alone', () => {
    const fn = parse(`define void @f(ptr %p) {
      entry:
        indirectbr ptr %p, [label %loop, label %exit]
      loop:
        indirectbr ptr %p, [label %loop, label %exit]
      exit:
        ret void
      }`);
    expect(simplifyLoops(fn)).toBe(false);
    expect(checkCanonical(fn)).toEqual([]);
  });
});

describe('closeSsa', () => {
  it('carries values out of nested loops through a phi at each exit', () => {
    const lines = after(
      closeSsa,
      `define ptr @f(i1 %c, ptr %p) {
      entry:
        br label %outer
      outer:
        br label %inner
      inner:
        %v = getelementptr i8, ptr %p, i64 1
        br i1 %c, label %inner, label %latch
      latch:
        br i1 %c, label %outer, label %exit
      exit:
        ret ptr %v
      }`,
    );
    expect(lines.filter((l) => l.includes('phi'))).toEqual([
      '%v.lcssa = phi ptr [ %v, %inner ]',
      '%v.lcssa.lcssa = phi ptr [ %v.lcssa, %latch ]',
    ]);
    expect(lines.at(-1)).toBe('ret ptr %v.lcssa.lcssa');
  });

  it('joins the phis of several exits', () => {
    const lines = after(
      closeSsa,
      `define i32 @f(i1 %c, i1 %d, i32 %x) {
      entry:
        br label %loop
      loop:
        %v = add i32 %x, 1
        br i1 %c, label %more, label %a
      more:
        br i1 %d, label %loop, label %b
      a:
        br label %join
      b:
        br label %join
      join:
        ret i32 %v
      }`,
    );
    const phis = lines.filter((l) => l.includes('phi')).map((l) => l.replaceAll(/%v\.lcssa(\.\d)?/g, '%p'));
    expect(phis).toEqual(['%p = phi i32 [ %v, %loop ]', '%p = phi i32 [ %v, %more ]', expect.any(String)]);
    expect(phis[2]).toMatch(/^%p = phi i32 \[ %p, %[ab] \], \[ %p, %[ab] \]$/);
    expect(lines.at(-1)).toMatch(/^ret i32 %v\.lcssa/);
  });
});

describe('lowerConstantExpressions', () => {
  it('turns them into instructions, for phis in the predecessor', () => {
    const lines = after(
      lowerConstantExpressions,
      `@g = global [4 x double] zeroinitializer
      @h = global { ptr, i64 } zeroinitializer
      define ptr @f(i1 %c) {
      entry:
        store { ptr, i64 } { ptr getelementptr inbounds (i8, ptr @g, i64 8), i64 ptrtoint (ptr @g to i64) }, ptr @h
        br i1 %c, label %a, label %join
      a:
        store double 1.0, ptr getelementptr inbounds ([4 x double], ptr @g, i64 0, i64 3)
        br label %join
      join:
        %p = phi ptr [ getelementptr (i8, ptr @g, i64 16), %entry ], [ @g, %a ]
        ret ptr %p
      }`,
    );
    expect(lines).toEqual([
      'entry:',
      '%0 = getelementptr inbounds i8, ptr @g, i64 8',
      '%1 = ptrtoint ptr @g to i64',
      '%2 = insertvalue { ptr, i64 } poison, ptr %0, 0',
      '%3 = insertvalue { ptr, i64 } %2, i64 %1, 1',
      'store { ptr, i64 } %3, ptr @h',
      '%4 = getelementptr i8, ptr @g, i64 16',
      'br i1 %c, label %a, label %join',
      'a:',
      '%5 = getelementptr inbounds [4 x double], ptr @g, i64 0, i64 3',
      'store double 1.0, ptr %5',
      'br label %join',
      'join:',
      '%p = phi ptr [ %4, %entry ], [ @g, %a ]',
      'ret ptr %p',
    ]);
  });
});

describe('canonicalize', () => {
  it('establishes what checkCanonical wants', () => {
    const fn = parse(loopWithTwoLatches);
    expect(checkCanonical(fn).map((m) => m[0])).toEqual(['4', '4', '4']);
    canonicalize(fn);
    expect(checkCanonical(fn)).toEqual([]);
    const text = printFunction(fn);
    canonicalize(fn);
    expect(printFunction(fn)).toBe(text);
  });

  it('is checked: each invariant is missed where it fails', () => {
    const fn = parse(`
      @g = global [2 x i32] zeroinitializer
      define i32 @f(i1 %c, i1 %d) {
      entry:
        %x = alloca i32
        store i32 1, ptr %x
        br label %loop
      loop:
        %v = load i32, ptr getelementptr (i32, ptr @g, i64 1)
        br i1 %c, label %loop, label %exit
      dead:
        br label %exit
      exit:
        %w = add i32 %v, 1
        br i1 %d, label %a, label %b
      a:
        ret i32 %w
      b:
        ret i32 0
      }`);
    expect(checkCanonical(fn).map((m) => m[0])).toEqual(['1', '2', '3', '6', '4', '5']);
    canonicalize(fn);
    expect(checkCanonical(fn)).toEqual([]);
  });
});
