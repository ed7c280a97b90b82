/** An integer that is loaded from a union and passed on is one only if what is in memory says so, too. */
import { expect, test } from 'vitest';
import { lowerText } from '../../src/bindings/lower.ts';
import { FluxionError } from '../../src/diagnostics/index.ts';

/** clang's -O0 of a tag beside a union of a number and an integer, passed by value, without debug information. */
const text = `
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"
%struct.Value = type { i32, %union.anon }
%union.anon = type { double }
declare double @__enzyme_autodiff(ptr, ...)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
define internal { i32, i64 } @number(double %0) {
  %2 = alloca %struct.Value, align 8
  %3 = alloca double, align 8
  store double %0, ptr %3, align 8
  %4 = getelementptr inbounds nuw %struct.Value, ptr %2, i32 0, i32 0
  store i32 0, ptr %4, align 8
  %5 = getelementptr i8, ptr %2, i64 4
  call void @llvm.memset.p0.i64(ptr align 4 %5, i8 0, i64 4, i1 false)
  %6 = getelementptr inbounds nuw %struct.Value, ptr %2, i32 0, i32 1
  %7 = load double, ptr %3, align 8
  store double %7, ptr %6, align 8
  %8 = load { i32, i64 }, ptr %2, align 8
  ret { i32, i64 } %8
}
define internal double @to_number(i32 %0, i64 %1) {
  %3 = alloca double, align 8
  %4 = alloca %struct.Value, align 8
  %5 = getelementptr inbounds nuw { i32, i64 }, ptr %4, i32 0, i32 0
  store i32 %0, ptr %5, align 8
  %6 = getelementptr inbounds nuw { i32, i64 }, ptr %4, i32 0, i32 1
  store i64 %1, ptr %6, align 8
  %7 = getelementptr inbounds nuw %struct.Value, ptr %4, i32 0, i32 0
  %8 = load i32, ptr %7, align 8
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %13

10:
  %11 = getelementptr inbounds nuw %struct.Value, ptr %4, i32 0, i32 1
  %12 = load double, ptr %11, align 8
  store double %12, ptr %3, align 8
  br label %17

13:
  %14 = getelementptr inbounds nuw %struct.Value, ptr %4, i32 0, i32 1
  %15 = load i64, ptr %14, align 8
  %16 = sitofp i64 %15 to double
  store double %16, ptr %3, align 8
  br label %17

17:
  %18 = load double, ptr %3, align 8
  ret double %18
}
define internal { i32, i64 } @count(i64 %0) {
  %2 = alloca %struct.Value, align 8
  %3 = alloca i64, align 8
  store i64 %0, ptr %3, align 8
  %4 = getelementptr inbounds nuw %struct.Value, ptr %2, i32 0, i32 0
  store i32 1, ptr %4, align 8
  %5 = getelementptr i8, ptr %2, i64 4
  call void @llvm.memset.p0.i64(ptr align 4 %5, i8 0, i64 4, i1 false)
  %6 = getelementptr inbounds nuw %struct.Value, ptr %2, i32 0, i32 1
  %7 = load i64, ptr %3, align 8
  store i64 %7, ptr %6, align 8
  %8 = load { i32, i64 }, ptr %2, align 8
  ret { i32, i64 } %8
}
define internal { i32, i64 } @add(i32 %0, i64 %1, i32 %2, i64 %3) {
  %5 = alloca %struct.Value, align 8
  %6 = alloca %struct.Value, align 8
  %7 = alloca %struct.Value, align 8
  %8 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 0
  store i32 %0, ptr %8, align 8
  %9 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 1
  store i64 %1, ptr %9, align 8
  %10 = getelementptr inbounds nuw { i32, i64 }, ptr %7, i32 0, i32 0
  store i32 %2, ptr %10, align 8
  %11 = getelementptr inbounds nuw { i32, i64 }, ptr %7, i32 0, i32 1
  store i64 %3, ptr %11, align 8
  %12 = getelementptr inbounds nuw %struct.Value, ptr %6, i32 0, i32 0
  %13 = load i32, ptr %12, align 8
  %14 = icmp eq i32 %13, 1
  br i1 %14, label %15, label %30

15:
  %16 = getelementptr inbounds nuw %struct.Value, ptr %7, i32 0, i32 0
  %17 = load i32, ptr %16, align 8
  %18 = icmp eq i32 %17, 1
  br i1 %18, label %19, label %30

19:
  %20 = getelementptr inbounds nuw %struct.Value, ptr %6, i32 0, i32 1
  %21 = load i64, ptr %20, align 8
  %22 = getelementptr inbounds nuw %struct.Value, ptr %7, i32 0, i32 1
  %23 = load i64, ptr %22, align 8
  %24 = add nsw i64 %21, %23
  %25 = call { i32, i64 } @count(i64 %24)
  %26 = getelementptr inbounds nuw { i32, i64 }, ptr %5, i32 0, i32 0
  %27 = extractvalue { i32, i64 } %25, 0
  store i32 %27, ptr %26, align 8
  %28 = getelementptr inbounds nuw { i32, i64 }, ptr %5, i32 0, i32 1
  %29 = extractvalue { i32, i64 } %25, 1
  store i64 %29, ptr %28, align 8
  br label %47

30:
  %31 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 0
  %32 = load i32, ptr %31, align 8
  %33 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 1
  %34 = load i64, ptr %33, align 8
  %35 = call double @to_number(i32 %32, i64 %34)
  %36 = getelementptr inbounds nuw { i32, i64 }, ptr %7, i32 0, i32 0
  %37 = load i32, ptr %36, align 8
  %38 = getelementptr inbounds nuw { i32, i64 }, ptr %7, i32 0, i32 1
  %39 = load i64, ptr %38, align 8
  %40 = call double @to_number(i32 %37, i64 %39)
  %41 = fadd double %35, %40
  %42 = call { i32, i64 } @number(double %41)
  %43 = getelementptr inbounds nuw { i32, i64 }, ptr %5, i32 0, i32 0
  %44 = extractvalue { i32, i64 } %42, 0
  store i32 %44, ptr %43, align 8
  %45 = getelementptr inbounds nuw { i32, i64 }, ptr %5, i32 0, i32 1
  %46 = extractvalue { i32, i64 } %42, 1
  store i64 %46, ptr %45, align 8
  br label %47

47:
  %48 = load { i32, i64 }, ptr %5, align 8
  ret { i32, i64 } %48
}
define internal double @g5(double %0, i32 %1) {
  %3 = alloca double, align 8
  %4 = alloca i32, align 4
  %5 = alloca [2 x %struct.Value], align 16
  %6 = alloca %struct.Value, align 8
  %7 = alloca %struct.Value, align 8
  %8 = alloca %struct.Value, align 8
  store double %0, ptr %3, align 8
  store i32 %1, ptr %4, align 4
  %9 = getelementptr inbounds [2 x %struct.Value], ptr %5, i64 0, i64 0
  %10 = load double, ptr %3, align 8
  %11 = call { i32, i64 } @number(double %10)
  %12 = getelementptr inbounds nuw { i32, i64 }, ptr %7, i32 0, i32 0
  %13 = extractvalue { i32, i64 } %11, 0
  store i32 %13, ptr %12, align 8
  %14 = getelementptr inbounds nuw { i32, i64 }, ptr %7, i32 0, i32 1
  %15 = extractvalue { i32, i64 } %11, 1
  store i64 %15, ptr %14, align 8
  call void @llvm.memcpy.p0.p0.i64(ptr align 16 %9, ptr align 8 %7, i64 16, i1 false)
  %16 = getelementptr inbounds [2 x %struct.Value], ptr %5, i64 0, i64 0
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %6, ptr align 16 %16, i64 16, i1 false)
  %17 = getelementptr inbounds [2 x %struct.Value], ptr %5, i64 0, i64 1
  %18 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 0
  %19 = load i32, ptr %18, align 8
  %20 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 1
  %21 = load i64, ptr %20, align 8
  %22 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 0
  %23 = load i32, ptr %22, align 8
  %24 = getelementptr inbounds nuw { i32, i64 }, ptr %6, i32 0, i32 1
  %25 = load i64, ptr %24, align 8
  %26 = call { i32, i64 } @add(i32 %19, i64 %21, i32 %23, i64 %25)
  %27 = getelementptr inbounds nuw { i32, i64 }, ptr %8, i32 0, i32 0
  %28 = extractvalue { i32, i64 } %26, 0
  store i32 %28, ptr %27, align 8
  %29 = getelementptr inbounds nuw { i32, i64 }, ptr %8, i32 0, i32 1
  %30 = extractvalue { i32, i64 } %26, 1
  store i64 %30, ptr %29, align 8
  call void @llvm.memcpy.p0.p0.i64(ptr align 16 %17, ptr align 8 %8, i64 16, i1 false)
  %31 = getelementptr inbounds [2 x %struct.Value], ptr %5, i64 0, i64 1
  %32 = getelementptr inbounds nuw { i32, i64 }, ptr %31, i32 0, i32 0
  %33 = load i32, ptr %32, align 16
  %34 = getelementptr inbounds nuw { i32, i64 }, ptr %31, i32 0, i32 1
  %35 = load i64, ptr %34, align 8
  %36 = call double @to_number(i32 %33, i64 %35)
  ret double %36
}
define double @main(double %x) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @g5, double %x, i32 2)
  ret double %d
}
`;

test('a part of a union that one callee takes for an integer and another for a number', () => {
  let codes: string[] = [];
  try {
    lowerText(text);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    codes = error.diagnostics.map((d) => d.code);
  }
  expect(codes).toEqual(['FX3002']);
});
