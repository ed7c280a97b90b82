import { describe, expect, test } from 'vitest';
import { ConstantInt } from '../../../src/ir/index.ts';
import { analysed, kindText, layoutText, named } from './describe-layout.ts';

const x86 = 'target datalayout = "e-m:e-i64:64-f80:128-n8:16:32:64-S128"\ntarget triple = "x86_64-linux-gnu"';

describe('values of integer type', () => {
  const kind = (body: string, name: string): string => {
    const { fn, types } = analysed(
      `${x86}\ndefine void @f(ptr %p, ptr %q, i64 %n, double %d) {\n${body}\n ret void\n}`,
    );
    return kindText(types.valueKind(named(fn, name)));
  };

  test('arithmetic makes integers', () => {
    expect(kind('%a = load i64, ptr %p\n %b = add i64 %a, 1', 'a')).toBe('integer');
    expect(kind('%a = load i64, ptr %p\n %g = getelementptr i8, ptr %q, i64 %a', 'a')).toBe('integer');
  });

  test('a bitcast tells, before and after', () => {
    expect(kind('%a = load i64, ptr %p\n %b = bitcast i64 %a to double', 'a')).toBe('double');
    expect(kind('%a = bitcast double %d to i64\n %b = freeze i64 %a', 'b')).toBe('double');
  });

  test('bit operations prove nothing', () => {
    expect(kind('%a = load i64, ptr %p\n %b = and i64 %a, 255\n store i64 %b, ptr %q', 'a')).toBe('unknown');
    expect(kind('%a = load i64, ptr %p\n %b = icmp eq i64 %a, 5', 'a')).toBe('unknown');
  });

  test('both uses: unknown', () => {
    const body =
      '%a = bitcast double %d to i64\n %b = sub i64 6910469410427058089, %a\n %c = bitcast i64 %b to double';
    expect(kind(body, 'a')).toBe('unknown');
    expect(kind(body, 'b')).toBe('unknown');
  });

  test('through memory, a select and a phi', () => {
    const body = `%a = load i64, ptr %p
      %v = load double, ptr %p
      %z = icmp eq i64 %n, 0
      br i1 %z, label %one, label %two
one:
      br label %two
two:
      %c = phi i64 [ %a, %0 ], [ 0, %one ]
      %s = select i1 %z, i64 %c, i64 4607182418800017408
      store i64 %s, ptr %q`;
    expect(kind(body, 's')).toBe('double');
    const text = `${x86}\ndefine void @f(ptr %p, ptr %q, i64 %n) {\n${body}\n ret void\n}`;
    const { fn, types } = analysed(text);
    expect(layoutText(types.memoryAt(named(fn, 'q'), 8, fn.entry.last!))).toBe('0 double');
  });

  test('bits of pointers stay pointers through address arithmetic', () => {
    const body = `%a = ptrtoint ptr %p to i64
      %b = add i64 %a, 16
      %c = inttoptr i64 %b to ptr
      %d1 = ptrtoint ptr %q to i64
      %e = sub i64 %a, %d1`;
    expect(kind(body, 'a')).toBe('pointer');
    expect(kind(body, 'b')).toBe('pointer');
    expect(kind(body, 'e')).toBe('integer');
  });

  test('two floats packed in 64 bits, and an int beside a float', () => {
    const packed = `%a = load i64, ptr %p
      %l = trunc i64 %a to i32
      %x = bitcast i32 %l to float
      %h = lshr i64 %a, 32
      %t = trunc i64 %h to i32`;
    expect(kind(`${packed}\n %y = bitcast i32 %t to float`, 'a')).toBe('float');
    expect(kind(`${packed}\n %y = add i32 %t, 1`, 'a')).toBe('unknown');
    expect(kind(`${packed}\n %y = add i32 %t, 1`, 't')).toBe('integer');
  });

  test('a random number generator computes integers by bit operations only', () => {
    const body = `br label %loop
loop:
      %s = phi i64 [ 88172645463325252, %0 ], [ %s3, %loop ]
      %i = phi i64 [ 0, %0 ], [ %i1, %loop ]
      %a = shl i64 %s, 13
      %s1 = xor i64 %s, %a
      %b = lshr i64 %s1, 7
      %s3 = xor i64 %s1, %b
      %i1 = add i64 %i, 1
      %z = icmp eq i64 %i1, %n
      br i1 %z, label %out, label %loop
out:`;
    expect(kind(body, 's3')).toBe('integer');
    expect(
      kind(
        body
          .replace('88172645463325252', '%bits')
          .replace('br label', '%bits = bitcast double %d to i64\n br label'),
        's3',
      ),
    ).not.toBe('integer');
  });

  test('constants are integers', () => {
    const { fn, types } = analysed('define void @f() {\n ret void\n}');
    expect(types.valueKind(new ConstantInt(fn.parent!.dataLayout.indexType(), 3n))?.kind).toBe('integer');
  });
});
