import { describe, expect, test } from 'vitest';
import { analysedModule, kindText, layoutText, named, transfersText } from './describe-layout.ts';

const x86 = 'target datalayout = "e-m:e-i64:64-f80:128-n8:16:32:64-S128"\ntarget triple = "x86_64-linux-gnu"';
const memcpy = 'declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)';
const use = 'declare void @use(double)';

describe('functions share what they know', () => {
  const text = `${x86}
${memcpy}
${use}
define void @copy(ptr %d, ptr %s, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr %d, ptr %s, i64 %n, i1 false)
  ret void
}
define double @sum(ptr %x, i64 %n) {
  %b = alloca double, i64 %n
  call void @copy(ptr %b, ptr %x, i64 %n)
  %e = getelementptr double, ptr %b, i64 %n
  %v = load double, ptr %e
  ret double %v
}
define i64 @bits(ptr %x) {
  %v = load i64, ptr %x
  ret i64 %v
}
define double @caller(ptr %x) {
  %v = call i64 @bits(ptr %x)
  %d = bitcast i64 %v to double
  ret double %d
}
define void @twice(ptr %d, ptr %i) {
  call void @copy8(ptr %d, ptr %d)
  call void @copy8(ptr %i, ptr %i)
  %v = load double, ptr %d
  %k = load i64, ptr %i
  %k1 = mul i64 %k, 3
  ret void
}
define void @copy8(ptr %to, ptr %from) {
  %v = load i64, ptr %from
  store i64 %v, ptr %to
  ret void
}
define ptr @self(ptr %p, i64 %n) {
  %q = getelementptr double, ptr %p, i64 1
  %m = sub i64 %n, 1
  %r = call ptr @self(ptr %q, i64 %m)
  %v = load double, ptr %r
  ret ptr %p
}`;
  const of = analysedModule(text);

  test('a callee learns from its caller, and the caller from the callee', () => {
    expect(transfersText(of('copy'))).toEqual(['0 double, every 8', '0 double, every 8']);
    const { fn, types } = of('sum');
    expect(layoutText(types.memoryAt(named(fn, 'x'), 16, fn.entry.last!))).toBe('0 double, 8 double');
  });

  test('results carry their kind back and forth', () => {
    const bits = of('bits');
    expect(kindText(bits.types.valueKind(named(bits.fn, 'v')))).toBe('double');
    const caller = of('caller');
    expect(layoutText(caller.types.memoryAt(named(caller.fn, 'x'), 8, caller.fn.entry.last!))).toBe(
      '0 double',
    );
  });

  test('calls with different types do not mix in the caller, and are unknown in the callee', () => {
    const twice = of('twice');
    const at = twice.fn.entry.last!;
    expect(layoutText(twice.types.memoryAt(named(twice.fn, 'd'), 8, at))).toBe('0 double');
    expect(layoutText(twice.types.memoryAt(named(twice.fn, 'i'), 8, at))).toBe('0 integer 8');
    const callee = of('copy8');
    expect(kindText(callee.types.valueKind(named(callee.fn, 'v')))).toBe('unknown');
  });

  test('recursion', () => {
    const self = of('self');
    expect(layoutText(self.types.memoryAt(named(self.fn, 'p'), undefined, self.fn.entry.last!))).toBe(
      '0 double, every 8',
    );
  });
});
