import { describe, expect, it } from 'vitest';
import { Fixture } from './alias-fixture.ts';

/** A loop from `from` while `i < to`, tested at the end; `body` may use %i. */
const loop = (body: string, { parameters = 'i64 %n', from = '0', to = '%n', step = 'add nsw i64 %i, 1', test = 'slt' } = {}): Fixture =>
  new Fixture(`
    define void @f(ptr %a, ptr %b, ${parameters}) {
    entry:
      br label %loop
    loop:
      %i = phi i64 [ ${from}, %entry ], [ %next, %latch ]
      ${body}
      br label %latch
    latch:
      %next = ${step}
      %c = icmp ${test} i64 %next, ${to}
      br i1 %c, label %loop, label %exit
    exit:
      ret void
    }`); // prettier-ignore

const at = (name: string, index: string, pointer = '%a', element = 'double'): string =>
  `%${name} = getelementptr inbounds ${element}, ptr ${pointer}, i64 ${index}`;

describe('one loop', () => {
  const read = (offset: number, options: object = {}): boolean =>
    loop(
      `%k = add nsw i64 %i, ${offset}
       ${at('p', '%k')}
       ${at('q', '%i')}
       %x = load double, ptr %p
       store double %x, ptr %q`,
      options,
    ).repeatable('x');

  it('sees that a recurrence does not come back', () => {
    expect([-2, -1, 0, 1].map((offset) => read(offset))).toEqual([true, true, false, false]);
  });

  it('sees which way the loop goes', () => {
    const down = { from: '%n', to: '0', step: 'add nsw i64 %i, -1', test: 'sgt' };
    expect([-1, 0, 1, 2].map((offset) => read(offset, down))).toEqual([false, false, true, true]);
    // Every other element is left alone.
    const even = { step: 'add nsw i64 %i, 2' };
    expect([-2, -1, 0, 1, 2].map((offset) => read(offset, even))).toEqual([true, true, false, true, false]);
    expect(read(-1, { step: 'add nsw i64 %i, %n' })).toBe(false);
  });

  it('does not take the array to be one only because both are read by the same number', () => {
    const f = loop(`${at('p', '%i')}
      ${at('q', '%i', '%b')}
      %x = load double, ptr %p
      store double %x, ptr %q`);
    expect(f.repeatable('x')).toBe(false);
  });

  it('does not take a failed assertion for the end of the loop', () => {
    const beyond = (failure: string): boolean =>
      loop(
        `%in = icmp ne i64 %i, %m
         br i1 %in, label %good, label %bad
       bad:
         ${failure}
       good:
         %k = add nsw i64 %m, 5
         ${at('p', '%k')}
         ${at('q', '%i')}
         %x = load double, ptr %p
         store double %x, ptr %q`,
        { parameters: 'i64 %n, i64 %m, i64 %from', from: '%from' },
      ).repeatable('x');
    // From above m, the loop never comes to it.
    expect([beyond('unreachable'), beyond('ret void')]).toEqual([false, false]);
  });

  it('counts bytes', () => {
    const f = loop(`%k = add nsw i64 %i, -1
      ${at('p', '%k', '%a', 'float')}
      ${at('q', '%i', '%a', 'float')}
      %x = load double, ptr %p
      %y = load float, ptr %p
      store double %x, ptr %q
      store float %y, ptr %q`);
    expect([f.repeatable('x'), f.repeatable('y')]).toEqual([false, true]);
  });

  it('does not rely on sums that may wrap around', () => {
    const sum = (flags: string): boolean =>
      loop(
        `%k = add ${flags} i64 %i, %m
         %l = add ${flags} i64 %k, -1
         ${at('p', '%l')}
         ${at('q', '%k')}
         %x = load double, ptr %p
         store double %x, ptr %q`,
        { parameters: 'i64 %n, i64 %m' },
      ).repeatable('x');
    expect([sum('nsw'), sum('nuw'), sum('')]).toEqual([true, false, false]);
    const address = (flags: string): boolean =>
      loop(`%p = getelementptr ${flags} double, ptr %a, i64 %i
        %q = getelementptr ${flags} double, ptr %p, i64 1
        %x = load double, ptr %p
        store double %x, ptr %q`).repeatable('x');
    // Without a promise, each element still is one step away from the one before, in the same object.
    expect([address('inbounds'), address('nusw'), address('')]).toEqual([true, true, true]);
    const back = (flags: string): boolean =>
      loop(`%q = getelementptr ${flags} double, ptr %a, i64 %i
        %p = getelementptr ${flags} double, ptr %q, i64 -1
        %x = load double, ptr %p
        store double %x, ptr %q`).repeatable('x');
    expect([back('inbounds'), back('nusw'), back('')]).toEqual([true, true, true]);
    // Unless some are left out.
    const sparse = (flags: string): boolean =>
      loop(`%odd = trunc i64 %i to i1
        br i1 %odd, label %do, label %latch
      do:
        %p = getelementptr ${flags} double, ptr %a, i64 %i
        %q = getelementptr ${flags} double, ptr %p, i64 1
        %x = load double, ptr %p
        store double %x, ptr %q`).repeatable('x');
    expect([sparse('inbounds'), sparse('nusw'), sparse('')]).toEqual([true, true, false]);
  });

  it('knows what becomes of narrow numbers', () => {
    const narrow = (flags: string, conversion: string): boolean =>
      loop(
        `%t = trunc i64 %i to i8
         %k = add ${flags} i8 %t, %m
         %w = ${conversion} i8 %k to i64
         ${at('q', '%w')}
         %p = getelementptr inbounds double, ptr %q, i64 -1
         %x = load double, ptr %p
         store double %x, ptr %q`,
        { parameters: 'i64 %n, i8 %m', to: '100' },
      ).repeatable('x');
    expect(narrow('nsw', 'sext')).toBe(true);
    expect(narrow('nsw', 'zext nneg')).toBe(true);
    expect(narrow('', 'sext')).toBe(false);
    // A negative number would become a large one.
    expect(narrow('nsw', 'zext')).toBe(false);
    const truncated = (to: string): boolean =>
      loop(
        `%t = trunc i64 %i to i8
         %w = sext i8 %t to i64
         ${at('q', '%w')}
         %p = getelementptr inbounds double, ptr %q, i64 -1
         %x = load double, ptr %p
         store double %x, ptr %q`,
        { to },
      ).repeatable('x');
    expect([truncated('127'), truncated('128'), truncated('129'), truncated('%n')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

/** Rows of a matrix with a row length of `%n`: reads element (i, column) and writes element (row, j), j from 0 to `width`. */
const matrix = ({ row = '%i', column = '0', width = '%n', guard = '%n' } = {}): boolean =>
  new Fixture(`
    define void @f(ptr %a, i64 %n, i64 %m) {
    entry:
      %go = icmp sgt i64 ${guard}, 0
      br i1 %go, label %before, label %exit
    before:
      br label %outer
    outer:
      %i = phi i64 [ 0, %before ], [ %i1, %latch ]
      %i1 = add nsw i64 %i, 1
      %i2 = add nsw i64 %i, 2
      %start = mul nsw i64 %i, %n
      %there = add nsw i64 %start, ${column}
      ${at('p', '%there')}
      %x = load double, ptr %p
      %to = mul nsw i64 ${row}, %n
      br label %inner
    inner:
      %j = phi i64 [ 0, %outer ], [ %j1, %inner ]
      %k = add nsw i64 %to, %j
      ${at('q', '%k')}
      store double %x, ptr %q
      %j1 = add nuw nsw i64 %j, 1
      %d = icmp eq i64 %j1, ${width}
      br i1 %d, label %latch, label %inner
    latch:
      %e = icmp eq i64 %i1, %m
      br i1 %e, label %exit, label %outer
    exit:
      ret void
    }`).repeatable('x'); // prettier-ignore

describe('rows of a matrix of unknown size', () => {
  it('are told apart if no column lies beyond the row', () => {
    expect(matrix({ row: '%i1' })).toBe(true);
    expect(matrix({ row: '%i2' })).toBe(true);
    expect(matrix({ row: '%i' })).toBe(false);
    // Writes as many columns as the matrix has rows, which may be more or fewer; from the next row on, that is all the same.
    expect(matrix({ row: '%i1', width: '%m' })).toBe(true);
    expect(matrix({ row: '%i1', column: '%m' })).toBe(false);
    expect(matrix({ row: '%i1', column: '%i' })).toBe(false);
    expect(matrix({ row: '%i1', column: '-1' })).toBe(true);
  });

  it('may have a length that is not positive', () => {
    // Columns are written up to m only: what is known of n comes from elsewhere.
    expect(matrix({ row: '%i1', width: '%m', guard: '%m' })).toBe(false);
  });
});

it('sees that a loop around both comes back', () => {
  const f = new Fixture(`
    define void @f(ptr %a, i64 %n, i64 %steps) {
    entry:
      br label %time
    time:
      %t = phi i64 [ 0, %entry ], [ %t1, %latch ]
      br label %loop
    loop:
      %i = phi i64 [ 1, %time ], [ %i1, %loop ]
      ${at('q', '%i')}
      %p = getelementptr inbounds double, ptr %q, i64 -1
      %x = load double, ptr %p
      store double %x, ptr %q
      %i1 = add nuw nsw i64 %i, 1
      %c = icmp slt i64 %i1, %n
      br i1 %c, label %loop, label %latch
    latch:
      %t1 = add nuw nsw i64 %t, 1
      %d = icmp slt i64 %t1, %steps
      br i1 %d, label %time, label %exit
    exit:
      ret void
    }`);
  expect(f.repeatable('x')).toBe(false);
  expect(f.reload('x').clobberedBy).toBe(f.nth('store'));
});

/** Row by row, with addresses of 32 bits of which nothing is promised: reads row i and writes row i + 1. */
const rows = ({ guard = '', head = '', body = '', step = '1', size = 32, stride = '%n' } = {}): boolean =>
  new Fixture(`
    target datalayout = "e-p:${size}:${size}-i64:64"
    declare void @g() memory(none) nounwind
    declare double @llvm.sqrt.f64(double)
    define void @f(ptr %a, i32 %n, i32 %m, i1 %b) {
    entry:
      %go = icmp sgt i32 %n, 0
      br i1 %go, label %before, label %exit
    before:
      br label %outer
    outer:
      %i = phi i32 [ 0, %before ], [ %i1, %latch ]
      %i1 = add nuw nsw i32 %i, 1
      ${guard || 'br label %row'}
    row:
      %r = mul nuw nsw i32 %i, ${stride}
      %s = mul nuw nsw i32 %i1, ${stride}
      %from = getelementptr double, ptr %a, i32 %r
      %to = getelementptr double, ptr %a, i32 %s
      br label %inner
    inner:
      %j = phi i32 [ 0, %row ], [ %j1, %more ]
      ${head}
      %p = getelementptr double, ptr %from, i32 %j
      %q = getelementptr double, ptr %to, i32 %j
      %x = load double, ptr %p
      store double 1.0, ptr %q
      ${body || 'br label %more'}
    more:
      %j1 = add nuw nsw i32 %j, ${step}
      %d = icmp slt i32 %j1, %n
      br i1 %d, label %inner, label %latch
    latch:
      %e = icmp slt i32 %i1, %n
      br i1 %e, label %outer, label %exit
    exit:
      ret void
    }`).repeatable('x');

describe('addresses that may wrap around', () => {
  it('do not if the accesses are linked, step by step, to the first', () => {
    expect([rows(), rows({ size: 64 })]).toEqual([true, true]);
    expect(rows({ body: '%y = call double @llvm.sqrt.f64(double %x)\nbr label %more' })).toBe(true);
    // With every other element accessed, a row may be twice as long as an object of half the memory allows for its steps.
    expect(rows({ step: '2' })).toBe(true);
    expect(rows({ step: '4', stride: '%m' })).toBe(false);
  });

  it('may if the inner loop may end early, or not at all', () => {
    expect(rows({ body: 'br i1 %b, label %more, label %latch' })).toBe(false);
    expect(rows({ body: 'call void @g()\nbr label %more' })).toBe(false);
  });

  it('may if rows before were left out', () => {
    const guard = (predicate: string): string =>
      `%h = icmp ${predicate} i32 %i, %m\nbr i1 %h, label %row, label %latch`;
    // The first ones were not.
    expect([rows({ guard: guard('slt') }), rows({ guard: guard('sle') })]).toEqual([true, true]);
    expect([rows({ guard: guard('sgt') }), rows({ guard: guard('ne') })]).toEqual([false, false]);
    expect(rows({ guard: '%h = trunc i32 %i to i1\nbr i1 %h, label %row, label %latch' })).toBe(false);
    // The first row may be empty.
    const head = (bound: string): string =>
      `%h = icmp slt i32 %j, ${bound}\nbr i1 %h, label %do, label %latch\ndo:`;
    expect([rows({ size: 64, head: head('%n') }), rows({ size: 64, head: head('%i') })]).toEqual([
      true,
      false,
    ]);
    // A condition that does not change.
    expect(rows({ guard: '%h = icmp sgt i32 %n, %m\nbr i1 %h, label %row, label %latch' })).toBe(true);
  });
});
