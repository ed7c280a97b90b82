import { describe, expect, it } from 'vitest';
import { Fixture } from './alias-fixture.ts';

describe('objects and offsets', () => {
  it('tells constant offsets of one object apart', () => {
    const f = new Fixture(`
      define void @f(ptr %a) {
        %b = getelementptr inbounds double, ptr %a, i64 1
        %c = getelementptr inbounds { i32, double }, ptr %a, i64 0, i32 1
        %d = getelementptr inbounds i8, ptr %a, i64 4
        ret void
      }`);
    expect(f.pointersMeet('a', 'b')).toBe(false);
    expect(f.pointersMeet('b', 'c')).toBe(true);
    expect(f.pointersMeet('a', 'd')).toBe(true);
    expect(f.pointersMeet('d', 'b')).toBe(true);
    expect(f.pointersMeet('a', 'b', 'open')).toBe(true);
    expect(f.alias.pointerInfo(f.value('b')).offset).toBe(8);
  });

  it('takes an address that no data has for one of nothing', () => {
    const f = new Fixture(`
      define void @f(ptr %a, i1 %c) {
        %empty = inttoptr i64 8 to ptr
        %weak = inttoptr i64 -1 to ptr
        %device = inttoptr i64 1073741824 to ptr
        %p = select i1 %c, ptr inttoptr (i64 4 to ptr), ptr %a
        ret void
      }`);
    expect(f.alias.pointerInfo(f.value('empty')).objects.size).toBe(0);
    expect(f.alias.pointerInfo(f.value('weak')).objects.size).toBe(0);
    expect([...f.alias.pointerInfo(f.value('device')).objects].map((o) => o.kind)).toEqual(['unknown']);
    expect([...f.alias.pointerInfo(f.value('p')).objects].map((o) => o.kind)).toEqual(['argument']);
  });

  it('does not compare offsets from a pointer that changes in a loop', () => {
    const f = new Fixture(`
      define void @f(ptr %a, i64 %n) {
      entry:
        br label %loop
      loop:
        %p = phi ptr [ %a, %entry ], [ %q, %loop ]
        %i = phi i64 [ 0, %entry ], [ %j, %loop ]
        %q = getelementptr inbounds double, ptr %p, i64 1
        %j = add nuw nsw i64 %i, 1
        %x = getelementptr inbounds double, ptr %a, i64 %i
        %y = getelementptr inbounds double, ptr %a, i64 %j
        %z = getelementptr inbounds i8, ptr %x, i64 8
        %c = icmp slt i64 %j, %n
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }`);
    expect(f.pointersMeet('p', 'q')).toBe(true);
    expect(f.pointersMeet('x', 'y')).toBe(true);
    expect(f.pointersMeet('x', 'z')).toBe(true);
    expect(f.alias.pointerInfo(f.value('p')).offset).toBeUndefined();
  });

  it('tells members of structs in an array apart, at all moments', () => {
    const f = new Fixture(`
      %body = type { double, double, double }
      define void @f(ptr %a, i64 %i, i64 %k, i64 %n) {
      entry:
        br label %loop
      loop:
        %p = phi ptr [ %a, %entry ], [ %next, %loop ]
        %next = getelementptr inbounds %body, ptr %p, i64 1
        %px = getelementptr inbounds %body, ptr %p, i64 0, i32 0
        %py = getelementptr inbounds %body, ptr %p, i64 0, i32 1
        %iy = getelementptr inbounds %body, ptr %a, i64 %i, i32 1
        %kz = getelementptr inbounds %body, ptr %a, i64 %k, i32 2
        %wild = getelementptr %body, ptr %a, i64 %k, i32 2
        %c = icmp eq ptr %next, null
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }`);
    expect(f.pointersMeet('px', 'py')).toBe(false);
    expect(f.pointersMeet('iy', 'kz')).toBe(false);
    expect(f.pointersMeet('px', 'iy')).toBe(false);
    expect(f.pointersMeet('py', 'iy')).toBe(true);
    expect(f.pointersMeet('px', 'iy', 9)).toBe(true);
    // Without inbounds, the product of index and 24 may wrap around.
    expect(f.pointersMeet('iy', 'wild')).toBe(true);
  });

  it('reads strides from the arithmetic of the index', () => {
    const f = new Fixture(`
      define void @f(ptr %a, i32 %i, i64 %k) {
        %t = mul nsw i32 %i, 3
        %t1 = add nsw i32 %t, 1
        %s = sext i32 %t to i64
        %s1 = sext i32 %t1 to i64
        %x = getelementptr inbounds double, ptr %a, i64 %s
        %y = getelementptr inbounds double, ptr %a, i64 %s1
        %w = mul i64 %k, 3
        %v = getelementptr inbounds double, ptr %a, i64 %w
        %sh = shl i64 %k, 4
        %e = getelementptr i8, ptr %a, i64 %sh
        %o = getelementptr inbounds i8, ptr %e, i64 8
        ret void
      }`);
    expect(f.pointersMeet('x', 'y')).toBe(false);
    expect(f.pointersMeet('v', 'y')).toBe(true);
    expect(f.pointersMeet('e', 'o')).toBe(false);
  });

  it('keeps allocations, allocas, arguments and globals apart', () => {
    const f = new Fixture(`
      @g = global [4 x double] zeroinitializer
      @h = global double 0.0
      @in = internal global double 0.0
      declare ptr @malloc(i64)
      define void @f(ptr %a, ptr %b, ptr noalias %r, ptr byval([2 x double]) %v) {
        %s = alloca double
        %m = call ptr @malloc(i64 8)
        %n = call ptr @malloc(i64 8)
        %l = load ptr, ptr %a
        store double 1.0, ptr @in
        ret void
      }`);
    for (const [a, b] of ['sm', 'sa', 'ma', 'mn', 'sl', 'ml', 'ra', 'rl', 'vl', 'va']) {
      expect([a, b, f.pointersMeet(a!, b!)]).toEqual([a, b, false]);
    }
    expect(f.pointersMeet('@g', '@h')).toBe(false);
    expect(f.pointersMeet('@g', 's')).toBe(false);
    expect(f.pointersMeet('a', 'b')).toBe(true);
    expect(f.pointersMeet('a', 'l')).toBe(true);
    expect(f.pointersMeet('@g', 'l')).toBe(true);
    expect(f.pointersMeet('@g', 'a')).toBe(true);
    expect(f.pointersMeet('@in', 'l')).toBe(false);
    expect(f.pointersMeet('@in', 'a')).toBe(false);
    expect(f.pointersMeet('@g', 'r')).toBe(false);
  });

  it('takes noalias from the options', () => {
    const text = 'define void @f(ptr %a, ptr %b) { ret void }';
    expect(new Fixture(text).pointersMeet('a', 'b')).toBe(true);
    expect(new Fixture(text, { noaliasArguments: new Set([1]) }).pointersMeet('a', 'b')).toBe(false);
  });

  it('lets loaded pointers reach a noalias argument that was stored', () => {
    const f = new Fixture(`
      define void @f(ptr noalias %a, ptr %b) {
        store ptr %a, ptr %b
        %l = load ptr, ptr %b
        ret void
      }`);
    expect(f.pointersMeet('a', 'l')).toBe(true);
    expect(f.pointersMeet('a', 'b')).toBe(false);
  });

  it('takes an internal global for reachable when its address gets away', () => {
    const body = 'define void @f(ptr %a) { %l = load ptr, ptr %a\n store double 1.0, ptr @g\n ret void }';
    const meets = (more: string): boolean =>
      new Fixture(`@g = internal global [2 x double] zeroinitializer\n${more}\n${body}`).pointersMeet(
        '@g',
        'l',
      );
    expect(meets('define double @k() { %x = load double, ptr @g\n ret double %x }')).toBe(false);
    expect(meets('define ptr @k() { ret ptr @g }')).toBe(true);
    expect(meets('@p = global ptr @g')).toBe(true);
    expect(meets('@p = global ptr getelementptr (i8, ptr @g, i64 8)')).toBe(true);
    expect(meets('define void @k(ptr %p) { store ptr @g, ptr %p\n ret void }')).toBe(true);
    expect(
      meets('declare void @u(ptr nocapture)\ndefine void @k() { call void @u(ptr @g)\n ret void }'),
    ).toBe(true);
  });

  it('follows phi and select to all their objects', () => {
    const f = new Fixture(`
      declare ptr @malloc(i64)
      define void @f(ptr %a, i1 %c) {
        %s = alloca [2 x double]
        %s1 = getelementptr inbounds double, ptr %s, i64 1
        %m = call ptr @malloc(i64 8)
        %p = select i1 %c, ptr %s1, ptr %m
        %q = select i1 %c, ptr %s, ptr null
        ret void
      }`);
    expect(f.objects('p')).toEqual(['alloca s', 'allocation m']);
    expect(f.pointersMeet('p', 's')).toBe(false);
    expect(f.pointersMeet('p', 's1')).toBe(true);
    expect(f.pointersMeet('p', 'm')).toBe(true);
    expect(f.pointersMeet('p', 'a')).toBe(false);
    expect(f.alias.pointerInfo(f.value('q')).offset).toBe(0);
  });
});

describe('pointers in memory', () => {
  it('follows pointers through local memory', () => {
    const f = new Fixture(`
      declare ptr @malloc(i64)
      declare ptr @calloc(i64, i64)
      define void @f(ptr %a, i64 %i, i64 %k) {
        %s = alloca ptr
        store ptr %a, ptr %s
        %la = load ptr, ptr %s
        %rows = call ptr @calloc(i64 8, i64 8)
        %row = call ptr @malloc(i64 80)
        %ri = getelementptr inbounds ptr, ptr %rows, i64 %i
        store ptr %row, ptr %ri
        %rk = getelementptr inbounds ptr, ptr %rows, i64 %k
        %l = load ptr, ptr %rk
        %other = load ptr, ptr %a
        ret void
      }`);
    expect(f.objects('la')).toEqual(['argument a']);
    expect(f.objects('l')).toEqual(['allocation row']);
    expect(f.pointersMeet('l', 'other')).toBe(false);
    expect(f.escapes('row')).toBe(false);
  });

  it('tells the members of a local struct apart', () => {
    const f = new Fixture(`
      define void @f(ptr %a, ptr %b) {
        %s = alloca { ptr, ptr, i64 }
        %s1 = getelementptr inbounds { ptr, ptr, i64 }, ptr %s, i64 0, i32 1
        store ptr %a, ptr %s
        store ptr %b, ptr %s1
        %l0 = load ptr, ptr %s
        %l1 = load ptr, ptr %s1
        ret void
      }`);
    expect(f.objects('l0')).toEqual(['argument a']);
    expect(f.objects('l1')).toEqual(['argument b']);
  });

  it('follows a pointer through memcpy, and through the integer that a small memcpy becomes', () => {
    const f = new Fixture(`
      declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
      define void @f(ptr %a) {
        %m = alloca double
        %s = alloca { i64, ptr }
        %t = alloca { i64, ptr }
        %u = alloca ptr
        %sp = getelementptr inbounds i8, ptr %s, i64 8
        store ptr %m, ptr %sp
        call void @llvm.memcpy.p0.p0.i64(ptr %t, ptr %s, i64 16, i1 false)
        %tp = getelementptr inbounds i8, ptr %t, i64 8
        %l = load ptr, ptr %tp
        %w = load i64, ptr %tp
        store i64 %w, ptr %u
        %x = load ptr, ptr %u
        %other = load ptr, ptr %a
        ret void
      }`);
    expect(f.objects('l')).toEqual(['alloca m']);
    expect(f.objects('x')).toContain('alloca m');
    expect(f.escapes('m')).toBe(false);
    expect(f.pointersMeet('m', 'other')).toBe(false);
  });

  it('lets a pointer escape when the integer that carries it is computed with, or goes to the heap of others', () => {
    const f = new Fixture(`
      define void @f(ptr %a) {
        %m = alloca double
        %n = alloca double
        %s = alloca ptr
        %t = alloca ptr
        store ptr %m, ptr %s
        %w = load i64, ptr %s
        %w1 = or i64 %w, 1
        store ptr %n, ptr %t
        %v = load i64, ptr %t
        store i64 %v, ptr %a
        %l = load ptr, ptr %a
        ret void
      }`);
    expect(f.escapes('m')).toBe(true);
    expect(f.pointersMeet('n', 'l')).toBe(true);
  });

  it('does not trust a pointer in memory that an integer was stored to', () => {
    const f = new Fixture(`
      define void @f(i64 %x) {
        %s = alloca ptr
        store i64 %x, ptr %s
        %l = load ptr, ptr %s
        ret void
      }`);
    expect(f.objects('l')).toEqual(['unknown']);
  });

  it('lets contents escape with their container', () => {
    const f = new Fixture(`
      declare void @keep(ptr)
      define void @f(ptr %a) {
        %m = alloca double
        %s = alloca ptr
        store ptr %m, ptr %s
        call void @keep(ptr %s)
        %l = load ptr, ptr %a
        %own = load ptr, ptr %s
        ret void
      }`);
    expect(f.pointersMeet('m', 'l')).toBe(true);
    expect(f.objects('own')).toContain('unknown');
  });

  it('does not let distances and comparisons of addresses escape', () => {
    const f = new Fixture(`
      define i64 @f(ptr %a) {
        %s = alloca [8 x double]
        %t = alloca double
        %e = getelementptr inbounds double, ptr %s, i64 8
        %x = ptrtoint ptr %s to i64
        %y = ptrtoint ptr %e to i64
        %d = sub i64 %y, %x
        %c = icmp eq ptr %s, %a
        %z = ptrtoint ptr %t to i64
        %q = xor i64 %z, 5
        ret i64 %d
      }`);
    expect(f.escapes('s')).toBe(false);
    expect(f.escapes('t')).toBe(true);
  });

  it('sees a pointer that a later instruction of a loop stores', () => {
    const f = new Fixture(`
      define void @f(ptr %a, ptr %b, i1 %c) {
      entry:
        %s = alloca ptr
        store ptr %a, ptr %s
        br label %loop
      loop:
        %l = load ptr, ptr %s
        %l1 = getelementptr inbounds i8, ptr %l, i64 8
        store ptr %b, ptr %s
        br i1 %c, label %loop, label %exit
      exit:
        ret void
      }`);
    expect(f.objects('l1')).toEqual(['argument a', 'argument b']);
  });

  it('shows a callee the pointers in local memory, and lets it put others there', () => {
    const objects = (attribute: string): readonly [string[], boolean] => {
      const f = new Fixture(`
        declare void @u(ptr ${attribute})
        define void @f(ptr %a) {
          %m = alloca double
          %s = alloca ptr
          store ptr %m, ptr %s
          call void @u(ptr %s)
          %l = load ptr, ptr %s
          ret void
        }`);
      expect(f.escapes('s')).toBe(false);
      return [f.objects('l'), f.escapes('m')];
    };
    expect(objects('nocapture')).toEqual([['alloca m', 'unknown'], true]);
    expect(objects('nocapture readonly')).toEqual([['alloca m'], true]);
    expect(objects('nocapture writeonly')).toEqual([['alloca m', 'unknown'], false]);
  });

  it('lets a pointer escape that is passed as an integer', () => {
    const f = new Fixture(`
      define internal i64 @callee(i64 %i) {
        %p = inttoptr i64 %i to ptr
        store i64 1, ptr %p
        ret i64 0
      }
      define void @f(ptr %a) {
        %m = alloca double
        %s = alloca ptr
        store ptr %m, ptr %s
        %i = load i64, ptr %s
        %x = load i64, ptr %m
        %r = call i64 @callee(i64 %i)
        ret void
      }`);
    expect(f.escapes('m')).toBe(true);
    expect(f.repeatable('x')).toBe(false);
  });

  it('survives pointers with very many targets', () => {
    const n = 100;
    const names = Array.from({ length: n }, (_, i) => `s${i}`);
    const text = `
      define void @f(ptr %a, i64 %i) {
        %table = alloca [${n} x ptr]
        ${names.map((s) => `%${s} = alloca double`).join('\n')}
        ${names.map((s, i) => `store ptr %${s}, ptr ${i ? `%t${i}` : '%table'}\n%t${i + 1} = getelementptr inbounds ptr, ptr %table, i64 ${i + 1}`).join('\n')}
        %p = getelementptr inbounds ptr, ptr %table, i64 %i
        %l = load ptr, ptr %p
        ret void
      }`;
    const f = new Fixture(text);
    for (const s of names) expect(f.pointersMeet('l', s)).toBe(true);
    expect(f.pointersMeet('l', 'table')).toBe(false);
  });
});

describe('attributes of calls', () => {
  const calls = (declaration: string, call: string): Fixture =>
    new Fixture(`
      ${declaration}
      define void @f(ptr %a, ptr noalias %r) {
        %s = alloca [2 x double]
        ${call}
        %l = load ptr, ptr %a
        ret void
      }`);

  it('reads nocapture and captures(…)', () => {
    expect(calls('declare void @u(ptr)', 'call void @u(ptr %s)').escapes('s')).toBe(true);
    expect(calls('declare void @u(ptr nocapture)', 'call void @u(ptr %s)').escapes('s')).toBe(false);
    expect(calls('declare void @u(ptr captures(none))', 'call void @u(ptr %s)').escapes('s')).toBe(false);
    expect(calls('declare void @u(ptr captures(address))', 'call void @u(ptr %s)').escapes('s')).toBe(false);
    expect(
      calls('declare void @u(ptr captures(address, read_provenance))', 'call void @u(ptr %s)').escapes('s'),
    ).toBe(true);
    const ret = calls('declare ptr @u(ptr captures(ret: address, provenance))', '%p = call ptr @u(ptr %s)');
    expect(ret.escapes('s')).toBe(false);
    expect(ret.objects('p')).toEqual(['alloca s', 'unknown']);
    expect(ret.pointersMeet('p', 's')).toBe(true);
  });

  it('reads memory(…), readonly and their kin', () => {
    const touches = (declaration: string, what: string): [boolean, boolean] => {
      const f = calls(declaration, 'call void @u(ptr %s)');
      const effect = (kind: 'reads' | 'writes'): boolean => {
        const accesses = f.effect(f.nth('call'))[kind];
        return accesses.some((a) => f.alias.mayAlias(a, { pointer: f.value(what), size: 8 }));
      };
      return [effect('reads'), effect('writes')];
    };
    expect(touches('declare void @u(ptr nocapture)', 's')).toEqual([true, true]);
    expect(touches('declare void @u(ptr nocapture)', 'a')).toEqual([true, true]);
    expect(touches('declare void @u(ptr nocapture)', 'r')).toEqual([false, false]);
    expect(touches('declare void @u(ptr nocapture readonly)', 's')).toEqual([true, false]);
    expect(touches('declare void @u(ptr nocapture readonly)', 'a')).toEqual([true, true]);
    expect(touches('declare void @u(ptr nocapture writeonly)', 's')).toEqual([false, true]);
    expect(touches('declare void @u(ptr nocapture readnone)', 's')).toEqual([false, false]);
    expect(touches('declare void @u(ptr nocapture) memory(none)', 's')).toEqual([false, false]);
    expect(touches('declare void @u(ptr nocapture) memory(read)', 'a')).toEqual([true, false]);
    expect(touches('declare void @u(ptr nocapture) memory(argmem: readwrite)', 's')).toEqual([true, true]);
    expect(touches('declare void @u(ptr nocapture) memory(argmem: readwrite)', 'a')).toEqual([false, false]);
    expect(touches('declare void @u(ptr nocapture) memory(readwrite, argmem: read)', 's')).toEqual([
      true,
      false,
    ]);
    expect(touches('declare void @u(ptr nocapture) memory(inaccessiblemem: readwrite)', 'a')).toEqual([
      false,
      false,
    ]);
    expect(touches('declare void @u(ptr byval([2 x double]))', 's')).toEqual([true, false]);
  });

  it('reads noalias and returned of results', () => {
    const fresh = calls('declare noalias ptr @u(ptr)', '%p = call ptr @u(ptr %a)');
    expect(fresh.objects('p')).toEqual(['allocation p']);
    const same = calls('declare ptr @u(ptr returned captures(none))', '%p = call ptr @u(ptr %s)');
    expect(same.objects('p')).toEqual(['alloca s']);
    expect(same.alias.pointerInfo(same.value('p')).offset).toBe(0);
  });
});

describe('scoped metadata', () => {
  it('ignores !alias.scope and !noalias, which hold in one iteration only', () => {
    const f = new Fixture(`
      define void @f(ptr %a, ptr %b) {
        %x = load double, ptr %a, !alias.scope !2
        store double %x, ptr %b, !noalias !2
        ret void
      }
      !0 = distinct !{!0, !"domain"}
      !1 = distinct !{!1, !0, !"scope"}
      !2 = !{!1}`);
    expect(f.meet(f.nth('load'), f.nth('store'))).toBe(true);
  });
});
