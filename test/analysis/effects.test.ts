import { describe, expect, it } from 'vitest';
import type { Access, Effect, FunctionSummary } from '../../src/analysis/memory/index.ts';
import { forgetSummary, summarizeFunction } from '../../src/analysis/memory/index.ts';
import { GlobalVariable } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { Fixture } from './alias-fixture.ts';

/** Accesses of a summary, in short: `0+8:8` is 8 bytes at offset 8 behind argument 0. */
function short(accesses: FunctionSummary['reads']): string {
  return accesses
    .map(({ target, offset, size, release }) => {
      const base = target instanceof GlobalVariable ? `@${target.name}` : String(target);
      const at =
        offset.stride === 0
          ? `+${offset.base}`
          : offset.stride === 1
            ? '+?'
            : `+${offset.base}%${offset.stride}`;
      return `${base}${at}:${size ?? ''}${release ? ` ${release}` : ''}`;
    })
    .sort()
    .join(', ');
}

function summary(text: string, name = 'f'): FunctionSummary {
  return summarizeFunction(parseModule(text).getFunction(name)!);
}

describe('summaries', () => {
  it('name parameters and globals with their places, and leave out what is local', () => {
    const s = summary(`
      @g = internal global double 0.0
      @k = constant double 0.0
      define double @f(ptr %p, ptr %q, ptr byval(double) %v, i64 %i) {
        %s = alloca double
        %p1 = getelementptr inbounds double, ptr %p, i64 1
        %pi = getelementptr inbounds { double, double }, ptr %p, i64 %i, i32 1
        %x = load double, ptr %p1
        %y = load double, ptr @k
        %z = load double, ptr %v
        store double %x, ptr %s
        store double %x, ptr %pi
        store double %x, ptr @g
        store double %x, ptr %v
        ret double %x
      }`);
    expect(short(s.reads)).toBe('0+8:8');
    expect(short(s.writes)).toBe('0+8%16:8, @g+0:8');
    expect(s.kept.slice(0, 2)).toEqual([false, false]);
  });

  it('name memory behind loaded pointers unknown', () => {
    const s = summary(`
      define void @f(ptr %p) {
        %q = load ptr, ptr %p
        store double 1.0, ptr %q
        ret void
      }`);
    expect([short(s.reads), short(s.writes)]).toEqual(['0+0:8', 'unknown+?:8']);
  });

  it('go through calls, and through recursion', () => {
    const text = `
      define void @f(ptr %p, ptr %q, i64 %n) {
        %q1 = getelementptr inbounds double, ptr %q, i64 1
        call void @even(ptr %q1, ptr %p, i64 %n)
        ret void
      }
      define void @even(ptr %p, ptr %q, i64 %n) {
        %c = icmp eq i64 %n, 0
        br i1 %c, label %stop, label %go
      go:
        %m = sub i64 %n, 1
        call void @odd(ptr %q, ptr %p, i64 %m)
        br label %stop
      stop:
        ret void
      }
      define void @odd(ptr %p, ptr %q, i64 %n) {
        store double 1.0, ptr %p
        call void @even(ptr %p, ptr %q, i64 %n)
        ret void
      }`;
    expect(short(summary(text, 'odd').writes)).toBe('0+0:8, 1+0:8');
    expect(short(summary(text, 'f').writes)).toBe('0+0:8, 1+8:8');
    expect(short(summary(text, 'f').reads)).toBe('');
  });

  it('settle when recursion moves a pointer on', () => {
    const s = summary(`
      define void @f(ptr %p, i64 %n) {
        store double 1.0, ptr %p
        %q = getelementptr inbounds double, ptr %p, i64 1
        call void @f(ptr %q, i64 %n)
        ret void
      }`);
    // Every place that is written must be covered, whatever the rounds made of it.
    const covered = (byte: number): boolean =>
      s.writes.some(
        ({ target, offset, size = Infinity }) =>
          target === 0 &&
          (offset.stride === 0
            ? byte >= offset.base && byte < offset.base + size
            : byte % offset.stride < size),
      );
    for (let byte = 0; byte < 4096; byte++) expect(covered(byte)).toBe(true);
  });

  it('tell which parameters are kept and what the result is', () => {
    const of = (body: string): readonly [boolean, FunctionSummary['result'], number[]] => {
      const s = summary(
        `@g = global ptr null\ndeclare ptr @malloc(i64)\ndefine ptr @f(ptr %p) {\n${body}\n}`,
      );
      return [s.kept[0]!, s.result, s.returns.map((r) => r.argument)];
    };
    expect(of('store ptr %p, ptr @g\n ret ptr null')).toEqual([true, 'none', []]);
    expect(of('ret ptr %p')).toEqual([false, 'none', [0]]);
    expect(of('%m = call ptr @malloc(i64 8)\n ret ptr %m')).toEqual([false, 'fresh', []]);
    expect(of('%m = call ptr @malloc(i64 8)\n store ptr %p, ptr %m\n ret ptr %m')).toEqual([
      true,
      'fresh',
      [],
    ]);
    expect(of('%m = call ptr @malloc(i64 8)\n store ptr %m, ptr @g\n ret ptr %m')).toEqual([
      false,
      'unknown',
      [],
    ]);
    expect(of('%l = load ptr, ptr @g\n ret ptr %l')).toEqual([false, 'unknown', []]);
  });

  it('do not trust a body that the linker may replace', () => {
    const f = (linkage: string): Fixture =>
      new Fixture(`
        define ${linkage} void @callee(ptr %p) { ret void }
        define void @f(ptr %a, ptr %b) {
          call void @callee(ptr %a)
          ret void
        }`);
    const writes = (x: Fixture): Effect['writes'] => x.effect(x.nth('call')).writes;
    expect(writes(f('weak')).length).toBeGreaterThan(0);
    expect(writes(f('linkonce_odr'))).toEqual([]);
  });

  it('are made anew when they are forgotten', () => {
    const fn = parseModule('define void @f(ptr %p) {\n store i64 1, ptr %p\n ret void\n}').getFunction('f')!;
    expect(short(summarizeFunction(fn).writes)).toBe('0+0:8');
    fn.entry.first!.erase();
    forgetSummary(fn);
    expect(short(summarizeFunction(fn).writes)).toBe('');
  });

  it('stay short for functions that touch very many places', () => {
    const lines = Array.from(
      { length: 500 },
      (_, i) => `%p${i} = getelementptr inbounds i64, ptr %p, i64 ${i}\nstore i64 1, ptr %p${i}`,
    );
    const s = summary(`define void @f(ptr %p) {\n${lines.join('\n')}\nret void\n}`);
    expect(short(s.writes)).toBe('0+?:');
  });
});

describe('effects', () => {
  const f = new Fixture(`
    declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
    declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
    declare double @llvm.sin.f64(double)
    declare double @pow(double, double)
    declare void @sincos(double, ptr, ptr)
    declare i32 @printf(ptr, ...)
    @text = private constant [3 x i8] c"%f\\00"
    define void @f(ptr %a, ptr %b, i64 %n, double %x) {
      %s = alloca double
      call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %b, i64 24, i1 false)
      call void @llvm.memset.p0.i64(ptr %a, i8 0, i64 %n, i1 false)
      %sin = call double @llvm.sin.f64(double %x)
      %pow = call double @pow(double %x, double %sin)
      call void @sincos(double %x, ptr %s, ptr %b)
      %printed = call i32 (ptr, ...) @printf(ptr @text, double %x)
      ret void
    }`);
  const accesses = (list: readonly Access[]): string =>
    list
      .map(
        (a) =>
          `${a.pointer === 'anything' ? a.pointer : ((a.pointer as { name?: string }).name ?? '?')}:${a.size ?? ''}`,
      )
      .join(' ');
  const effect = (n: number): string[] => {
    const { reads, writes } = f.effect(f.nth('call', n));
    return [accesses(reads), accesses(writes)];
  };

  it('know library functions and intrinsics', () => {
    expect(effect(0)).toEqual(['b:24', 'a:24']);
    expect(effect(1)).toEqual(['', 'a:']);
    expect(effect(2)).toEqual(['', '']);
    expect(effect(3)).toEqual(['', '']);
    expect(effect(4)).toEqual(['', 's: b:']);
    expect(effect(5)).toEqual(['text:', '']);
    expect(f.escapes('s')).toBe(false);
  });
});
