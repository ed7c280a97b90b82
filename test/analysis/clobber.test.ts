import { describe, expect, it } from 'vitest';
import { analyzeAliases, analyzeCallClobbers, analyzeClobbers } from '../../src/analysis/memory/index.ts';
import { CallBase } from '../../src/ir/index.ts';
import { Fixture } from './alias-fixture.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

describe('within a block', () => {
  it('sees later stores and not earlier ones', () => {
    const f = new Fixture(`
      define double @f(ptr %a) {
        %x = load double, ptr %a
        store double 1.0, ptr %a
        %y = load double, ptr %a
        %s = fadd double %x, %y
        ret double %s
      }`);
    expect(f.repeatable('x')).toBe(false);
    expect(f.reload('x').clobberedBy).toBe(f.nth('store'));
    expect(f.reload('x').reason).toBe('a store may overwrite the memory');
    expect(f.repeatable('y')).toBe(true);
    expect(f.reload('s')).toMatchObject({ repeatable: true, reason: 'it reads no memory' });
  });

  it('tells places and objects apart', () => {
    const f = new Fixture(`
      @k = constant double 1.0
      @g = global double 1.0
      define void @f(ptr %a, ptr %b, ptr noalias %r, i64 %i) {
        %a1 = getelementptr inbounds double, ptr %a, i64 1
        %ai = getelementptr inbounds double, ptr %a, i64 %i
        %x0 = load double, ptr %a
        %x1 = load double, ptr %a1
        %xi = load double, ptr %ai
        %y = load double, ptr %b
        %z = load double, ptr %r
        %k = load double, ptr @k
        %g = load double, ptr @g
        store double 1.0, ptr %a1
        ret void
      }`);
    const answers = ['x0', 'x1', 'xi', 'y', 'z', 'k', 'g'].map((n) => [n, f.repeatable(n)]);
    expect(answers).toEqual([
      ['x0', true],
      ['x1', false],
      ['xi', false],
      ['y', false],
      ['z', true],
      ['k', true],
      ['g', false],
    ]);
  });

  it('uses types', () => {
    const f = new Fixture(`
      define void @f(ptr %a, ptr %b) {
        %x = load double, ptr %a, !tbaa !3
        %n = load i32, ptr %a, !tbaa !4
        store double 1.0, ptr %b, !tbaa !3
        ret void
      }
      !0 = !{!"root"}
      !1 = !{!"double", !0, i64 0}
      !2 = !{!"int", !0, i64 0}
      !3 = !{!1, !1, i64 0}
      !4 = !{!2, !2, i64 0}`);
    expect(f.repeatable('x')).toBe(false);
    expect(f.repeatable('n')).toBe(true);
  });

  it('counts the writes of the reading instruction itself', () => {
    const f = new Fixture(`
      declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
      define void @f(ptr %a, ptr noalias %b) {
        %o = atomicrmw add ptr %a, i64 1 monotonic
        ret void
      }`);
    expect(f.repeatable('o')).toBe(false);
  });

  it('does not repeat volatile and atomic loads, nor loads of errno', () => {
    const f = new Fixture(`
      declare ptr @__errno_location()
      define void @f(ptr %a) {
        %v = load volatile i64, ptr %a
        %t = load atomic i64, ptr %a monotonic, align 8
        %e = call ptr @__errno_location()
        %n = load i32, ptr %e
        %x = load i64, ptr %a
        ret void
      }`);
    expect(['v', 't', 'n', 'x'].map((n) => f.repeatable(n))).toEqual([false, false, false, true]);
  });

  it('takes fences and ordered atomics for writes of other threads', () => {
    for (const sync of ['fence acquire', 'store atomic i64 0, ptr %r release, align 8']) {
      const f = new Fixture(`
        define void @f(ptr %a, ptr noalias %r) {
          %s = alloca i64
          %x = load i64, ptr %a
          %y = load i64, ptr %s
          ${sync}
          ret void
        }`);
      expect(f.repeatable('x')).toBe(false);
      expect(f.repeatable('y')).toBe(true);
    }
  });
});

describe('across blocks', () => {
  it('sees writes of the next iteration', () => {
    const f = new Fixture(`
      define void @f(ptr noalias %a, ptr noalias %b, i64 %n) {
      entry:
        %first = load double, ptr %a
        br label %loop
      loop:
        %i = phi i64 [ 0, %entry ], [ %j, %loop ]
        %p = getelementptr inbounds double, ptr %a, i64 %i
        store double 1.0, ptr %p
        %p1 = getelementptr inbounds double, ptr %p, i64 1
        %x = load double, ptr %p1
        %q = getelementptr inbounds double, ptr %b, i64 %i
        %y = load double, ptr %q
        %j = add i64 %i, 1
        %c = icmp slt i64 %j, %n
        br i1 %c, label %loop, label %exit
      exit:
        %last = load double, ptr %p
        ret void
      }`);
    expect(['first', 'x', 'y', 'last'].map((n) => f.repeatable(n))).toEqual([false, false, true, true]);
    expect(f.reload('first').clobberedBy).toBe(f.nth('store'));
    expect(f.reload('x').clobberedBy).toBe(f.nth('store'));
  });

  it('follows the paths of branches', () => {
    const f = new Fixture(`
      define void @f(ptr %a, i1 %c) {
      entry:
        %x = load double, ptr %a
        br i1 %c, label %l, label %r
      l:
        %y = load double, ptr %a
        br label %join
      r:
        %z = load double, ptr %a
        store double 1.0, ptr %a
        br label %join
      join:
        %w = load double, ptr %a
        ret void
      }`);
    expect(['x', 'y', 'z', 'w'].map((n) => f.repeatable(n))).toEqual([false, true, false, true]);
  });

  it('takes irreducible loops for loops', () => {
    const f = new Fixture(`
      define void @f(ptr %a, i1 %c) {
      entry:
        br i1 %c, label %l, label %r
      l:
        %y = load double, ptr %a
        br label %r
      r:
        store double 1.0, ptr %a
        br i1 %c, label %l, label %exit
      exit:
        %w = load double, ptr %a
        ret void
      }`);
    expect(f.repeatable('y')).toBe(false);
    expect(f.repeatable('w')).toBe(true);
  });

  it('answers for members of structs in loops', () => {
    const f = new Fixture(`
      define void @f(ptr %a, i64 %n) {
      entry:
        br label %loop
      loop:
        %i = phi i64 [ 0, %entry ], [ %j, %loop ]
        %m = getelementptr inbounds { double, double }, ptr %a, i64 %i, i32 1
        %x = getelementptr inbounds { double, double }, ptr %a, i64 %i, i32 0
        %mass = load double, ptr %m
        %pos = load double, ptr %x
        store double %mass, ptr %x
        %j = add i64 %i, 1
        %c = icmp slt i64 %j, %n
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }`);
    expect(f.repeatable('mass')).toBe(true);
    expect(f.repeatable('pos')).toBe(false);
  });
});

describe('the end of memory', () => {
  const freeing = `
    declare void @free(ptr)
    declare ptr @malloc(i64)
    declare ptr @realloc(ptr, i64)
    define void @f(ptr %a) {
      %m = call ptr @malloc(i64 8)
      %k = call ptr @malloc(i64 8)
      %s = alloca double
      %x = load double, ptr %m
      %y = load double, ptr %k
      %z = load double, ptr %a
      %w = load double, ptr %s
      call void @free(ptr %m)
      ret void
    }`;

  it('counts free as a write of what it frees, unless told otherwise', () => {
    const f = new Fixture(freeing);
    const all = ['x', 'y', 'z', 'w'];
    expect(all.map((n) => f.repeatable(n))).toEqual([false, true, true, true]);
    expect(f.reload('x').reason).toBe('a call of free may overwrite the memory');
    expect(all.map((n) => f.repeatable(n, { treatFreeAsWrite: false }))).toEqual([true, true, true, true]);
    expect(f.repeatable('x', { treatFreeAsWrite: (call) => call.args[0] === f.value('m') })).toBe(false);
    expect(f.repeatable('x', { treatFreeAsWrite: (call) => call.args[0] !== f.value('m') })).toBe(true);
  });

  it('does not take free of a loaded pointer for one of allocas or globals', () => {
    const f = new Fixture(`
      @g = global double 0.0
      declare void @free(ptr)
      declare void @keep(ptr)
      define void @f(ptr %a) {
        %s = alloca double
        call void @keep(ptr %s)
        %w = load double, ptr %s
        %g = load double, ptr @g
        %p = load ptr, ptr %a
        %z = load double, ptr %a
        call void @free(ptr %p)
        ret void
      }`);
    expect(['w', 'g', 'p', 'z'].map((n) => f.repeatable(n))).toEqual([true, true, false, false]);
  });

  it('always counts realloc, and frees inside of callees', () => {
    const f = new Fixture(`
      declare void @free(ptr)
      declare ptr @realloc(ptr, i64)
      define internal void @release(ptr %p) {
        call void @free(ptr %p)
        ret void
      }
      define void @f(ptr %a, ptr %b) {
        %x = load double, ptr %a
        %n = call ptr @realloc(ptr %a, i64 16)
        %y = load double, ptr %b
        call void @release(ptr %b)
        ret void
      }`);
    expect(f.repeatable('x', { treatFreeAsWrite: false })).toBe(false);
    expect(f.repeatable('y', { treatFreeAsWrite: false })).toBe(false);
  });

  it('counts the end and the restart of a lifetime', () => {
    const f = new Fixture(`
      declare void @llvm.lifetime.start.p0(ptr)
      declare void @llvm.lifetime.end.p0(i64, ptr)
      define void @f(i1 %c) {
      entry:
        %s = alloca double
        %t = alloca double
        %u = alloca double
        br label %loop
      loop:
        call void @llvm.lifetime.start.p0(ptr %t)
        %x = load double, ptr %s
        %y = load double, ptr %t
        %z = load double, ptr %u
        br i1 %c, label %loop, label %exit
      exit:
        call void @llvm.lifetime.end.p0(i64 8, ptr %s)
        ret void
      }`);
    expect(['x', 'y', 'z'].map((n) => f.repeatable(n))).toEqual([false, false, true]);
  });

  it('counts restoring the stack for the allocas made since, also at the end of an iteration', () => {
    const f = new Fixture(`
      declare ptr @llvm.stacksave.p0()
      declare void @llvm.stackrestore.p0(ptr)
      define void @f(i64 %n, i1 %c) {
      entry:
        %s = alloca double
        br label %loop
      loop:
        %sp = call ptr @llvm.stacksave.p0()
        %v = alloca double, i64 %n
        %x = load double, ptr %s
        %y = load double, ptr %v
        call void @llvm.stackrestore.p0(ptr %sp)
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }`);
    expect(f.repeatable('x')).toBe(true);
    expect(f.repeatable('y')).toBe(false);
  });

  it('takes the pieces of a repeated allocation for different memory, with the offsets in them', () => {
    const f = new Fixture(`
      declare ptr @calloc(i64, i64)
      define void @f(ptr %a, i1 %c) {
      entry:
        br label %loop
      loop:
        %m = call ptr @calloc(i64 2, i64 8)
        %m1 = getelementptr inbounds double, ptr %m, i64 1
        store double 1.0, ptr %m1
        %x = load double, ptr %m
        %y = load double, ptr %m1
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }`);
    expect(f.repeatable('x')).toBe(true);
    expect(f.repeatable('y')).toBe(false);
  });
});

describe('calls', () => {
  it('lets library mathematics be, and an unknown function write all it can reach', () => {
    const f = new Fixture(`
      declare double @exp(double)
      declare double @frexp(double, ptr)
      declare void @unknown()
      define double @f(ptr %a, ptr noalias %r) {
        %s = alloca i32
        %t = alloca double
        %x = load double, ptr %a
        %n = load i32, ptr %s
        %e = call double @exp(double %x)
        %y = load double, ptr %a
        %z = load double, ptr %t
        %r0 = load double, ptr %r
        %m = call double @frexp(double %e, ptr %s)
        ret double %m
      }
      define void @g(ptr %a, ptr noalias %r) {
        %t = alloca double
        %x = load double, ptr %a
        %z = load double, ptr %t
        %r0 = load double, ptr %r
        call void @unknown()
        ret void
      }`);
    expect(['x', 'n', 'y', 'z'].map((n) => f.repeatable(n))).toEqual([true, false, true, true]);
    const g = new Fixture(`
      declare void @unknown()
      define void @f(ptr %a, ptr noalias %r) {
        %t = alloca double
        %x = load double, ptr %a
        %z = load double, ptr %t
        %r0 = load double, ptr %r
        call void @unknown()
        ret void
      }`);
    expect(['x', 'z', 'r0'].map((n) => g.repeatable(n))).toEqual([false, true, true]);
    expect(g.reload('x').reason).toBe('a call of unknown may overwrite the memory');
  });

  it('sees through functions with a body', () => {
    const f = new Fixture(`
      @g = internal global double 0.0
      define internal double @sum(ptr %p) {
        %x = load double, ptr %p
        ret double %x
      }
      define internal void @second(ptr %p, ptr %q) {
        %q1 = getelementptr inbounds double, ptr %q, i64 1
        store double 1.0, ptr %q1
        store double 1.0, ptr @g
        ret void
      }
      define void @f(ptr noalias %a, ptr noalias %b) {
        %b1 = getelementptr inbounds double, ptr %b, i64 1
        %x = load double, ptr %a
        %y0 = load double, ptr %b
        %y1 = load double, ptr %b1
        %g = load double, ptr @g
        %s = call double @sum(ptr %b)
        call void @second(ptr %a, ptr %b)
        ret void
      }`);
    expect(['x', 'y0', 'y1', 'g', 's'].map((n) => f.repeatable(n))).toEqual([true, true, false, false, true]);
  });

  it('asks about memory that a callee made, read, and gave to its caller', () => {
    const repeatable = (give: string, take: string): boolean =>
      new Fixture(`
        declare ptr @malloc(i64)
        define internal ptr @make(double %x, ptr noalias %out) {
          %m = call ptr @malloc(i64 16)
          store double %x, ptr %m
          %y = load double, ptr %m
          ${give}
        }
        define void @f(double %x, ptr noalias %out) {
          %s = call ptr @make(double %x, ptr %out)
          ${take}
          ret void
        }`).repeatable('s');
    const returned = 'ret ptr %m';
    const inside = '%b = call ptr @malloc(i64 8)\n store ptr %m, ptr %b\n ret ptr %b';
    const stored = 'store ptr %m, ptr %out\n ret ptr null';
    expect(repeatable(returned, '')).toBe(true);
    expect(repeatable(returned, 'store double 1.0, ptr %s')).toBe(false);
    expect(repeatable(inside, '%l = load ptr, ptr %s\n store double 1.0, ptr %l')).toBe(false);
    expect(repeatable(stored, '%l = load ptr, ptr %out\n store double 1.0, ptr %l')).toBe(false);
    expect(repeatable('ret ptr null', 'store double 1.0, ptr %out')).toBe(true);
  });

  it('asks what a call itself read', () => {
    const f = new Fixture(`
      define internal double @sum(ptr %p) {
        %x = load double, ptr %p
        ret double %x
      }
      define void @f(ptr %a) {
        %s = call double @sum(ptr %a)
        store double %s, ptr %a
        ret void
      }`);
    expect(f.repeatable('s')).toBe(false);
  });
});

describe('when the caller writes before the reverse sweep', () => {
  const f = new Fixture(`
    @g = global double 0.0
    @k = constant double 0.0
    declare ptr @malloc(i64)
    define ptr @f(ptr noalias %a, ptr noalias %b, ptr byval(double) %v) {
      %s = alloca double
      %m = call ptr @malloc(i64 8)
      %own = call ptr @malloc(i64 8)
      %p = load ptr, ptr %a
      %la = load double, ptr %a
      %lb = load double, ptr %b
      %lv = load double, ptr %v
      %ls = load double, ptr %s
      %lm = load double, ptr %m
      %lo = load double, ptr %own
      %lp = load double, ptr %p
      %lg = load double, ptr @g
      %lk = load double, ptr @k
      ret ptr %m
    }`);
  const names = ['la', 'lb', 'lv', 'ls', 'lm', 'lo', 'lp', 'lg', 'lk'];
  const repeatable = (more: object): string =>
    names.filter((n) => f.repeatable(n, { treatFreeAsWrite: true, ...more })).join(' ');

  it('repeats everything in the same call', () => {
    expect(repeatable({})).toBe(names.join(' '));
    expect(repeatable({ argumentsOverwrittenLater: false })).toBe(names.join(' '));
  });

  it('repeats only what the caller cannot reach', () => {
    expect(repeatable({ argumentsOverwrittenLater: true })).toBe('lo lk');
    expect(repeatable({ argumentsOverwrittenLater: new Set([0]) })).toBe('lb lo lk');
    expect(repeatable({ argumentsOverwrittenLater: new Set([0]), otherMemoryOverwrittenLater: false })).toBe(
      'lb lm lo lp lg lk',
    );
    expect(repeatable({ argumentsOverwrittenLater: new Set() })).toBe('la lb lm lo lp lg lk');
    expect(repeatable({ argumentsOverwrittenLater: new Set(), allocasSurvive: true })).toBe(
      'la lb ls lm lo lp lg lk',
    );
  });

  it('tells for each call what is overwritten after it', () => {
    const { fn } = new Fixture(`
      declare double @sum(ptr nocapture readonly, ptr nocapture readonly) nounwind memory(argmem: read)
      declare noalias ptr @make() memory(inaccessiblemem: readwrite)
      define void @f(ptr noalias %a, ptr noalias %b, ptr noalias %c, ptr %d, i1 %again) {
      entry:
        %s = call double @sum(ptr %a, ptr %b)
        %m = call ptr @make()
        store double %s, ptr %b
        br label %loop
      loop:
        %t = call double @sum(ptr %a, ptr %c)
        store double %t, ptr %c
        br i1 %again, label %loop, label %exit
      exit:
        %u = call double @sum(ptr %a, ptr %c)
        store double %u, ptr %m
        ret void
      }`);
    const after = analyzeCallClobbers(fn, analyzeAliases(fn), { treatFreeAsWrite: true });
    const answers = [...fn.instructions()]
      .filter((i) => i instanceof CallBase)
      .map((c) => `${c.name}: ${[...after(c).arguments].join()} ${after(c).other}`);
    expect(answers).toEqual(['s: 1 false', 'm:  true', 't: 1 false', 'u:  false']);
  });
});

describe('speed', () => {
  it('takes about linear time', () => {
    const text = (n: number): string => {
      const lines: string[] = [];
      for (let i = 0; i < n; i++) {
        lines.push(`%p${i} = getelementptr inbounds double, ptr ${i % 3 ? '%a' : '%b'}, i64 ${i}`);
        lines.push(`%x${i} = load double, ptr %p${i}`, `store double %x${i}, ptr %p${i}`);
        if (i % 5 === 0)
          lines.push(`br i1 %c, label %l${i}, label %m${i}`, `l${i}:`, `br label %m${i}`, `m${i}:`);
      }
      return `define void @f(ptr %a, ptr noalias %b, i1 %c) {\n${lines.join('\n')}\nret void\n}`;
    };
    const time = (n: number): number => {
      const { fn } = new Fixture(text(n));
      let best = Infinity;
      for (let i = 0; i < 3; i++) {
        const start = cpuMilliseconds();
        analyzeClobbers(fn, analyzeAliases(fn), { treatFreeAsWrite: true });
        best = Math.min(best, cpuMilliseconds() - start);
      }
      return best;
    };
    // Four times the size: linear is 4, quadratic 16.
    const small = time(5_000);
    expect(time(20_000) / small).toBeLessThan(11);
  });
});
