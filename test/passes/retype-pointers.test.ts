import { expect, it } from 'vitest';
import type { Fn, Value } from '../../src/ir/index.ts';
import { retypePointers } from '../../src/passes/retype-pointers.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

const parse = (text: string): Fn => parseModule(text).getFunction('f')!;

const bodyOf = (fn: Fn): string[] =>
  printFunction(fn).split('\n').slice(1, -1).map((l) => l.trim()).filter((l) => l !== '' && l !== '}'); // prettier-ignore

const always = (): boolean => true;
const except = (name: string) => (value: Value) => value.name !== name;

const merged = `define void @f(ptr %from, ptr %to, ptr %q, i1 %c) {
  entry:
    %a = load i64, ptr %from, !range !0
    br i1 %c, label %then, label %join
  then:
    %b = ptrtoint ptr %q to i64
    br label %join
  join:
    %p = phi i64 [ %a, %entry ], [ %b, %then ]
    %s = select i1 %c, i64 %p, i64 0
    %odd = and i64 %p, 7
    %z = inttoptr i64 %s to ptr
    store i64 %s, ptr %to
    store i64 %odd, ptr %z
    ret void
  }
  !0 = !{i64 0, i64 100}`;

it('makes pointers of integers that are loaded, merged and stored as pointers', () => {
  const fn = parse(merged);
  expect(retypePointers(fn, always)).toBe(true);
  expect(bodyOf(fn)).toEqual([
    'entry:',
    '%a = load ptr, ptr %from',
    'br i1 %c, label %then, label %join',
    'then:',
    'br label %join',
    'join:',
    '%p = phi ptr [ %a, %entry ], [ %q, %then ]',
    '%0 = ptrtoint ptr %p to i64',
    '%s = select i1 %c, ptr %p, ptr null',
    '%odd = and i64 %0, 7',
    'store ptr %s, ptr %to',
    'store i64 %odd, ptr %s',
    'ret void',
  ]);
  expect(retypePointers(fn, always)).toBe(false);
});

it('leaves what merges a pointer with a number', () => {
  const fn = parse(
    merged.replace('i64 %p, i64 0', 'i64 %p, i64 %odd').replace(/(%s = .*)\n *(%odd = .*)/, '$2\n$1'),
  );
  expect(retypePointers(fn, always)).toBe(true);
  expect(bodyOf(fn)).toContain('%s = select i1 %c, i64 %0, i64 %odd');
  expect(bodyOf(fn)).toContain('store i64 %s, ptr %to');
});

it('makes a pointer of a constant that is merged with one', () => {
  const fn = parse(merged.replace('i64 %p, i64 0', 'i64 %p, i64 8'));
  expect(retypePointers(fn, always)).toBe(true);
  expect(bodyOf(fn)).toContain('%s = select i1 %c, ptr %p, ptr inttoptr (i64 8 to ptr)');
});

it('leaves integers that are not known to be pointers, and all that merges them', () => {
  const fn = parse(merged.replace('%b = ptrtoint ptr %q to i64', '%b = load i64, ptr %q'));
  expect(retypePointers(fn, except('b'))).toBe(true);
  expect(bodyOf(fn)).toContain('%b = load i64, ptr %q');
  expect(bodyOf(fn)).toContain('%p = phi i64 [ %0, %entry ], [ %b, %then ]');
});

it('makes a pointer that is to be no address of a number that is chosen in place of one', () => {
  const fn = parse(
    merged.replace('i64 %p, i64 0', 'i64 %p, i64 %size').replace('%odd =', '%size = mul i64 %n, 8\n%odd =').replace('i1 %c)', 'i1 %c, i64 %n)').replace(/(%s = .*)\n *(%size = .*)/, '$2\n$1'), // prettier-ignore
  );
  expect(retypePointers(fn, except('size'))).toBe(true);
  const body = bodyOf(fn);
  expect(body.some((l) => /^%\d+ = inttoptr i64 %size to ptr, !fluxion\.number/.test(l))).toBe(true);
  expect(body.some((l) => /^%s = select i1 %c, ptr %p, ptr %\d+$/.test(l))).toBe(true);
});

it('marks a computed number that is stored as a pointer, but not one that is read through', () => {
  const fn = parse(`define void @f(ptr %to, i32 %key, i64 %at) {
    %wide = zext i32 %key to i64
    %p = inttoptr i64 %wide to ptr
    store ptr %p, ptr %to
    %next = add i64 %at, 8
    %q = inttoptr i64 %next to ptr
    %v = load double, ptr %q
    ret void
  }`);
  expect(retypePointers(fn, always)).toBe(true);
  const body = bodyOf(fn);
  expect(body.filter((l) => l.includes('fluxion.number')).map((l) => l.slice(0, 2))).toEqual(['%p']);
  expect(retypePointers(fn, always)).toBe(false);
});

it('keeps a landing pad behind the phis', () => {
  const fn = parse(`declare void @g()
  declare i32 @__gxx_personality_v0(...)
  define i64 @f(ptr %from, ptr %to) personality ptr @__gxx_personality_v0 {
  entry:
    %a = load i64, ptr %from
    invoke void @g() to label %done unwind label %lpad
  done:
    ret i64 0
  lpad:
    %p = phi i64 [ %a, %entry ]
    %l = landingpad { ptr, i32 } cleanup
    store i64 %p, ptr %to
    %odd = and i64 %p, 7
    ret i64 %odd
  }`);
  expect(retypePointers(fn, always)).toBe(true);
  const body = bodyOf(fn);
  expect(body.slice(body.indexOf('lpad:'))).toEqual([
    'lpad:',
    '%p = phi ptr [ %a, %entry ]',
    '%l = landingpad { ptr, i32 }',
    'cleanup',
    '%0 = ptrtoint ptr %p to i64',
    'store ptr %p, ptr %to',
    '%odd = and i64 %0, 7',
    'ret i64 %odd',
  ]);
});
