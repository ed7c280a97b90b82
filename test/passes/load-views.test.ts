import { expect, it } from 'vitest';
import { loadViews } from '../../src/passes/vectors/load-views.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

const lines = (text: string): string[] => {
  const fn = parseModule(`target datalayout = "e-p:64:64"\n${text}`).getFunction('f')!;
  loadViews(fn);
  return printFunction(fn).split('\n').map((l) => l.trim().replace(/%\d+/g, '%#')).slice(1, -2); // prettier-ignore
};

it('loads a number and a flag that are loaded as bytes as what they are', () => {
  const text = `define double @f(ptr %p) {
  %v = load <16 x i8>, ptr %p, align 8
  %bits = bitcast <16 x i8> %v to <128 x i1>
  %flag = extractelement <128 x i1> %bits, i64 67
  %numbers = bitcast <16 x i8> %v to <2 x double>
  %s = shufflevector <2 x double> %numbers, <2 x double> poison, <2 x i32> <i32 poison, i32 0>
  %x = extractelement <2 x double> %s, i64 1
  %r = select i1 %flag, double %x, double 0.0
  ret double %r
}`;
  expect(lines(text)).toEqual([
    '%# = load double, ptr %p, align 8',
    '%# = insertelement <2 x double> poison, double %#, i32 0',
    '%# = getelementptr i8, ptr %p, i64 8',
    '%# = load i8, ptr %#, align 8',
    '%# = lshr i8 %#, 3',
    '%# = trunc i8 %# to i1',
    '%# = insertelement <128 x i1> poison, i1 %#, i32 67',
    '%flag = extractelement <128 x i1> %#, i64 67',
    '%s = shufflevector <2 x double> %#, <2 x double> poison, <2 x i32> <i32 poison, i32 0>',
    '%x = extractelement <2 x double> %s, i64 1',
    '%r = select i1 %flag, double %x, double 0.0',
    'ret double %r',
  ]);
});

it('leaves a vector alone whose bytes are looked at as two things', () => {
  const text = `define double @f(ptr %p) {
  %v = load <16 x i8>, ptr %p, align 8
  %bits = bitcast <16 x i8> %v to <128 x i1>
  %flag = extractelement <128 x i1> %bits, i64 63
  %numbers = bitcast <16 x i8> %v to <2 x double>
  %x = extractelement <2 x double> %numbers, i64 0
  %r = select i1 %flag, double %x, double 0.0
  ret double %r
}`;
  expect(lines(text)[0]).toBe('%v = load <16 x i8>, ptr %p, align 8');
});
