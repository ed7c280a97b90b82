import { describe, expect, it } from 'vitest';
import type { Type } from '../../src/ir/index.ts';
import { DataLayout, i64, structType } from '../../src/ir/index.ts';
import { parseModule, printModule } from '../../src/text/index.ts';
import { nativeTools, runTool } from '../support/native.ts';

const layouts = {
  'x86-64': 'e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128',
  wasm32: 'e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20',
  i386: 'e-m:e-p:32:32-p270:32:32-p271:32:32-p272:64:64-i128:128-f64:32:64-f80:32-n8:16:32-S128',
  avr: 'e-P1-p:16:8-i8:8-i16:8-i32:8-i64:8-f32:8-f64:8-n8:16-a:8',
  'big endian': 'E-m:e-i8:8:32-i16:16:32-i64:64-i128:128-n32:64-S128',
};

const types = `i1 i8 i16 i24 i32 i33 i64 i65 i128 i129 i256 half bfloat float double x86_fp80 fp128 ptr
<2xfloat> <3xfloat> <4xi32> <8xi1> <5xi8> <2xptr> <4xdouble> <3xi64> [3xi8] [2x[3xi16]] [0xi64] [5x{i8,i32}] {i8,i64}
{i8,i16,i8} {i32,double,i8} <{i8,double}> {} {{},i32,{i8,x86_fp80}} {i1,[3xi24],ptr} {ptr,i8,<3xfloat>} <{i33,i1}> [2xi65]`
  .split(/\s+/)
  .map((t) => t.replaceAll('x', ' x ').replaceAll(' x 86_', 'x86_'));

/** The types by their text, read by the parser. */
function readTypes(): Type[] {
  const module = parseModule(types.map((t, i) => `@g${i} = external global ${t}`).join('\n'));
  return module.globals.map((g) => g.valueType);
}

describe('the data layout', () => {
  const tools = nativeTools('sizes and alignments against LLVM', 'opt');
  it.skipIf(!tools).each(Object.entries(layouts))(
    'gives the sizes and alignments of LLVM for %s',
    (_name, text) => {
      const sizes = types.map(
        (t, i) => `define i64 @size${i}() {
  ret i64 ptrtoint (ptr getelementptr (${t}, ptr null, i32 1) to i64)
}
define i64 @align${i}() {
  ret i64 ptrtoint (ptr getelementptr ({ i8, ${t} }, ptr null, i32 0, i32 1) to i64)
}`,
      );
      const source = `target datalayout = "${text}"\n${sizes.join('\n')}`;
      const folded = runTool(tools!.opt, ['-passes=instcombine', '-S', '-'], source);
      const answer = (name: string): number => {
        const match = new RegExp(`@${name}\\(\\)[^{]*\\{\\s*ret i64 (\\d+)`).exec(folded);
        return Number(match?.[1]);
      };
      const layout = new DataLayout(text);
      const measured = readTypes().map((type, i) => {
        // The alignment as the offset behind one byte: rounded up to the layout's least alignment of aggregates.
        const { offsets } = layout.structLayout(
          structType([parseModule('@b = external global i8').globals[0]!.valueType, type]),
        );
        return [types[i], layout.allocSize(type), offsets[1]];
      });
      expect(measured).toEqual(types.map((t, i) => [t, answer(`size${i}`), answer(`align${i}`)]));
    },
  );

  it('knows byte order, pointers and index types', () => {
    expect(new DataLayout(layouts['big endian']).bigEndian).toBe(true);
    const x86 = new DataLayout(layouts['x86-64']);
    expect([x86.bigEndian, x86.pointerBits(), x86.pointerBits(270), x86.indexType()]).toEqual([
      false,
      64,
      32,
      i64,
    ]);
    expect(new DataLayout(layouts.wasm32).pointerBits()).toBe(32);
    expect(new DataLayout(layouts.avr).programAddressSpace).toBe(1);
    expect(new DataLayout('A5-G2').allocaAddressSpace).toBe(5);
    expect(new DataLayout('A5-G2').globalsAddressSpace).toBe(2);
  });

  it('follows the text of the module', () => {
    const module = parseModule(`target datalayout = "${layouts.wasm32}"`);
    expect(module.dataLayout.pointerBits()).toBe(32);
    module.dataLayoutText = layouts['x86-64'];
    expect(module.dataLayout.pointerBits()).toBe(64);
    expect(printModule(module)).toContain(layouts['x86-64']);
  });
});
