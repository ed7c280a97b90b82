import { expect, it } from 'vitest';
import { lowerText } from '../../src/bindings/lower.ts';

/** Both lanes of a vector are shifted, and what is left is read as integers: of 64 bits each, whose low halves count. */
const program = (shift: number): string => `
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"
declare { double, double } @__enzyme_autodiff(...)
define double @f(double %x, double %y) {
  %a = insertelement <2 x double> poison, double %x, i64 0
  %v = insertelement <2 x double> %a, double %y, i64 1
  %bits = bitcast <2 x double> %v to <2 x i64>
  %shifted = lshr <2 x i64> %bits, splat (i64 ${shift})
  %halves = bitcast <2 x i64> %shifted to <4 x i32>
  %low = shufflevector <4 x i32> %halves, <4 x i32> poison, <2 x i32> <i32 0, i32 2>
  %exponents = sitofp <2 x i32> %low to <2 x double>
  %m = fmul <2 x double> %exponents, %v
  %e0 = extractelement <2 x double> %m, i64 0
  %e1 = extractelement <2 x double> %m, i64 1
  %r = fadd double %e0, %e1
  ret double %r
}
define { double, double } @g(double %x, double %y) {
  %r = call { double, double } (...) @__enzyme_autodiff(ptr @f, double %x, double %y)
  ret { double, double } %r
}`;

it('takes the exponents of the floats in a vector for constants', () => {
  expect(() => lowerText(program(52))).not.toThrow();
});

it('reports where a part of their fractions is read as a number', () => {
  expect(() => lowerText(program(40))).toThrow(/used as a number/);
});
