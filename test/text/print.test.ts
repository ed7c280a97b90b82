import { describe, expect, it } from 'vitest';
import type { Attribute, MDNode } from '../../src/ir/index.ts';
import {
  AttributeGroup,
  BasicBlock,
  constantFP,
  constantInt,
  doubleType,
  Fn,
  functionType,
  GlobalVariable,
  i32,
  i64,
  IRBuilder,
  MDNode as Node,
  MDString,
  Module,
  ptr,
  StructType,
} from '../../src/ir/index.ts';
import {
  parseModule,
  printFunction,
  printInstruction,
  printModule,
  printValue,
} from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';
import { nativeTools, runTool } from '../support/native.ts';

/** A module made by hand, with all that the printer has to number and to name. */
function build(): { module: Module; fn: Fn } {
  const module = new Module();
  const fn = module.add(new Fn('f', functionType(i32, [i32, i32, ptr]), ['x', 'x', undefined]));
  const [entry, exit] = [new BasicBlock('x'), new BasicBlock()];
  fn.appendBlock(entry);
  fn.appendBlock(exit);
  const b = new IRBuilder(entry);
  const [x, y, p] = fn.args as [(typeof fn.args)[0], (typeof fn.args)[0], (typeof fn.args)[0]];
  const sum = b.add(x, y, 'x.1');
  const product = b.mul(sum, sum);
  b.store(product, p, 4);
  b.br(exit);
  b.positionAt(exit);
  const phi = b.phi(i32, 'a b');
  phi.addIncoming(product, entry);
  b.ret(phi);
  return { module, fn };
}

describe('printing of modules made by hand', () => {
  it('makes names unique and numbers what has none', () => {
    const { module, fn } = build();
    expect(verifyModule(module)).toEqual([]);
    expect(printFunction(fn)).toBe(`define i32 @f(i32 %x, i32 %x.1, ptr %0) {
x.2:
  %x.1.1 = add i32 %x, %x.1
  %1 = mul i32 %x.1.1, %x.1.1
  store i32 %1, ptr %0, align 4
  br label %2

2:
  %"a b" = phi i32 [ %1, %x.2 ]
  ret i32 %"a b"
}
`);
    const printed = printModule(module);
    expect(printModule(parseModule(printed))).toBe(printed);
  });

  it('prints instructions and values on their own, as they stand in their function', () => {
    const { fn } = build();
    const [sum, product] = [...fn.instructions()];
    expect(printInstruction(product!)).toBe('%1 = mul i32 %x.1.1, %x.1.1');
    expect(printValue(sum!)).toBe('i32 %x.1.1');
    expect(printValue(constantInt(i64, -3))).toBe('i64 -3');
    expect(printValue(constantFP(doubleType, 0.1))).toBe('double 0x3FB999999999999A');
    sum!.remove();
    expect(printInstruction(sum!)).toContain('add i32');
  });

  it('numbers metadata nodes that the module does not list, and nodes that refer to each other', () => {
    const { module, fn } = build();
    const [a, b] = [new Node(), new Node()] as [MDNode, MDNode];
    a.distinct = true;
    a.operands = [a, b, null];
    b.operands = [new MDString('quote " and \u00e9'), a];
    fn.entry.first!.setMetadata('note', a);
    const printed = printModule(module);
    expect(printed).toContain('!note !0\n');
    expect(printed).toContain('!0 = distinct !{!0, !1, null}\n!1 = !{!"quote \\22 and \\E9", !0}\n');
    expect(printModule(parseModule(printed))).toBe(printed);
  });

  it('gives groups of one number different ones, and leaves out empty ones', () => {
    const { module, fn } = build();
    const group = (...names: string[]): AttributeGroup =>
      new AttributeGroup(
        0,
        names.map((name): Attribute => ({ kind: 'enum', name })),
      );
    fn.attributes = [group('nounwind'), group('cold'), group()];
    const printed = printModule(module);
    expect(printed).toContain(' #0 #1 {');
    expect(printed).toContain('attributes #0 = { nounwind }\nattributes #1 = { cold }\n');
    expect(printModule(parseModule(printed))).toBe(printed);
  });

  it('quotes names that need it, and keeps numbered and quoted digits apart', () => {
    const text = `%0 = type { i32 }
%"0" = type { i64 }
%"a\\22b" = type opaque

@"1" = global i32 0
@0 = global i32 1
@"\\01x" = external global %"a\\22b"
@a = external global { %0, %"0" }
`;
    expect(printModule(parseModule(text)).trim()).toBe(text.trim());
  });

  const tools = nativeTools('printing of modules made by hand, read by LLVM', 'llvm-as');
  it.skipIf(!tools)('is read by LLVM', () => {
    const { module, fn } = build();
    const struct = new StructType('pair', [i32, doubleType], false);
    module.structTypes.set('pair', struct);
    const global = module.add(new GlobalVariable('g', struct));
    fn.returnAttributes = [{ kind: 'enum', name: 'noundef' }];
    fn.args[2]!.attributes = [{ kind: 'integer', name: 'align', value: 8n }];
    const b = new IRBuilder(fn.entry, fn.entry.last);
    b.load(doubleType, b.gep(struct, global, [constantInt(i64, 0), constantInt(i32, 1)]));
    expect(verifyModule(module)).toEqual([]);
    expect(runTool(tools!['llvm-as'], ['-', '-o', '-', '-disable-output'], printModule(module))).toBe('');
  });
});
