import { describe, expect, it } from 'vitest';
import { cloneFunction } from '../../src/ir/index.ts';
import { parseModule, printFunction, printModule } from '../../src/text/index.ts';

const everything = `
@g = global i32 0
declare void @h(ptr, ...)
declare i32 @personality(...)
define linkonce_odr hidden fastcc double @f(ptr noalias align 8 %p, double %x, i32 %n) #0 comdat personality ptr @personality {
entry:
  %a = alloca i32, i32 4, align 16
  %v = load atomic volatile double, ptr %p syncscope("agent") acquire, align 8
  store atomic i32 %n, ptr %a release, align 4
  fence syncscope("singlethread") seq_cst
  %cx = cmpxchg weak volatile ptr %a, i32 %n, i32 1 acq_rel monotonic, align 4
  %rm = atomicrmw volatile fadd ptr %p, double %x seq_cst, align 8
  %s = fmul fast double %v, %x
  %d = sdiv exact i32 %n, 4
  %z = zext nneg i32 %d to i64
  %q = getelementptr inbounds nuw double, ptr %p, i64 %z
  %ev = extractvalue { i32, i1 } %cx, 1
  %sel = select nnan i1 %ev, double %s, double %rm
  %fr = freeze double %sel
  %cmp = icmp samesign ult i32 %n, %d
  %tail = tail call fast fastcc double @f(ptr nonnull %q, double %fr, i32 %n) #1 [ "tag"(i32 %n, ptr %p) ]
  call void (ptr, ...) @h(ptr elementtype(i32) %a, i32 %n, double %tail)
  invoke void (ptr, ...) @h(ptr %p) to label %loop unwind label %pad
loop:
  %phi = phi nsz double [ %tail, %entry ], [ %next, %loop ]
  %next = fadd nsz double %phi, %x
  switch i32 %n, label %loop [ i32 1, label %done
                               i32 2, label %done ]
done:
  ret double %phi
pad:
  %lp = landingpad { ptr, i32 } cleanup catch ptr @g filter [1 x ptr] [ptr @g]
  resume { ptr, i32 } %lp
}
attributes #0 = { nounwind "key"="value" }
attributes #1 = { cold }
$f = comdat any
`;

const bodyOf = (text: string): string => text.slice(text.indexOf('{\n'));

describe('cloneFunction', () => {
  it('copies every flag, attribute and operand', () => {
    const module = parseModule(everything);
    const fn = module.getFunction('f')!;
    const { fn: clone, map } = cloneFunction(fn, 'g2');
    expect(bodyOf(printFunction(clone))).toBe(bodyOf(printFunction(fn)));
    expect(printFunction(clone).split('\n')[0]).toBe(
      'define internal fastcc double @g2(ptr noalias align 8 %p, double %x, i32 %n) #0 personality ptr @personality {',
    );
    for (const inst of fn.instructions()) {
      const copy = map.get(inst);
      expect(copy !== undefined && copy !== inst).toBe(true);
    }
    // No operand of the copy belongs to the original.
    for (const inst of clone.instructions()) for (const v of inst.operands) expect(map.has(v)).toBe(false);
  });

  it('gives taken names a number', () => {
    const fn = parseModule('define void @f() {\n ret void\n}').getFunction('f')!;
    expect(cloneFunction(fn, 'f').fn.name).toBe('f.1');
  });

  it('sends computed jumps within the function to the copies of the labels', () => {
    const module = parseModule(`
define void @f(i1 %c) {
entry:
  %to = select i1 %c, ptr blockaddress(@f, %a), ptr blockaddress(@f, %b)
  indirectbr ptr %to, [label %a, label %b]
a:
  ret void
b:
  ret void
}`);
    const { fn } = cloneFunction(module.getFunction('f')!, 'g');
    expect(printFunction(fn)).toContain('select i1 %c, ptr blockaddress(@g, %a), ptr blockaddress(@g, %b)');
  });

  it('refuses jumps through a table outside of the function', () => {
    const module = parseModule(`
@table = global [2 x ptr] [ptr blockaddress(@f, %a), ptr blockaddress(@f, %b)]
define void @f(ptr %to) {
entry:
  indirectbr ptr %to, [label %a, label %b]
a:
  ret void
b:
  ret void
}`);
    const before = printModule(module);
    expect(() => cloneFunction(module.getFunction('f')!, 'g')).toThrow(/computed goto.*FX3002/s);
    expect(printModule(module)).toBe(before);
  });

  it('gives the copy a subprogram of its own, and shares the scopes of inlined functions', () => {
    const module = parseModule(`
define void @f(i32 %x) !dbg !4 {
    #dbg_value(i32 %x, !7, !DIExpression(), !9)
  call void @h(), !dbg !10
  br label %loop, !dbg !9
loop:
  br label %loop, !dbg !9, !llvm.loop !12
}
declare void @h()
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "f.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, type: !3, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !6)
!5 = distinct !DISubprogram(name: "inlined", scope: !1, file: !1, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!6 = !{!7}
!7 = !DILocalVariable(name: "x", scope: !8, file: !1)
!8 = distinct !DILexicalBlock(scope: !4, file: !1, line: 2)
!9 = !DILocation(line: 3, column: 1, scope: !8)
!10 = !DILocation(line: 9, column: 1, scope: !5, inlinedAt: !11)
!11 = distinct !DILocation(line: 4, column: 1, scope: !8)
!12 = distinct !{!12, !9}`);
    const fn = module.getFunction('f')!;
    const { fn: clone } = cloneFunction(fn, 'g');
    const subprogram = clone.metadata[0]![1];
    expect(subprogram === fn.metadata[0]![1]).toBe(false);
    const [call, branch] = [...clone.instructions()];
    const location = branch!.getMetadata('dbg')!;
    expect(location.numberField('line')).toBe(3);
    expect(location.nodeField('scope')!.nodeField('scope') === subprogram).toBe(true);
    const inlined = call!.getMetadata('dbg')!;
    expect(inlined.nodeField('scope')!.stringField('name')).toBe('inlined');
    const scopeOfCall = inlined.nodeField('inlinedAt')!.nodeField('scope')!;
    expect(scopeOfCall === location.nodeField('scope')).toBe(true);
    const loop = clone.blocks[1]!.last!.getMetadata('llvm.loop')!;
    expect(loop.operands[0] === loop && loop.operands[1] === location).toBe(true);
    const variable = call!.debugRecords![0]!.args[1];
    expect(subprogram.nodeField('retainedNodes')!.operands[0] === variable).toBe(true);
  });
});
