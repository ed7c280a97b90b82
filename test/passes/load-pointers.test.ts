import { expect, it } from 'vitest';
import { loadPointers } from '../../src/passes/vectors/load-pointers.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

const lines = (text: string): string[] => {
  const fn = parseModule(`target datalayout = "e-p:64:64"\n${text}`).getFunction('f')!;
  loadPointers(fn);
  return printFunction(fn).split('\n').map((l) => l.trim().replace(/%\d+/g, '%#')).slice(1, -2); // prettier-ignore
};

it('loads a pointer from beside numbers as what it is', () => {
  const text = `define double @f(ptr %p) {
  %v = load <2 x double>, ptr %p, align 16
  %b = bitcast <2 x double> %v to <2 x i64>
  %i = extractelement <2 x i64> %b, i64 1
  %q = inttoptr i64 %i to ptr
  %s = shufflevector <2 x double> %v, <2 x double> poison, <2 x i32> zeroinitializer
  %x = extractelement <2 x double> %s, i64 1
  %y = load double, ptr %q
  %z = fmul double %x, %y
  ret double %z
}`;
  expect(lines(text)).toEqual([
    '%# = getelementptr i8, ptr %p, i64 8',
    '%# = load ptr, ptr %#, align 8',
    '%# = load double, ptr %p, align 8',
    '%# = insertelement <2 x double> poison, double %#, i32 0',
    '%b = bitcast <2 x double> %# to <2 x i64>',
    '%i = extractelement <2 x i64> %b, i64 1',
    '%s = shufflevector <2 x double> %#, <2 x double> poison, <2 x i32> zeroinitializer',
    '%x = extractelement <2 x double> %s, i64 1',
    '%y = load double, ptr %#',
    '%z = fmul double %x, %y',
    'ret double %z',
  ]);
});

it('leaves a vector alone whose lanes are all computed with', () => {
  const text = `define <2 x double> @f(ptr %p) {
  %v = load <2 x double>, ptr %p, align 16
  %b = bitcast <2 x double> %v to <2 x i64>
  %i = extractelement <2 x i64> %b, i64 1
  %q = inttoptr i64 %i to ptr
  %y = load <2 x double>, ptr %q
  %z = fmul <2 x double> %v, %y
  ret <2 x double> %z
}`;
  expect(lines(text)[0]).toBe('%v = load <2 x double>, ptr %p, align 16');
});
