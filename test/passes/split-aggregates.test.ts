import { describe, expect, it } from 'vitest';
import type { Fn } from '../../src/ir/index.ts';
import { promoteMemory } from '../../src/passes/promote-memory.ts';
import { splitAggregates } from '../../src/passes/split-aggregates.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

const declarations = `
%vec = type { double, i32, double }
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.lifetime.start.p0(ptr)
declare void @escape(ptr)
`;

function parse(text: string): Fn {
  return parseModule(declarations + text).getFunction('f')!;
}

function linesOf(fn: Fn): string[] {
  return printFunction(fn).split('\n').slice(1).map((l) => l.trim()).filter((l) => l !== '' && l !== '}'); // prettier-ignore
}

describe('splitAggregates', () => {
  it('makes values of a struct that is filled, copied to another and read', () => {
    const fn = parse(`
      define double @f(double %x) {
        %a = alloca { double, [2 x double] }
        %b = alloca { double, [2 x double] }
        call void @llvm.lifetime.start.p0(ptr %a)
        call void @llvm.memset.p0.i64(ptr %a, i8 0, i64 24, i1 false)
        %a.2 = getelementptr { double, [2 x double] }, ptr %a, i32 0, i32 1, i64 1
        store double %x, ptr %a.2
        call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 24, i1 false)
        %b.2 = getelementptr i8, ptr %b, i64 16
        %v = load double, ptr %b.2
        %w = load double, ptr %b
        %s = fadd double %v, %w
        ret double %s
      }`);
    expect(splitAggregates(fn)).toBe(true);
    expect(splitAggregates(fn)).toBe(false);
    expect(promoteMemory(fn)).toBe(true);
    expect(linesOf(fn)).toEqual(['%s = fadd double %x, 0.000000e+00', 'ret double %s']);
  });

  it('copies from and to other memory scalar by scalar, with the alignment that is known', () => {
    const fn = parse(`
      define void @f(ptr %p, ptr %q) {
        %a = alloca %vec
        call void @llvm.memcpy.p0.p0.i64(ptr align 8 %a, ptr align 16 %p, i64 24, i1 false)
        %d = getelementptr %vec, ptr %a, i32 0, i32 2
        %v = load double, ptr %d
        store double %v, ptr %q
        ret void
      }`);
    expect(splitAggregates(fn)).toBe(true);
    promoteMemory(fn);
    const lines = linesOf(fn);
    const loads = lines.filter((l) => l.includes('load')).map((l) => l.replace(/%[\w.]+/g, '%'));
    expect(loads).toEqual([
      '% = load double, ptr %, align 16',
      '% = load i32, ptr %, align 8',
      '% = load double, ptr %, align 16',
    ]);
  });

  it('keeps the scalars that are pointers or are accessed beyond what the type says', () => {
    const fn = parse(`
      define ptr @f(ptr %p, double %x) {
        %a = alloca [16 x i8]
        store ptr %p, ptr %a
        %d = getelementptr i8, ptr %a, i64 8
        store double %x, ptr %d
        %q = load ptr, ptr %a
        ret ptr %q
      }`);
    expect(splitAggregates(fn)).toBe(true);
    promoteMemory(fn);
    expect(linesOf(fn)).toEqual(['ret ptr %p']);
  });

  it.each([
    ['escapes', 'call void @escape(ptr %a)'],
    ['is indexed by a variable', '%q = getelementptr double, ptr %a, i64 %i'],
    ['is accessed as a pointer', '%v = load ptr, ptr %a'],
    ['is accessed across two scalars', '%g = getelementptr i8, ptr %a, i64 4\n %v = load double, ptr %g'],
    ['is accessed out of bounds', '%g = getelementptr i8, ptr %a, i64 24\n %v = load double, ptr %g'],
    ['is accessed before its beginning', '%g = getelementptr i8, ptr %a, i64 -8\n %v = load double, ptr %g'],
    ['is copied in part of a scalar', 'call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %p, i64 4, i1 false)'],
    [
      'is copied by a length that varies',
      'call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %p, i64 %i, i1 false)',
    ],
    ['is filled with something', 'call void @llvm.memset.p0.i64(ptr %a, i8 1, i64 24, i1 false)'],
    ['is volatile', 'store volatile double 1.0, ptr %a'],
    ['is copied within itself', '%g = getelementptr i8, ptr %a, i64 16\n call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %g, i64 8, i1 false)'], // prettier-ignore
    [
      'has padding that travels through it',
      'call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %p, i64 24, i1 false)\n call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %a, i64 24, i1 false)',
    ],
  ])('leaves a struct that %s', (_, line) => {
    const fn = parse(`
      define void @f(ptr %p, i64 %i) {
        %a = alloca %vec
        store double 1.0, ptr %a
        ${line}
        ret void
      }`);
    expect(splitAggregates(fn)).toBe(false);
  });

  it('gives up both sides of a copy on which they disagree, and nothing else', () => {
    const fn = parse(`
      define void @f() {
        %a = alloca [2 x double]
        %b = alloca [2 x ptr]
        %c = alloca [2 x double]
        store double 1.0, ptr %a
        store ptr null, ptr %b
        store double 1.0, ptr %c
        call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 16, i1 false)
        ret void
      }`);
    expect(splitAggregates(fn)).toBe(true);
    expect(linesOf(fn).filter((l) => l.includes('alloca'))).toEqual([
      '%a = alloca [2 x double]',
      '%b = alloca [2 x ptr]',
      '%c.0 = alloca double',
    ]);
  });

  it('reads and writes the bits of a number as an integer where both are accessed', () => {
    const fn = parse(`
      define double @f(double %x) {
        %u = alloca double
        %k = alloca i64
        %d = alloca [1 x double]
        store double %x, ptr %u
        %b = load i64, ptr %u
        store i64 %b, ptr %k
        call void @llvm.memcpy.p0.p0.i64(ptr %d, ptr %k, i64 8, i1 false)
        %r = load double, ptr %d
        ret double %r
      }`);
    expect(splitAggregates(fn)).toBe(true);
    expect(splitAggregates(fn)).toBe(false);
    promoteMemory(fn);
    expect(linesOf(fn).map((l) => l.replace(/%[\w.]+/g, '%'))).toEqual([
      '% = bitcast double % to i64',
      '% = bitcast i64 % to double',
      'ret double %',
    ]);
  });

  it('does not take bytes without a type for scalars', () => {
    const fn = parse(`
      define void @f(ptr %p) {
        %a = alloca [16 x i8]
        call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %p, i64 16, i1 false)
        call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %a, i64 16, i1 false)
        ret void
      }`);
    expect(splitAggregates(fn)).toBe(false);
  });
});
