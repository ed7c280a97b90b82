import { expect, it } from 'vitest';
import { demoteMixedIntegers } from '../../src/passes/demote-mixed.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

const bodyOf = (text: string, isMixed: (name: string | undefined) => boolean): string[] => {
  const fn = parseModule(text).getFunction('f')!;
  expect(
    demoteMixedIntegers(fn, {
      isMixed: (value) => isMixed(value.name),
      isKnownItself: (access) => access.getMetadata('tbaa') !== undefined,
    }),
  ).toBe(true);
  return printFunction(fn).split('\n').slice(1).map((l) => l.trim()).filter((l) => l !== '' && l !== '}'); // prettier-ignore
};

it('keeps in memory what is a double or a pointer', () => {
  const body = bodyOf(
    `define double @f(double %x, ptr %p, ptr %to, i1 %c) {
    entry:
      %a = bitcast double %x to i64
      br i1 %c, label %then, label %join
    then:
      %b = ptrtoint ptr %p to i64
      br label %join
    join:
      %m = phi i64 [ %a, %entry ], [ %b, %then ]
      store i64 %m, ptr %to
      %r = bitcast i64 %m to double
      ret double %r
    }`,
    (name) => name === 'm',
  );
  const copies = body.filter((l) => l.includes('memcpy')).map((l) => l.replace(/^call void @llvm.memcpy.p0.p0.i64\(ptr (\S+), ptr (\S+),.*/, '$1 < $2')); // prettier-ignore
  expect(copies).toEqual(['%m < %a', '%m < %b', '%m.1 < %m', '%to < %m.1']);
  expect(body).toContain('store double %x, ptr %a, align 8');
  expect(body).toContain('store ptr %p, ptr %b, align 8');
  expect(body.filter((l) => l.includes('i64 %'))).toEqual([]);
});
