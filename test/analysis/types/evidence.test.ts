import { describe, expect, test } from 'vitest';
import { analysed, analysedModule, layoutText, named, transfersText } from './describe-layout.ts';
import { cpuMilliseconds } from '../../support/cpu-time.ts';

const memcpy = 'declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)';
const x86 = 'target datalayout = "e-m:e-i64:64-f80:128-n8:16:32:64-S128"\ntarget triple = "x86_64-linux-gnu"';

/** What %p points to in a function `void f(ptr %p, ptr %q, i64 %n, i64 %m)`, at its return. */
function behind(body: string, size: number | undefined, pointer = 'p', more = ''): string {
  const text = `${x86}\n${memcpy}\n${more}\ndefine void @f(ptr %p, ptr %q, i64 %n, i64 %m) {\n${body}\n  ret void\n}\n`;
  const { fn, types } = analysed(text);
  return layoutText(types.memoryAt(named(fn, pointer), size, fn.entry.last!));
}

describe('what loads and stores show', () => {
  test('a scalar at an offset, and nothing around it', () => {
    expect(behind('%a = getelementptr i8, ptr %p, i64 8\n store double 1.0, ptr %a', 24)).toBe(
      '8 double, unknown 0+8, unknown 16+8',
    );
  });

  test('an element at a variable index speaks for the array', () => {
    const body = '%a = getelementptr double, ptr %p, i64 %n\n %v = load double, ptr %a';
    expect(behind(body, 24)).toBe('0 double, 8 double, 16 double');
    expect(behind(body, undefined)).toBe('0 double, every 8');
  });

  test('a member of each struct of an array', () => {
    const body = `%i = mul nsw i64 %n, 24
      %a = getelementptr inbounds i8, ptr %p, i64 %i
      %x = load double, ptr %a
      %b = getelementptr inbounds i8, ptr %a, i64 16
      store i32 7, ptr %b, !tbaa !0
      %c = getelementptr inbounds i8, ptr %a, i64 8
      store ptr null, ptr %c`;
    const tags =
      '!0 = !{!1, !1, i64 0}\n!1 = !{!"int", !2, i64 0}\n!2 = !{!"omnipotent char", !3, i64 0}\n!3 = !{!"C"}';
    expect(behind(body, undefined, 'p', tags)).toBe(
      '0 double, 8 pointer, 16 integer 4, unknown 20+4, every 24',
    );
  });

  test('long arrays are answered with a period, whatever their size', () => {
    const body = '%a = getelementptr double, ptr %p, i64 %n\n %v = load double, ptr %a';
    expect(behind(body, 8 << 20)).toBe('0 double, every 8');
    expect(behind(body, 8 * 1000)).toBe('0 double, every 8');
  });

  test('the tag of a memset that LLVM made of a loop of stores speaks for its bytes', () => {
    const text = `${x86}
      declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
      define void @f(ptr %p, i64 %n, i64 %i) {
        %row = mul i64 %i, %n
        %a = getelementptr i8, ptr %p, i64 %row
        call void @llvm.memset.p0.i64(ptr %a, i8 0, i64 %n, i1 false), !tbaa !0
        call void @llvm.memset.p0.i64(ptr %a, i8 0, i64 %n, i1 false)
        ret void
      }
      !0 = !{!1, !1, i64 0}
      !1 = !{!"double", !2, i64 0}
      !2 = !{!"omnipotent char", !3, i64 0}
      !3 = !{!"C"}`;
    expect(transfersText(analysed(text))).toEqual(['0 double, every 8', 'unknown 0+1']);
  });

  test('a member of one struct tells nothing of a struct behind it', () => {
    const types = '%s = type { double, i32, i32 }';
    const member = (first: string): string =>
      behind(`%a = getelementptr %s, ptr %p, ${first}, i32 1\n store i32 7, ptr %a`, 32, 'p', types);
    expect(member('i64 0')).toBe('0 double, 8 integer 8, unknown 16+16');
    expect(member('i64 %n')).toBe('0 double, 8 integer 8, 16 double, 24 integer 8');
  });

  test('what differs at the beginning is no array', () => {
    const body = `%i = shl nsw i64 %n, 3
      %a = getelementptr inbounds i8, ptr %p, i64 %i
      %v = load double, ptr %a
      %h = load i64, ptr %p
      %k = add i64 %h, 1`;
    expect(behind(body, undefined)).toBe('unknown 0+8');
    expect(behind(body, 16)).toBe('0 integer 8, 8 double');
  });

  test('an offset that a loop counts up in steps', () => {
    const body = `br label %loop
    loop:
      %i = phi i64 [ 0, %0 ], [ %next, %loop ]
      %a = getelementptr i8, ptr %p, i64 %i
      store double 1.0, ptr %a
      %b = getelementptr i8, ptr %a, i64 8
      store i8 1, ptr %b
      %next = add nuw nsw i64 %i, 16
      %end = icmp eq i64 %next, 64
      br i1 %end, label %done, label %loop
    done:`;
    expect(behind(body, 16, 'a')).toBe('0 double, unknown 8+8');
  });

  test('what one element of an array was seen to be, any may be', () => {
    const body = `%i = shl nsw i64 %n, 4
      %a = getelementptr inbounds i8, ptr %p, i64 %i
      store double 1.0, ptr %a
      %second = getelementptr inbounds i8, ptr %p, i64 16
      store ptr %q, ptr %second`;
    expect(behind(body, 8, 'a')).toBe('unknown 0+8');
    expect(behind(body, 8, 'second')).toBe('0 pointer');
    expect(behind(body, 8)).toBe('0 double');
  });

  test('integers and numbers at any multiple of four bytes: neither says what is at one of them', () => {
    const body = `%i = shl nsw i64 %n, 2
      %a = getelementptr inbounds i8, ptr %p, i64 %i
      store double 1.0, ptr %a
      %j = shl nsw i64 %m, 2
      %b = getelementptr inbounds i8, ptr %p, i64 %j
      %w = trunc i64 %n to i32
      %k = mul i32 %w, 3
      store i32 %k, ptr %b`;
    expect(behind(body, 24)).toBe('unknown 0+24');
    expect(behind(body, 24, 'b')).toBe('unknown 0+24');
  });

  test('records that are copied to in part: what begins within is seen', () => {
    const body = `%i = mul nsw i64 %n, 24
      %a = getelementptr inbounds i8, ptr %p, i64 %i
      %k = mul i64 %m, 3
      store i64 %k, ptr %a
      %b = getelementptr inbounds i8, ptr %a, i64 8
      store double 1.0, ptr %q
      %q1 = getelementptr inbounds i8, ptr %q, i64 8
      store double 1.0, ptr %q1
      call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %q, i64 16, i1 false)`;
    expect(behind(body, 24, 'a')).toBe('0 integer 8, 8 double, 16 double');
  });

  test('an address that is a product, though no flag says that it does not wrap around', () => {
    const body = `%i = mul i64 %n, 24
      %a = getelementptr i8, ptr %p, i64 %i
      store double 1.0, ptr %a
      %b = getelementptr i8, ptr %a, i64 8
      %k = mul i64 %m, 3
      store i64 %k, ptr %b
      %c = getelementptr i8, ptr %a, i64 16
      store ptr null, ptr %c`;
    expect(behind(body, 24, 'a')).toBe('0 double, 8 integer 8, 16 pointer');
  });

  test('x86_fp80 takes 16 bytes', () => {
    expect(behind('store x86_fp80 0xK3FFF8000000000000000, ptr %p', 16)).toBe('0 x86_fp80');
  });

  test('vectors are their elements', () => {
    expect(behind('%v = load <2 x double>, ptr %p', 16)).toBe('0 double, 8 double');
  });

  test('a part of a float is a partial field', () => {
    const { fn, types } = analysed(
      `${x86}\ndefine void @f(ptr %p) {\n %v = load double, ptr %p\n %h = getelementptr i8, ptr %p, i64 4\n ret void\n}`,
    );
    const [field] = types.memoryAt(named(fn, 'h'), 4, fn.entry.last!).fields;
    expect(field).toMatchObject({ offset: 0, size: 4, scalar: { kind: 'float' } });
  });
});

describe('an index stays in the array that it begins in', () => {
  const memo = '%struct.Memo = type { [24 x double], [24 x i8] }';
  const use = `%c = load i8, ptr %b
      %d = uitofp i8 %c to double
      store double %d, ptr %a
      store i8 1, ptr %b`;

  test('as the type of the variable says, whatever the indexing looks like', () => {
    const body = `%v = alloca %struct.Memo
      %a = getelementptr inbounds nuw double, ptr %v, i64 %n
      %k = getelementptr inbounds nuw i8, ptr %v, i64 192
      %b = getelementptr inbounds nuw i8, ptr %k, i64 %n
      ${use}`;
    expect(behind(body, 1, 'b', memo)).toBe('0 integer 1');
    expect(behind(body, 8, 'a', memo)).toBe('0 double');
    expect(behind(body, 216, 'v', memo)).toMatch(/^(\d+ double, ){24}192 integer 24$/);
  });

  test('and as the indexed type says, in each struct of an array', () => {
    const body = `%s = getelementptr inbounds %struct.Memo, ptr %p, i64 %m
      %a = getelementptr inbounds [24 x double], ptr %s, i64 0, i64 %n
      %k = getelementptr inbounds i8, ptr %s, i64 192
      %b = getelementptr inbounds [24 x i8], ptr %k, i64 0, i64 %n
      ${use}`;
    expect(behind(body, 1, 'b', memo)).toBe('0 integer 1');
    expect(behind(body, undefined, 'p', memo)).toMatch(/^(\d+ double, ){24}192 integer 24, every 216$/);
  });

  test('an index that begins before its array', () => {
    const type = '%struct.S = type { i64, [3 x double], [8 x i8] }';
    const body = `%v = alloca %struct.S
      %a = getelementptr inbounds double, ptr %v, i64 %n
      %k = getelementptr inbounds i8, ptr %v, i64 32
      %b = getelementptr inbounds i8, ptr %k, i64 %n
      ${use}`;
    expect(behind(body, 1, 'b', type)).toBe('0 integer 1');
  });

  test('what is said of one element of an array of structs holds for the others', () => {
    const type = '%struct.In = type { i8, double }\n%struct.Out = type { i16, [2 x %struct.In], double }';
    const body = `%v = alloca [3 x %struct.Out]
      %o = getelementptr inbounds %struct.Out, ptr %v, i64 %n
      %in = getelementptr inbounds i8, ptr %o, i64 8
      %b = getelementptr inbounds %struct.In, ptr %in, i64 %n
      %a = getelementptr inbounds i8, ptr %b, i64 8
      ${use}`;
    expect(behind(body, 1, 'b', type)).toBe('0 integer 1');
    expect(behind(body, 8, 'a', type)).toBe('0 double');
  });
});

describe('steps over integers', () => {
  const tags = `!0 = !{!1, !1, i64 0}
    !1 = !{!"long", !2, i64 0}
    !2 = !{!"omnipotent char", !3, i64 0}
    !3 = !{!"C"}`;
  // A pointer to a double and one to an integer, beside a place to which a copy of an integer goes that may seem to be of any of the three.
  const body = (tag: string): string => `%v = alloca [32 x i8]
    store ptr %p, ptr %v
    %b = getelementptr i8, ptr %v, i64 8
    store ptr %q, ptr %b
    store double 1.0, ptr %p
    %k = load i64, ptr %q, !tbaa !0
    %j = mul i64 %k, 3
    %at = getelementptr i64, ptr %v, i64 %n
    %i = load i64, ptr %at${tag}
    store i64 %i, ptr %at${tag}`;

  test('do not lead to pointers beside them, if tags say that they are integers', () => {
    expect(behind(body(', !tbaa !0'), 8, 'p', tags)).toBe('0 double');
    expect(behind(body(''), 8, 'p', tags)).toMatch(/unknown/);
  });

  test('end with an array of one element, where another member follows', () => {
    const types = '%struct.One = type { [1 x i64] }\n%struct.S = type { %struct.One, ptr, ptr }';
    const walk = (member: string): string => `%v = alloca %struct.S
      %b = getelementptr %struct.S, ptr %v, i64 0, i32 1
      store ptr %p, ptr %b
      %c = getelementptr %struct.S, ptr %v, i64 0, i32 2
      store ptr %q, ptr %c
      store double 1.0, ptr %p
      %k = load i64, ptr %q
      %j = mul i64 %k, 3
      %one = ${member}
      %at = getelementptr [1 x i64], ptr %one, i64 0, i64 %n
      %i = load i64, ptr %at
      store i64 %i, ptr %at`;
    const inner = 'getelementptr %struct.S, ptr %v, i64 0, i32 0';
    expect(behind(walk(inner), 8, 'p', types)).toBe('0 double');
    expect(behind(walk('getelementptr i8, ptr %v, i64 0'), 8, 'p', types)).toMatch(/unknown/);
  });
});

describe('at a distance that is not known', () => {
  const anywhere = '%a = getelementptr inbounds i8, ptr %p, i64 %n';

  test('in memory of nothing but one kind of scalar it is one of these', () => {
    const body = `store double 1.0, ptr %p\n ${anywhere}\n store double 2.0, ptr %a`;
    expect(behind(body, undefined, 'a')).toBe('0 double, every 8');
    expect(behind(body, 16, 'a')).toBe('0 double, every 8');
    expect(behind(body, 12, 'a')).toMatch(/unknown/);
  });

  test('a number or a pointer elsewhere in that memory leaves it open', () => {
    const body = `store double 1.0, ptr %p\n ${anywhere}\n %b = getelementptr i8, ptr %p, i64 8`;
    expect(behind(`${body}\n store ptr %q, ptr %b`, 16, 'a')).toMatch(/unknown/);
    expect(behind(`${body}\n %i = load i64, ptr %b\n %j = mul i64 %i, 3`, 16, 'a')).toMatch(/unknown/);
  });

  test('an integer does not take the place of the float beside it, nor does padding', () => {
    const pair = '%struct.P = type { i32, double }';
    const body = `%v = alloca %struct.P\n %a = getelementptr inbounds i8, ptr %v, i64 %n
      %i = load i32, ptr %a\n %j = mul i32 %i, 3`;
    expect(behind(body, 16, 'a', pair)).toBe('0 integer 4, unknown 4+12');
  });
});

test('a number of fewer bytes than a pointer is no part of one that lies there in another object', () => {
  // What %q points to is a pointer in one caller, and a counter in another.
  const body = `store ptr %p, ptr %q
    %i = load i32, ptr %q
    %j = mul i32 %i, 3`;
  expect(behind(body, 4, 'q')).toBe('0 integer 4');
  expect(behind(body, 8, 'q')).toBe('0 pointer');
  expect(behind(`${body}\n store double 1.0, ptr %q`, 4, 'q')).toMatch(/unknown/);
});

describe('a struct in TBAA', () => {
  const tags = `!0 = !{!1, !2, i64 40}
    !1 = !{!"_ZTS6Record", !4, i64 0, !2, i64 16, !3, i64 32, !2, i64 40}
    !2 = !{!"any pointer", !4, i64 0}
    !3 = !{!"_ZTS5Count", !5, i64 0}
    !4 = !{!"omnipotent char", !6, i64 0}
    !5 = !{!"int", !4, i64 0}
    !6 = !{!"C++"}`;
  const body = `%a = getelementptr i8, ptr %p, i64 40\n %l = load ptr, ptr %a, !tbaa !0`;

  test('characters (of a union, too) are no padding, and a scalar may be the first of an array', () => {
    expect(behind(body, 48, 'p', tags)).toBe(
      '16 pointer, 24 pointer, 32 integer 4, 40 pointer, unknown 0+16, unknown 36+4',
    );
  });

  test('a part of a struct within may be the first of several', () => {
    const wide = tags
      .replace('!2, i64 40}\n    !1', '!2, i64 56}\n    !1')
      .replace('!2, i64 40}', '!2, i64 56}');
    expect(behind(body.replace('40', '56'), 64, 'p', wide)).toMatch(
      /32 integer 4, 56 pointer, unknown 0\+16, unknown 36\+20/,
    );
  });
});

test('the distance of two pointers is a multiple of what it is divided by without a remainder', () => {
  const body = `%x = ptrtoint ptr %p to i64
    %y = ptrtoint ptr %q to i64
    %d = sub i64 %y, %x
    %e = sdiv exact i64 %d, 16
    %a = getelementptr i8, ptr %p, i64 %d
    %b = getelementptr i8, ptr %p, i64 %n
    %v = load double, ptr %q
    %c = getelementptr i8, ptr %q, i64 8
    store ptr null, ptr %c`;
  expect(behind(body, 16, 'a')).toBe('0 double, 8 pointer');
  expect(behind(body, 16, 'p')).toBe('0 double, 8 pointer');
});

test('an enumeration, by its name in TBAA', () => {
  const text = `${x86}
    define void @f(ptr %p, ptr %q) {
      %i = load i32, ptr %p, !tbaa !0
      store i32 %i, ptr %q
      ret void
    }
    !0 = !{!1, !1, i64 0}
    !1 = !{!"_ZTS6Colour", !2, i64 0}
    !2 = !{!"omnipotent char", !3, i64 0}
    !3 = !{!"C++"}`;
  const { fn, types } = analysed(text);
  expect(layoutText(types.memoryAt(named(fn, 'q'), 4, fn.entry.last!))).toBe('0 integer 4');
});

test('a member of a class of the C++ library is what it is, whatever else the memory holds', () => {
  const header = '%"struct.std::_Rb_tree_header" = type { i32, i64 }\n%struct.Mine = type { i32, i64 }';
  const body = (name: string): string => `%a = getelementptr inbounds %${name}, ptr %p, i32 0, i32 1
    %i = load i64, ptr %a
    store i64 %i, ptr %q
    %b = getelementptr inbounds i8, ptr %p, i64 8
    store double 1.0, ptr %b`;
  expect(behind(body('"struct.std::_Rb_tree_header"'), 8, 'q', header)).toBe('0 integer 8');
  expect(behind(body('struct.Mine'), 8, 'q', header)).toBe('0 double');
});

describe('distances in bytes', () => {
  const type = '%struct.E = type { double, ptr }';
  const array = `%e = getelementptr inbounds %struct.E, ptr %p, i64 %n
    %l = load double, ptr %e
    %h = getelementptr inbounds i8, ptr %e, i64 8
    store ptr %q, ptr %h`;

  test('between two pointers lead from one element to another', () => {
    const body = `${array}
      %x = ptrtoint ptr %e to i64
      %y = ptrtoint ptr %p to i64
      %d = sub i64 %x, %y
      %a = getelementptr inbounds i8, ptr %p, i64 %d
      %b = getelementptr inbounds i8, ptr %e, i64 %d`;
    expect(behind(body, 16, 'a', type)).toBe('0 double, 8 pointer');
    expect(behind(body, 16, 'b', type)).toBe('0 double, 8 pointer');
  });

  test('whose low bits are cleared are multiples of a power of two', () => {
    const body = `${array}
      %d = and i64 %m, -32
      %a = getelementptr inbounds i8, ptr %p, i64 %d`;
    expect(behind(body, 16, 'a', type)).toBe('0 double, 8 pointer');
  });
});

describe('contradictions make no choice', () => {
  test('a float and an integer in the same bytes', () => {
    const body = `store double 1.0, ptr %p
      %i = load i64, ptr %p
      %j = mul i64 %i, 3`;
    expect(behind(body, 8)).toBe('unknown 0+8');
  });

  test('the answer says what the two uses are', () => {
    const { fn, types } = analysed(
      `define void @f(ptr %p) {\n store double 1.0, ptr %p\n store float 1.0, ptr %p\n ret void\n}`,
    );
    const { reasons } = types.memoryAt(named(fn, 'p'), 4, fn.entry.last!);
    expect(reasons.join()).toMatch(/used both as (double|float) .* and as (double|float)/);
  });

  test("an access's own tag decides for that access", () => {
    const text = `${x86}
define i64 @f(ptr %p) {
  store double 1.0, ptr %p, !tbaa !4
  %i = load i64, ptr %p, !tbaa !0
  ret i64 %i
}
!0 = !{!1, !1, i64 0}
!1 = !{!"long", !2, i64 0}
!2 = !{!"omnipotent char", !3, i64 0}
!3 = !{!"Simple C/C++ TBAA"}
!4 = !{!5, !5, i64 0}
!5 = !{!"double", !2, i64 0}`;
    const { fn, types } = analysed(text);
    const load = named(fn, 'i');
    expect(layoutText(types.memoryAt(named(fn, 'p'), 8, load as never))).toBe('0 integer 8');
    expect(layoutText(types.memoryAt(named(fn, 'p'), 8, fn.entry.last!))).toBe('unknown 0+8');
    expect(types.valueKind(load)?.kind).toBe('integer');
  });

  test('doubles at offsets that overlap', () => {
    const body = `store double 1.0, ptr %p
      %a = getelementptr i8, ptr %p, i64 4
      store double 1.0, ptr %a`;
    expect(behind(body, 12)).toBe('unknown 0+12');
  });
});

describe('memory is followed', () => {
  test('through copies in both directions', () => {
    const body = `call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 16, i1 false)
      store double 1.0, ptr %p
      %b = getelementptr i8, ptr %q, i64 8
      store float 1.0, ptr %b`;
    expect(behind(body, 16, 'q')).toBe('0 double, 8 float, unknown 12+4');
    expect(behind(body, 16, 'p')).toBe('0 double, 8 float, unknown 12+4');
  });

  test('through the bytes of a buffer', () => {
    const body = `%buf = alloca [64 x i8]
      call void @llvm.memcpy.p0.p0.i64(ptr %buf, ptr %p, i64 64, i1 false)
      call void @llvm.memcpy.p0.p0.i64(ptr %q, ptr %buf, i64 64, i1 false)
      %a = getelementptr double, ptr %q, i64 %n
      %v = load double, ptr %a`;
    expect(behind(body, 16)).toBe('0 double, 8 double');
  });

  test('through pointers in memory', () => {
    const body = `%slot = alloca ptr
      store ptr %p, ptr %slot
      %r = load ptr, ptr %slot
      %v = load double, ptr %r`;
    expect(behind(body, 8)).toBe('0 double');
  });

  test('rows of a matrix: what one shows, all know', () => {
    const body = `%a = getelementptr ptr, ptr %p, i64 %n
      %row = load ptr, ptr %a
      %e = getelementptr double, ptr %row, i64 %m
      %v = load double, ptr %e
      %first = load ptr, ptr %p`;
    expect(behind(body, 32, 'first')).toBe('0 double, 8 double, 16 double, 24 double');
  });

  test('of a list, through its own pointers', () => {
    const body = `br label %loop
loop:
      %l = phi ptr [ %p, %0 ], [ %next, %loop ]
      %v = load double, ptr %l
      %a = getelementptr i8, ptr %l, i64 8
      %next = load ptr, ptr %a
      %z = icmp eq ptr %next, null
      br i1 %z, label %out, label %loop
out:`;
    expect(behind(body, 16)).toBe('0 double, 8 pointer');
    expect(behind(body, 16, 'next')).toBe('0 double, 8 pointer');
  });

  test('of a pointer that walks', () => {
    const body = `br label %loop
loop:
      %w = phi ptr [ %p, %0 ], [ %w1, %loop ]
      %v = load double, ptr %w
      %w1 = getelementptr i8, ptr %w, i64 8
      %z = icmp eq ptr %w1, %q
      br i1 %z, label %out, label %loop
out:`;
    expect(behind(body, undefined)).toBe('0 double, every 8');
  });

  test('of globals, by type and initialiser', () => {
    const globals = `@g = global { i64, [2 x double] } { i64 3, [2 x double] [double 1.0, double 2.0] }\n@t = constant [3 x float] zeroinitializer`;
    const body =
      'call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr @t, i64 12, i1 false)\n call void @llvm.memcpy.p0.p0.i64(ptr %q, ptr @g, i64 24, i1 false)';
    expect(behind(body, 12, 'p', globals)).toBe('0 float, 4 float, 8 float');
    // An i64 in an unnamed struct may be anything: clang passes structs in such.
    expect(behind(body, 24, 'q', globals)).toBe('8 double, 16 double, unknown 0+8');
  });

  test('an integer copy of bytes at unknown offsets is no integer', () => {
    const body = `%v = load double, ptr %p
      %x = call i64 @offset()
      %a = getelementptr i8, ptr %p, i64 %x
      %c = load i8, ptr %a
      %z = zext i8 %c to i32`;
    expect(behind(body, 1, 'a', 'declare i64 @offset()')).toBe('unknown 0+1');
  });
});

describe('size', () => {
  test('many accesses and deep chains take time in proportion', () => {
    const lines: string[] = ['%a0 = alloca [40000 x double]'];
    for (let i = 0; i < 10000; i++) {
      lines.push(
        `%p${i} = getelementptr i8, ptr %a0, i64 ${i * 8}`,
        `%v${i} = load i64, ptr %q`,
        `store i64 %v${i}, ptr %p${i}`,
      );
    }
    for (let i = 0; i < 10000; i++) {
      const from = i === 0 ? '%p' : `%w${i - 1}`;
      lines.push(`%w${i} = getelementptr i8, ptr ${from}, i64 8`);
    }
    const started = cpuMilliseconds();
    expect(behind(lines.join('\n'), 8, 'q')).toBe('0 double');
    expect(cpuMilliseconds() - started).toBeLessThan(10_000);
  });

  test('a chain of calls as deep as no stack', () => {
    const functions = Array.from({ length: 1500 }, (_, i) => {
      const body = i === 1499 ? '%v = load double, ptr %p' : `call void @f${i + 1}(ptr %p)`;
      return `define void @f${i}(ptr %p) {\n ${body}\n ret void\n}`;
    });
    const of = analysedModule(functions.join('\n'));
    const { fn, types } = of('f0');
    expect(layoutText(types.memoryAt(named(fn, 'p'), 8, fn.entry.last!))).toBe('0 double');
  });
});
