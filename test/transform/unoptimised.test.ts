import { expect, it } from 'vitest';
import type { Fn } from '../../src/ir/index.ts';
import { parseModule, printModule } from '../../src/text/index.ts';
import { shortenUnoptimised } from '../../src/transform/unoptimised.ts';
import { verifyModule } from '../../src/verify/index.ts';

const text = `
define internal double @square(ptr %p) noinline optnone !dbg !4 {
  %a = alloca ptr, align 8
  store ptr %p, ptr %a, align 8
    #dbg_declare(ptr %a, !5, !DIExpression(), !6)
  %l = load ptr, ptr %a, align 8, !dbg !6
  %x = load double, ptr %l, align 8, !dbg !6
  %c = fcmp olt double %x, 0.000000e+00, !dbg !6
  br i1 %c, label %negative, label %else, !dbg !6

negative:
  ret double 0.000000e+00, !dbg !6

else:
  %s = fmul double %x, %x, !dbg !6
  ret double %s, !dbg !6
}

define double @f(double %x) noinline optnone personality ptr @handler !dbg !7 {
  %a = alloca double, align 8
  store double %x, ptr %a, align 8
  %r = invoke double @square(ptr %a)
          to label %normal unwind label %pad, !dbg !8

normal:
  ret double %r, !dbg !8

pad:
  %e = landingpad { ptr, i32 }
          cleanup, !dbg !8
  resume { ptr, i32 } %e, !dbg !8
}

define double @recursive(double %x) noinline optnone {
  %a = alloca double, align 8
  store double %x, ptr %a, align 8
  %v = load double, ptr %a, align 8
  %r = call double @recursive(double %v)
  ret double %r
}

declare i32 @handler(...)

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "square", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocalVariable(name: "p", arg: 1, scope: !4, file: !1, line: 1)
!6 = !DILocation(line: 2, column: 3, scope: !4)
!7 = distinct !DISubprogram(name: "f", file: !1, line: 4, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!8 = !DILocation(line: 5, column: 7, scope: !7)
`;

const opcodes = (fn: Fn): string[] => [...fn.instructions()].map((inst) => inst.opcode);

it('puts small unoptimised functions where they are called, and gives all their bodies back', () => {
  const module = parseModule(text);
  const before = printModule(module);
  const [square, f, recursive] = ['square', 'f', 'recursive'].map((name) => module.getFunction(name)!);
  const restore = shortenUnoptimised(module, [f!, recursive!], new Set());
  expect(verifyModule(module)).toEqual([]);
  expect(opcodes(square!)).toEqual(['load', 'fcmp', 'br', 'fmul', 'ret', 'ret']);
  // The variable is a value, the callee has become branches, and what cannot throw has no landing pad.
  expect(opcodes(f!)).toEqual(['fcmp', 'br', 'fmul', 'br', 'br', 'phi', 'ret']);
  expect(opcodes(recursive!)).toEqual(['call', 'ret']);
  const location = [...f!.instructions()].find((inst) => inst.opcode === 'fmul')!.getMetadata('dbg')!;
  expect(location.numberField('line')).toBe(2);
  expect(location.nodeField('inlinedAt')!.numberField('line')).toBe(5);
  restore();
  expect(printModule(module)).toBe(before);
});

it('leaves optimised functions, those that are excluded and those that may be replaced', () => {
  const module = parseModule(text.replace('define internal double @square', 'define weak double @square'));
  const [square, f, recursive] = ['square', 'f', 'recursive'].map((name) => module.getFunction(name)!);
  const restore = shortenUnoptimised(module, [f!, recursive!], new Set([recursive!]));
  expect(opcodes(f!)).toContain('call');
  expect(opcodes(recursive!)).toContain('alloca');
  expect(square!.linkage).toBe('weak');
  restore();
});
