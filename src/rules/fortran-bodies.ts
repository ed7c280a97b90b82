/**
 * Functions of Fortran's run time that are differentiated by their code, as LLVM IR. Generated from `fortran-bodies.c`, which says
 * how; for targets with pointers of 64 bits, which flang compiles for.
 */
const reals = (type: string, size: number, suffix: string, least: string, most: string): string => `
define ${type} @_FortranASumReal${size}(ptr %a, ptr %file, i32 %line, i32 %dim, ptr %mask) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
 %correction.0 = phi ${type} [ 0.000000e+00, %entry ], [ %correction.1, %for.inc ]
 %sum.0 = phi ${type} [ 0.000000e+00, %entry ], [ %sum.1, %for.inc ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %call1 = call i1 @__fluxion_array_mask(ptr %mask, i64 %n.0)
 br i1 %call1, label %if.then, label %for.inc
if.then:
 %0 = load ptr, ptr %a
 %call2 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${size})
 %arrayidx = getelementptr ${type}, ptr %0, i64 %call2
 %1 = load ${type}, ptr %arrayidx
 %sub = fsub ${type} %1, %correction.0
 %add = fadd ${type} %sum.0, %sub
 %sub3 = fsub ${type} %add, %sum.0
 %sub4 = fsub ${type} %sub3, %sub
 br label %for.inc
for.inc:
 %correction.1 = phi ${type} [ %sub4, %if.then ], [ %correction.0, %for.body ]
 %sum.1 = phi ${type} [ %add, %if.then ], [ %sum.0, %for.body ]
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 ret ${type} %sum.0
}
define void @_FortranACppSumComplex${size}(ptr %result, ptr %a, ptr %file, i32 %line, i32 %dim, ptr %mask) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
 %im.0 = phi ${type} [ 0.000000e+00, %entry ], [ %im.1, %for.inc ]
 %re.0 = phi ${type} [ 0.000000e+00, %entry ], [ %re.1, %for.inc ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %call1 = call i1 @__fluxion_array_mask(ptr %mask, i64 %n.0)
 br i1 %call1, label %if.then, label %for.inc
if.then:
 %0 = load ptr, ptr %a
 %call2 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${2 * size})
 %mul = mul i64 2, %call2
 %add.ptr = getelementptr ${type}, ptr %0, i64 %mul
 %1 = load ${type}, ptr %add.ptr
 %add = fadd ${type} %re.0, %1
 %arrayidx3 = getelementptr ${type}, ptr %add.ptr, i64 1
 %2 = load ${type}, ptr %arrayidx3
 %add4 = fadd ${type} %im.0, %2
 br label %for.inc
for.inc:
 %im.1 = phi ${type} [ %add4, %if.then ], [ %im.0, %for.body ]
 %re.1 = phi ${type} [ %add, %if.then ], [ %re.0, %for.body ]
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 store ${type} %re.0, ptr %result
 %arrayidx6 = getelementptr ${type}, ptr %result, i64 1
 store ${type} %im.0, ptr %arrayidx6
 ret void
}
define ${type} @_FortranAProductReal${size}(ptr %a, ptr %file, i32 %line, i32 %dim, ptr %mask) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
 %product.0 = phi ${type} [ 1.000000e+00, %entry ], [ %product.1, %for.inc ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %call1 = call i1 @__fluxion_array_mask(ptr %mask, i64 %n.0)
 br i1 %call1, label %if.then, label %for.inc
if.then:
 %0 = load ptr, ptr %a
 %call2 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${size})
 %arrayidx = getelementptr ${type}, ptr %0, i64 %call2
 %1 = load ${type}, ptr %arrayidx
 %mul = fmul ${type} %product.0, %1
 br label %for.inc
for.inc:
 %product.1 = phi ${type} [ %mul, %if.then ], [ %product.0, %for.body ]
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 ret ${type} %product.0
}
define ${type} @_FortranAMaxvalReal${size}(ptr %a, ptr %file, i32 %line, i32 %dim, ptr %mask) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
 %best.0 = phi ${type} [ ${least}, %entry ], [ %best.1, %for.inc ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %call1 = call i1 @__fluxion_array_mask(ptr %mask, i64 %n.0)
 br i1 %call1, label %if.then, label %for.inc
if.then:
 %0 = load ptr, ptr %a
 %call2 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${size})
 %arrayidx = getelementptr ${type}, ptr %0, i64 %call2
 %1 = load ${type}, ptr %arrayidx
 %cmp3 = fcmp ogt ${type} %1, %best.0
 %best.2 = select i1 %cmp3, ${type} %1, ${type} %best.0
 br label %for.inc
for.inc:
 %best.1 = phi ${type} [ %best.2, %if.then ], [ %best.0, %for.body ]
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 ret ${type} %best.0
}
define ${type} @_FortranAMinvalReal${size}(ptr %a, ptr %file, i32 %line, i32 %dim, ptr %mask) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
 %best.0 = phi ${type} [ ${most}, %entry ], [ %best.1, %for.inc ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %call1 = call i1 @__fluxion_array_mask(ptr %mask, i64 %n.0)
 br i1 %call1, label %if.then, label %for.inc
if.then:
 %0 = load ptr, ptr %a
 %call2 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${size})
 %arrayidx = getelementptr ${type}, ptr %0, i64 %call2
 %1 = load ${type}, ptr %arrayidx
 %cmp3 = fcmp olt ${type} %1, %best.0
 %best.2 = select i1 %cmp3, ${type} %1, ${type} %best.0
 br label %for.inc
for.inc:
 %best.1 = phi ${type} [ %best.2, %if.then ], [ %best.0, %for.body ]
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 ret ${type} %best.0
}
define ${type} @_FortranANorm2_${size}(ptr %a, ptr %file, i32 %line, i32 %dim) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
 %sum.0 = phi ${type} [ 0.000000e+00, %entry ], [ %sum.1, %for.inc ]
 %most.0 = phi ${type} [ 0.000000e+00, %entry ], [ %most.1, %for.inc ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %0 = load ptr, ptr %a
 %call1 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${size})
 %arrayidx = getelementptr ${type}, ptr %0, i64 %call1
 %1 = load ${type}, ptr %arrayidx
 %cmp2 = fcmp olt ${type} %1, 0.000000e+00
 %fneg = fneg ${type} %1
 %cond = select i1 %cmp2, ${type} %fneg, ${type} %1
 %cmp3 = fcmp oeq ${type} %most.0, 0.000000e+00
 br i1 %cmp3, label %for.inc, label %if.else
if.else:
 %cmp4 = fcmp ogt ${type} %cond, %most.0
 br i1 %cmp4, label %if.then5, label %if.else8
if.then5:
 %div = fdiv ${type} %most.0, %cond
 %mul = fmul ${type} %div, %div
 %mul6 = fmul ${type} %sum.0, %mul
 %mul7 = fmul ${type} %div, %div
 %add = fadd ${type} %mul6, %mul7
 br label %for.inc
if.else8:
 %div10 = fdiv ${type} %cond, %most.0
 %mul11 = fmul ${type} %div10, %div10
 %add12 = fadd ${type} %sum.0, %mul11
 br label %for.inc
for.inc:
 %sum.1 = phi ${type} [ %sum.0, %for.body ], [ %add, %if.then5 ], [ %add12, %if.else8 ]
 %most.1 = phi ${type} [ %cond, %for.body ], [ %cond, %if.then5 ], [ %most.0, %if.else8 ]
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 %add14 = fadd ${type} 1.000000e+00, %sum.0
 %call15 = call ${type} @sqrt${suffix}(${type} %add14)
 %mul16 = fmul ${type} %most.0, %call15
 ret ${type} %mul16
}
define ${type} @_FortranADotProductReal${size}(ptr %a, ptr %b, ptr %file, i32 %line) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 call void @__fluxion_array_check(ptr %b, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
 %sum.0 = phi ${type} [ 0.000000e+00, %entry ], [ %add, %for.body ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %0 = load ptr, ptr %a
 %call1 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${size})
 %arrayidx = getelementptr ${type}, ptr %0, i64 %call1
 %1 = load ${type}, ptr %arrayidx
 %2 = load ptr, ptr %b
 %call3 = call i64 @__fluxion_array_place(ptr %b, i64 %n.0, i64 ${size})
 %arrayidx4 = getelementptr ${type}, ptr %2, i64 %call3
 %3 = load ${type}, ptr %arrayidx4
 %mul = fmul ${type} %1, %3
 %add = fadd ${type} %sum.0, %mul
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 ret ${type} %sum.0
}
define void @_FortranACppDotProductComplex${size}(ptr %result, ptr %a, ptr %b, ptr %file, i32 %line) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 call void @__fluxion_array_check(ptr %b, i64 ${size}, ptr %file, i32 %line)
 %call = call i64 @__fluxion_array_count(ptr %a)
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
 %im.0 = phi ${type} [ 0.000000e+00, %entry ], [ %add18, %for.body ]
 %re.0 = phi ${type} [ 0.000000e+00, %entry ], [ %add11, %for.body ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %0 = load ptr, ptr %a
 %call1 = call i64 @__fluxion_array_place(ptr %a, i64 %n.0, i64 ${2 * size})
 %mul = mul i64 2, %call1
 %add.ptr = getelementptr ${type}, ptr %0, i64 %mul
 %1 = load ptr, ptr %b
 %call3 = call i64 @__fluxion_array_place(ptr %b, i64 %n.0, i64 ${2 * size})
 %mul4 = mul i64 2, %call3
 %add.ptr5 = getelementptr ${type}, ptr %1, i64 %mul4
 %2 = load ${type}, ptr %add.ptr
 %3 = load ${type}, ptr %add.ptr5
 %mul7 = fmul ${type} %2, %3
 %arrayidx8 = getelementptr ${type}, ptr %add.ptr, i64 1
 %4 = load ${type}, ptr %arrayidx8
 %arrayidx9 = getelementptr ${type}, ptr %add.ptr5, i64 1
 %5 = load ${type}, ptr %arrayidx9
 %mul10 = fmul ${type} %4, %5
 %add = fadd ${type} %mul7, %mul10
 %add11 = fadd ${type} %re.0, %add
 %6 = load ${type}, ptr %add.ptr
 %arrayidx13 = getelementptr ${type}, ptr %add.ptr5, i64 1
 %7 = load ${type}, ptr %arrayidx13
 %mul14 = fmul ${type} %6, %7
 %arrayidx15 = getelementptr ${type}, ptr %add.ptr, i64 1
 %8 = load ${type}, ptr %arrayidx15
 %9 = load ${type}, ptr %add.ptr5
 %mul17 = fmul ${type} %8, %9
 %sub = fsub ${type} %mul14, %mul17
 %add18 = fadd ${type} %im.0, %sub
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 store ${type} %re.0, ptr %result
 %arrayidx20 = getelementptr ${type}, ptr %result, i64 1
 store ${type} %im.0, ptr %arrayidx20
 ret void
}
define ${type} @_FortranAModReal${size}(${type} %a, ${type} %b, ptr %file, i32 %line) nounwind {
entry:
 %call = call ${type} @fmod${suffix}(${type} %a, ${type} %b)
 ret ${type} %call
}
define ${type} @_FortranAModuloReal${size}(${type} %a, ${type} %b, ptr %file, i32 %line) nounwind {
entry:
 %call = call ${type} @fmod${suffix}(${type} %a, ${type} %b)
 %cmp = fcmp une ${type} %call, 0.000000e+00
 br i1 %cmp, label %land.lhs.true, label %cond.end
land.lhs.true:
 %cmp1 = fcmp olt ${type} %call, 0.000000e+00
 %conv = zext i1 %cmp1 to i32
 %cmp2 = fcmp olt ${type} %b, 0.000000e+00
 %conv3 = zext i1 %cmp2 to i32
 %cmp4 = icmp ne i32 %conv, %conv3
 br i1 %cmp4, label %cond.true, label %cond.end
cond.true:
 %add = fadd ${type} %call, %b
 br label %cond.end
cond.end:
 %cond = phi ${type} [ %add, %cond.true ], [ %call, %land.lhs.true ], [ %call, %entry ]
 ret ${type} %cond
}
define void @_FortranAMatmulReal${size}Real${size}(ptr %result, ptr %a, ptr %b, ptr %file, i32 %line) nounwind {
entry:
 call void @__fluxion_array_check(ptr %a, i64 ${size}, ptr %file, i32 %line)
 call void @__fluxion_array_check(ptr %b, i64 ${size}, ptr %file, i32 %line)
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 3
 %0 = load i8, ptr %rank
 %conv = sext i8 %0 to i32
 %cmp = icmp eq i32 %conv, 1
 %rank2 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %b, i32 0, i32 3
 %1 = load i8, ptr %rank2
 %conv3 = sext i8 %1 to i32
 %cmp4 = icmp eq i32 %conv3, 1
 br i1 %cmp, label %cond.end, label %cond.false
cond.false:
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx6 = getelementptr [3 x i64], ptr %dim, i64 0, i64 1
 %2 = load i64, ptr %arrayidx6
 br label %cond.end
cond.end:
 %cond = phi i64 [ %2, %cond.false ], [ 1, %entry ]
 br i1 %cmp4, label %cond.end13, label %cond.false9
cond.false9:
 %dim10 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %b, i32 0, i32 7
 %arrayidx11 = getelementptr [0 x [3 x i64]], ptr %dim10, i64 0, i64 1
 %arrayidx12 = getelementptr [3 x i64], ptr %arrayidx11, i64 0, i64 1
 %3 = load i64, ptr %arrayidx12
 br label %cond.end13
cond.end13:
 %cond14 = phi i64 [ %3, %cond.false9 ], [ 1, %cond.end ]
 %dim15 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %b, i32 0, i32 7
 %arrayidx17 = getelementptr [3 x i64], ptr %dim15, i64 0, i64 1
 %4 = load i64, ptr %arrayidx17
 br i1 %cmp, label %if.end, label %if.then
if.then:
 %dim.i94 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 store i64 1, ptr %dim.i94
 %dim2.i97 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx5.i100 = getelementptr [3 x i64], ptr %dim2.i97, i64 0, i64 1
 store i64 %cond, ptr %arrayidx5.i100
 %dim6.i101 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx9.i104 = getelementptr [3 x i64], ptr %dim6.i101, i64 0, i64 2
 store i64 ${size}, ptr %arrayidx9.i104
 br label %if.end
if.end:
 %rank18.0 = phi i32 [ 0, %cond.end13 ], [ 1, %if.then ]
 br i1 %cmp4, label %if.end23, label %if.then21
if.then21:
 %mul = mul i64 ${size}, %cond
 %dim.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom.i = sext i32 %rank18.0 to i64
 %arrayidx.i = getelementptr [0 x [3 x i64]], ptr %dim.i, i64 0, i64 %idxprom.i
 store i64 1, ptr %arrayidx.i
 %dim2.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom3.i = sext i32 %rank18.0 to i64
 %arrayidx4.i = getelementptr [0 x [3 x i64]], ptr %dim2.i, i64 0, i64 %idxprom3.i
 %arrayidx5.i = getelementptr [3 x i64], ptr %arrayidx4.i, i64 0, i64 1
 store i64 %cond14, ptr %arrayidx5.i
 %dim6.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom7.i = sext i32 %rank18.0 to i64
 %arrayidx8.i = getelementptr [0 x [3 x i64]], ptr %dim6.i, i64 0, i64 %idxprom7.i
 %arrayidx9.i = getelementptr [3 x i64], ptr %arrayidx8.i, i64 0, i64 2
 store i64 %mul, ptr %arrayidx9.i
 br label %if.end23
if.end23:
 %mul24 = mul i64 %cond, %cond14
 %mul25 = mul i64 %mul24, ${size}
 %cmp.i = icmp sgt i64 %mul25, 0
 %mul25. = select i1 %cmp.i, i64 %mul25, i64 1
 %call.i = call ptr @malloc(i64 %mul25.)
 store ptr %call.i, ptr %result
 %5 = load ptr, ptr %result
 br i1 %cmp, label %cond.end32, label %cond.false28
cond.false28:
 %dim29 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx31 = getelementptr [3 x i64], ptr %dim29, i64 0, i64 2
 %6 = load i64, ptr %arrayidx31
 %div = sdiv i64 %6, ${size}
 br label %cond.end32
cond.end32:
 %cond33 = phi i64 [ %div, %cond.false28 ], [ 0, %if.end23 ]
 br i1 %cmp, label %cond.true35, label %cond.false39
cond.true35:
 %dim36 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx38 = getelementptr [3 x i64], ptr %dim36, i64 0, i64 2
 %7 = load i64, ptr %arrayidx38
 br label %cond.end43
cond.false39:
 %dim40 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx41 = getelementptr [0 x [3 x i64]], ptr %dim40, i64 0, i64 1
 %arrayidx42 = getelementptr [3 x i64], ptr %arrayidx41, i64 0, i64 2
 %8 = load i64, ptr %arrayidx42
 br label %cond.end43
cond.end43:
 %cond44 = phi i64 [ %7, %cond.true35 ], [ %8, %cond.false39 ]
 %div45 = sdiv i64 %cond44, ${size}
 %dim46 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %b, i32 0, i32 7
 %arrayidx48 = getelementptr [3 x i64], ptr %dim46, i64 0, i64 2
 %9 = load i64, ptr %arrayidx48
 %div49 = sdiv i64 %9, ${size}
 br i1 %cmp4, label %cond.end57, label %cond.false52
cond.false52:
 %dim53 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %b, i32 0, i32 7
 %arrayidx54 = getelementptr [0 x [3 x i64]], ptr %dim53, i64 0, i64 1
 %arrayidx55 = getelementptr [3 x i64], ptr %arrayidx54, i64 0, i64 2
 %10 = load i64, ptr %arrayidx55
 %div56 = sdiv i64 %10, ${size}
 br label %cond.end57
cond.end57:
 %cond58 = phi i64 [ %div56, %cond.false52 ], [ 0, %cond.end43 ]
 br label %for.cond
for.cond:
 %j.0 = phi i64 [ 0, %cond.end57 ], [ %inc88, %for.inc87 ]
 %cmp59 = icmp slt i64 %j.0, %cond14
 br i1 %cmp59, label %for.cond61, label %for.end89
for.cond61:
 %i.0 = phi i64 [ %inc85, %for.end ], [ 0, %for.cond ]
 %cmp62 = icmp slt i64 %i.0, %cond
 br i1 %cmp62, label %for.cond65, label %for.inc87
for.cond65:
 %sum.0 = phi ${type} [ %add79, %for.body68 ], [ 0.000000e+00, %for.cond61 ]
 %k.0 = phi i64 [ %inc80, %for.body68 ], [ 0, %for.cond61 ]
 %cmp66 = icmp slt i64 %k.0, %4
 br i1 %cmp66, label %for.body68, label %for.end
for.body68:
 %11 = load ptr, ptr %a
 %mul70 = mul i64 %i.0, %cond33
 %mul71 = mul i64 %k.0, %div45
 %add = add i64 %mul70, %mul71
 %arrayidx72 = getelementptr ${type}, ptr %11, i64 %add
 %12 = load ${type}, ptr %arrayidx72
 %13 = load ptr, ptr %b
 %mul74 = mul i64 %k.0, %div49
 %mul75 = mul i64 %j.0, %cond58
 %add76 = add i64 %mul74, %mul75
 %arrayidx77 = getelementptr ${type}, ptr %13, i64 %add76
 %14 = load ${type}, ptr %arrayidx77
 %mul78 = fmul ${type} %12, %14
 %add79 = fadd ${type} %sum.0, %mul78
 %inc80 = add i64 %k.0, 1
 br label %for.cond65
for.end:
 %mul81 = mul i64 %j.0, %cond
 %add82 = add i64 %i.0, %mul81
 %arrayidx83 = getelementptr ${type}, ptr %5, i64 %add82
 store ${type} %sum.0, ptr %arrayidx83
 %inc85 = add i64 %i.0, 1
 br label %for.cond61
for.inc87:
 %inc88 = add i64 %j.0, 1
 br label %for.cond
for.end89:
 ret void
}
declare ${type} @sqrt${suffix}(${type})
declare ${type} @fmod${suffix}(${type}, ${type})
`;

/** The functions that move elements whose size `__fluxion_element_size` tells. */
const moves = `
@.str = private constant [63 x i8] c"derived types that the run time moves cannot be differentiated\\00"
@.str.1 = private constant [49 x i8] c"a section of components cannot be differentiated\\00"
@.str.2 = private constant [51 x i8] c"reshape with pad or order cannot be differentiated\\00"
define i64 @__fluxion_array_count(ptr %a) nounwind {
entry:
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 1, %entry ], [ %mul, %for.body ]
 %j.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 3
 %0 = load i8, ptr %rank
 %conv = sext i8 %0 to i32
 %cmp = icmp slt i32 %j.0, %conv
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %idxprom = sext i32 %j.0 to i64
 %arrayidx = getelementptr [0 x [3 x i64]], ptr %dim, i64 0, i64 %idxprom
 %arrayidx2 = getelementptr [3 x i64], ptr %arrayidx, i64 0, i64 1
 %1 = load i64, ptr %arrayidx2
 %mul = mul i64 %n.0, %1
 %inc = add i32 %j.0, 1
 br label %for.cond
for.end:
 ret i64 %n.0
}
define i64 @__fluxion_array_place(ptr %a, i64 %n, i64 %size) nounwind {
entry:
 br label %for.cond
for.cond:
 %n.addr.0 = phi i64 [ %n, %entry ], [ %div11, %for.body ]
 %at.0 = phi i64 [ 0, %entry ], [ %add, %for.body ]
 %j.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 3
 %0 = load i8, ptr %rank
 %conv = sext i8 %0 to i32
 %cmp = icmp slt i32 %j.0, %conv
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %idxprom = sext i32 %j.0 to i64
 %arrayidx = getelementptr [0 x [3 x i64]], ptr %dim, i64 0, i64 %idxprom
 %arrayidx2 = getelementptr [3 x i64], ptr %arrayidx, i64 0, i64 1
 %1 = load i64, ptr %arrayidx2
 %rem = srem i64 %n.addr.0, %1
 %dim3 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %idxprom4 = sext i32 %j.0 to i64
 %arrayidx5 = getelementptr [0 x [3 x i64]], ptr %dim3, i64 0, i64 %idxprom4
 %arrayidx6 = getelementptr [3 x i64], ptr %arrayidx5, i64 0, i64 2
 %2 = load i64, ptr %arrayidx6
 %div = sdiv i64 %2, %size
 %mul = mul i64 %rem, %div
 %add = add i64 %at.0, %mul
 %dim7 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %idxprom8 = sext i32 %j.0 to i64
 %arrayidx9 = getelementptr [0 x [3 x i64]], ptr %dim7, i64 0, i64 %idxprom8
 %arrayidx10 = getelementptr [3 x i64], ptr %arrayidx9, i64 0, i64 1
 %3 = load i64, ptr %arrayidx10
 %div11 = sdiv i64 %n.addr.0, %3
 %inc = add i32 %j.0, 1
 br label %for.cond
for.end:
 ret i64 %at.0
}
define void @__fluxion_array_check(ptr %a, i64 %size, ptr %file, i32 %line) nounwind {
entry:
 %extra = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 6
 %0 = load i8, ptr %extra
 %conv = sext i8 %0 to i32
 %and = and i32 %conv, 1
 %tobool = icmp ne i32 %and, 0
 br i1 %tobool, label %if.then, label %for.cond
if.then:
 call void @_FortranAReportFatalUserError(ptr @.str, ptr %file, i32 %line)
 unreachable
for.cond:
 %j.0 = phi i32 [ %inc, %for.inc ], [ 0, %entry ]
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 3
 %1 = load i8, ptr %rank
 %conv1 = sext i8 %1 to i32
 %cmp = icmp slt i32 %j.0, %conv1
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %idxprom = sext i32 %j.0 to i64
 %arrayidx = getelementptr [0 x [3 x i64]], ptr %dim, i64 0, i64 %idxprom
 %arrayidx3 = getelementptr [3 x i64], ptr %arrayidx, i64 0, i64 2
 %2 = load i64, ptr %arrayidx3
 %rem = srem i64 %2, %size
 %tobool4 = icmp ne i64 %rem, 0
 br i1 %tobool4, label %if.then5, label %for.inc
if.then5:
 call void @_FortranAReportFatalUserError(ptr @.str.1, ptr %file, i32 %line)
 unreachable
for.inc:
 %inc = add i32 %j.0, 1
 br label %for.cond
for.end:
 ret void
}
define i1 @__fluxion_array_mask(ptr %mask, i64 %n) nounwind {
entry:
 %tobool = icmp ne ptr %mask, null
 br i1 %tobool, label %if.end, label %return
if.end:
 %0 = load ptr, ptr %mask
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %mask, i32 0, i32 3
 %1 = load i8, ptr %rank
 %conv = sext i8 %1 to i32
 %tobool1 = icmp ne i32 %conv, 0
 br i1 %tobool1, label %cond.true, label %cond.end
cond.true:
 %size = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %mask, i32 0, i32 1
 %2 = load i64, ptr %size
 %call = call i64 @__fluxion_array_place(ptr %mask, i64 %n, i64 %2)
 %size2 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %mask, i32 0, i32 1
 %3 = load i64, ptr %size2
 %mul = mul i64 %call, %3
 br label %cond.end
cond.end:
 %cond = phi i64 [ %mul, %cond.true ], [ 0, %if.end ]
 %arrayidx = getelementptr i8, ptr %0, i64 %cond
 %4 = load i8, ptr %arrayidx
 %conv3 = sext i8 %4 to i32
 %and = and i32 %conv3, 1
 %tobool4 = icmp ne i32 %and, 0
 br label %return
return:
 %retval.0 = phi i1 [ %tobool4, %cond.end ], [ true, %entry ]
 ret i1 %retval.0
}
define { double, double } @_FortranAzpowi(double %re, double %im, i32 %n) nounwind {
entry:
 %cmp = icmp slt i32 %n, 0
 %sub = sub i32 0, %n
 %cond = select i1 %cmp, i32 %sub, i32 %n
 br label %while.cond
while.cond:
 %im.addr.0 = phi double [ %im, %entry ], [ %im.addr.1, %if.end14 ]
 %left.0 = phi i32 [ %cond, %entry ], [ %shr, %if.end14 ]
 %x.0 = phi double [ 1.000000e+00, %entry ], [ %x.1, %if.end14 ]
 %y.0 = phi double [ 0.000000e+00, %entry ], [ %y.1, %if.end14 ]
 %re.addr.0 = phi double [ %re, %entry ], [ %re.addr.1, %if.end14 ]
 %tobool = icmp ne i32 %left.0, 0
 br i1 %tobool, label %while.body, label %while.end
while.body:
 %and = and i32 %left.0, 1
 %tobool1 = icmp ne i32 %and, 0
 br i1 %tobool1, label %if.then, label %if.end
if.then:
 %mul = fmul double %x.0, %re.addr.0
 %mul2 = fmul double %y.0, %im.addr.0
 %sub3 = fsub double %mul, %mul2
 %mul4 = fmul double %x.0, %im.addr.0
 %mul5 = fmul double %y.0, %re.addr.0
 %add = fadd double %mul4, %mul5
 br label %if.end
if.end:
 %x.1 = phi double [ %sub3, %if.then ], [ %x.0, %while.body ]
 %y.1 = phi double [ %add, %if.then ], [ %y.0, %while.body ]
 %shr = lshr i32 %left.0, 1
 %tobool6 = icmp ne i32 %shr, 0
 br i1 %tobool6, label %if.then7, label %if.end14
if.then7:
 %mul9 = fmul double %re.addr.0, %re.addr.0
 %mul10 = fmul double %im.addr.0, %im.addr.0
 %sub11 = fsub double %mul9, %mul10
 %mul12 = fmul double 2.000000e+00, %re.addr.0
 %mul13 = fmul double %mul12, %im.addr.0
 br label %if.end14
if.end14:
 %im.addr.1 = phi double [ %mul13, %if.then7 ], [ %im.addr.0, %if.end ]
 %re.addr.1 = phi double [ %sub11, %if.then7 ], [ %re.addr.0, %if.end ]
 br label %while.cond
while.end:
 %cmp17 = icmp slt i32 %n, 0
 br i1 %cmp17, label %if.then18, label %if.end25
if.then18:
 %mul19 = fmul double %x.0, %x.0
 %mul20 = fmul double %y.0, %y.0
 %add21 = fadd double %mul19, %mul20
 %div = fdiv double %x.0, %add21
 %fneg = fneg double %y.0
 %div23 = fdiv double %fneg, %add21
 br label %if.end25
if.end25:
 %retval.sroa.0.0 = phi double [ %div, %if.then18 ], [ %x.0, %while.end ]
 %retval.sroa.3.0 = phi double [ %div23, %if.then18 ], [ %y.0, %while.end ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define void @_FortranATranspose(ptr %result, ptr %a, ptr %file, i32 %line) nounwind {
entry:
 %call = call i64 @__fluxion_element_size()
 call void @__fluxion_array_check(ptr %a, i64 %call, ptr %file, i32 %line)
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx1 = getelementptr [3 x i64], ptr %dim, i64 0, i64 1
 %0 = load i64, ptr %arrayidx1
 %dim2 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx3 = getelementptr [0 x [3 x i64]], ptr %dim2, i64 0, i64 1
 %arrayidx4 = getelementptr [3 x i64], ptr %arrayidx3, i64 0, i64 1
 %1 = load i64, ptr %arrayidx4
 %call5 = call i64 @__fluxion_element_size()
 %dim.i34 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 store i64 1, ptr %dim.i34
 %dim2.i37 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx5.i40 = getelementptr [3 x i64], ptr %dim2.i37, i64 0, i64 1
 store i64 %1, ptr %arrayidx5.i40
 %dim6.i41 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx9.i44 = getelementptr [3 x i64], ptr %dim6.i41, i64 0, i64 2
 store i64 %call5, ptr %arrayidx9.i44
 %call6 = call i64 @__fluxion_element_size()
 %mul = mul i64 %call6, %1
 %dim.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx.i = getelementptr [0 x [3 x i64]], ptr %dim.i, i64 0, i64 1
 store i64 1, ptr %arrayidx.i
 %dim2.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx4.i = getelementptr [0 x [3 x i64]], ptr %dim2.i, i64 0, i64 1
 %arrayidx5.i = getelementptr [3 x i64], ptr %arrayidx4.i, i64 0, i64 1
 store i64 %0, ptr %arrayidx5.i
 %dim6.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %arrayidx8.i = getelementptr [0 x [3 x i64]], ptr %dim6.i, i64 0, i64 1
 %arrayidx9.i = getelementptr [3 x i64], ptr %arrayidx8.i, i64 0, i64 2
 store i64 %mul, ptr %arrayidx9.i
 %mul7 = mul i64 %0, %1
 %call8 = call i64 @__fluxion_element_size()
 %mul9 = mul i64 %mul7, %call8
 %cmp.i = icmp sgt i64 %mul9, 0
 %mul9. = select i1 %cmp.i, i64 %mul9, i64 1
 %call.i = call ptr @malloc(i64 %mul9.)
 store ptr %call.i, ptr %result
 br label %for.cond
for.cond:
 %j.0 = phi i64 [ 0, %entry ], [ %inc28, %for.inc27 ]
 %cmp = icmp slt i64 %j.0, %1
 br i1 %cmp, label %for.cond10, label %for.end29
for.cond10:
 %i.0 = phi i64 [ %inc, %for.body12 ], [ 0, %for.cond ]
 %cmp11 = icmp slt i64 %i.0, %0
 br i1 %cmp11, label %for.body12, label %for.inc27
for.body12:
 %2 = load ptr, ptr %result
 %mul13 = mul i64 %i.0, %1
 %add = add i64 %j.0, %mul13
 %3 = load ptr, ptr %a
 %dim15 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx17 = getelementptr [3 x i64], ptr %dim15, i64 0, i64 2
 %4 = load i64, ptr %arrayidx17
 %call18 = call i64 @__fluxion_element_size()
 %div = sdiv i64 %4, %call18
 %mul19 = mul i64 %i.0, %div
 %dim20 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %arrayidx21 = getelementptr [0 x [3 x i64]], ptr %dim20, i64 0, i64 1
 %arrayidx22 = getelementptr [3 x i64], ptr %arrayidx21, i64 0, i64 2
 %5 = load i64, ptr %arrayidx22
 %call23 = call i64 @__fluxion_element_size()
 %div24 = sdiv i64 %5, %call23
 %mul25 = mul i64 %j.0, %div24
 %add26 = add i64 %mul19, %mul25
 %call.i47 = call i64 @__fluxion_element_size()
 %mul.i = mul i64 %add, %call.i47
 %add.ptr.i = getelementptr i8, ptr %2, i64 %mul.i
 %call1.i = call i64 @__fluxion_element_size()
 %mul2.i = mul i64 %add26, %call1.i
 %add.ptr3.i = getelementptr i8, ptr %3, i64 %mul2.i
 %call4.i = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i, ptr %add.ptr3.i, i64 %call4.i, i1 false)
 %inc = add i64 %i.0, 1
 br label %for.cond10
for.inc27:
 %inc28 = add i64 %j.0, 1
 br label %for.cond
for.end29:
 ret void
}
define i64 @__fluxion_array_integer(ptr %a, i64 %n) nounwind {
entry:
 %size = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 1
 %0 = load i64, ptr %size
 %cmp = icmp eq i64 %0, 8
 br i1 %cmp, label %if.then, label %if.end
if.then:
 %1 = load ptr, ptr %a
 %call = call i64 @__fluxion_array_place(ptr %a, i64 %n, i64 8)
 %arrayidx = getelementptr i64, ptr %1, i64 %call
 %2 = load i64, ptr %arrayidx
 br label %return
if.end:
 %3 = load ptr, ptr %a
 %call2 = call i64 @__fluxion_array_place(ptr %a, i64 %n, i64 4)
 %arrayidx3 = getelementptr i32, ptr %3, i64 %call2
 %4 = load i32, ptr %arrayidx3
 %conv = sext i32 %4 to i64
 br label %return
return:
 %retval.0 = phi i64 [ %2, %if.then ], [ %conv, %if.end ]
 ret i64 %retval.0
}
define void @_FortranAReshape(ptr %result, ptr %a, ptr %shape, ptr %pad, ptr %order, ptr %file, i32 %line) nounwind {
entry:
 %call = call i64 @__fluxion_element_size()
 call void @__fluxion_array_check(ptr %a, i64 %call, ptr %file, i32 %line)
 %tobool = icmp ne ptr %pad, null
 %tobool1 = icmp ne ptr %order, null
 %or.cond = or i1 %tobool, %tobool1
 br i1 %or.cond, label %if.then, label %for.cond
if.then:
 call void @_FortranAReportFatalUserError(ptr @.str.2, ptr %file, i32 %line)
 unreachable
for.cond:
 %j.0 = phi i32 [ %inc, %for.body ], [ 0, %entry ]
 %total.0 = phi i64 [ %mul15, %for.body ], [ 1, %entry ]
 %conv = sext i32 %j.0 to i64
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %shape, i32 0, i32 7
 %arrayidx2 = getelementptr [3 x i64], ptr %dim, i64 0, i64 1
 %0 = load i64, ptr %arrayidx2
 %cmp = icmp slt i64 %conv, %0
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %conv4 = sext i32 %j.0 to i64
 %call5 = call i64 @__fluxion_array_integer(ptr %shape, i64 %conv4)
 %cmp6 = icmp sgt i64 %call5, 0
 %call5. = select i1 %cmp6, i64 %call5, i64 0
 %call8 = call i64 @__fluxion_element_size()
 %mul = mul i64 %total.0, %call8
 %dim.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom.i = sext i32 %j.0 to i64
 %arrayidx.i = getelementptr [0 x [3 x i64]], ptr %dim.i, i64 0, i64 %idxprom.i
 store i64 1, ptr %arrayidx.i
 %dim2.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom3.i = sext i32 %j.0 to i64
 %arrayidx4.i = getelementptr [0 x [3 x i64]], ptr %dim2.i, i64 0, i64 %idxprom3.i
 %arrayidx5.i = getelementptr [3 x i64], ptr %arrayidx4.i, i64 0, i64 1
 store i64 %call5., ptr %arrayidx5.i
 %dim6.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom7.i = sext i32 %j.0 to i64
 %arrayidx8.i = getelementptr [0 x [3 x i64]], ptr %dim6.i, i64 0, i64 %idxprom7.i
 %arrayidx9.i = getelementptr [3 x i64], ptr %arrayidx8.i, i64 0, i64 2
 store i64 %mul, ptr %arrayidx9.i
 %cmp9 = icmp sgt i64 %call5, 0
 %cond14 = select i1 %cmp9, i64 %call5, i64 0
 %mul15 = mul i64 %total.0, %cond14
 %inc = add i32 %j.0, 1
 br label %for.cond
for.end:
 %dim16 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %shape, i32 0, i32 7
 %arrayidx18 = getelementptr [3 x i64], ptr %dim16, i64 0, i64 1
 %1 = load i64, ptr %arrayidx18
 %conv19 = trunc i64 %1 to i8
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 3
 store i8 %conv19, ptr %rank
 %call20 = call i64 @__fluxion_element_size()
 %mul21 = mul i64 %total.0, %call20
 %cmp.i = icmp sgt i64 %mul21, 0
 %mul21. = select i1 %cmp.i, i64 %mul21, i64 1
 %call.i = call ptr @malloc(i64 %mul21.)
 store ptr %call.i, ptr %result
 br label %for.cond23
for.cond23:
 %n22.0 = phi i64 [ 0, %for.end ], [ %inc31, %for.body26 ]
 %cmp24 = icmp slt i64 %n22.0, %total.0
 br i1 %cmp24, label %for.body26, label %for.end32
for.body26:
 %2 = load ptr, ptr %result
 %3 = load ptr, ptr %a
 %call28 = call i64 @__fluxion_element_size()
 %call29 = call i64 @__fluxion_array_place(ptr %a, i64 %n22.0, i64 %call28)
 %call.i35 = call i64 @__fluxion_element_size()
 %mul.i = mul i64 %n22.0, %call.i35
 %add.ptr.i = getelementptr i8, ptr %2, i64 %mul.i
 %call1.i = call i64 @__fluxion_element_size()
 %mul2.i = mul i64 %call29, %call1.i
 %add.ptr3.i = getelementptr i8, ptr %3, i64 %mul2.i
 %call4.i = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i, ptr %add.ptr3.i, i64 %call4.i, i1 false)
 %inc31 = add i64 %n22.0, 1
 br label %for.cond23
for.end32:
 ret void
}
define void @_FortranASpread(ptr %result, ptr %a, i32 %dim, i64 %copies, ptr %file, i32 %line) nounwind {
entry:
 %call = call i64 @__fluxion_element_size()
 call void @__fluxion_array_check(ptr %a, i64 %call, ptr %file, i32 %line)
 %cmp = icmp slt i64 %copies, 0
 %spec.select = select i1 %cmp, i64 0, i64 %copies
 br label %for.cond
for.cond:
 %before.0 = phi i64 [ 1, %entry ], [ %spec.select37, %cond.end17 ]
 %total.0 = phi i64 [ 1, %entry ], [ %mul20, %cond.end17 ]
 %j.0 = phi i32 [ 0, %entry ], [ %inc, %cond.end17 ]
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 3
 %0 = load i8, ptr %rank
 %conv = sext i8 %0 to i32
 %cmp1 = icmp sle i32 %j.0, %conv
 br i1 %cmp1, label %for.body, label %for.end
for.body:
 %sub = sub i32 %dim, 1
 %cmp3 = icmp slt i32 %j.0, %sub
 br i1 %cmp3, label %cond.true, label %cond.false
cond.true:
 %dim5 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %idxprom = sext i32 %j.0 to i64
 %arrayidx = getelementptr [0 x [3 x i64]], ptr %dim5, i64 0, i64 %idxprom
 %arrayidx6 = getelementptr [3 x i64], ptr %arrayidx, i64 0, i64 1
 %1 = load i64, ptr %arrayidx6
 br label %cond.end17
cond.false:
 %sub7 = sub i32 %dim, 1
 %cmp8 = icmp eq i32 %j.0, %sub7
 br i1 %cmp8, label %cond.end17, label %cond.false11
cond.false11:
 %dim12 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 7
 %sub13 = sub i32 %j.0, 1
 %idxprom14 = sext i32 %sub13 to i64
 %arrayidx15 = getelementptr [0 x [3 x i64]], ptr %dim12, i64 0, i64 %idxprom14
 %arrayidx16 = getelementptr [3 x i64], ptr %arrayidx15, i64 0, i64 1
 %2 = load i64, ptr %arrayidx16
 br label %cond.end17
cond.end17:
 %cond18 = phi i64 [ %1, %cond.true ], [ %2, %cond.false11 ], [ %spec.select, %cond.false ]
 %call19 = call i64 @__fluxion_element_size()
 %mul = mul i64 %total.0, %call19
 %dim.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom.i = sext i32 %j.0 to i64
 %arrayidx.i = getelementptr [0 x [3 x i64]], ptr %dim.i, i64 0, i64 %idxprom.i
 store i64 1, ptr %arrayidx.i
 %dim2.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom3.i = sext i32 %j.0 to i64
 %arrayidx4.i = getelementptr [0 x [3 x i64]], ptr %dim2.i, i64 0, i64 %idxprom3.i
 %arrayidx5.i = getelementptr [3 x i64], ptr %arrayidx4.i, i64 0, i64 1
 store i64 %cond18, ptr %arrayidx5.i
 %dim6.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %result, i32 0, i32 7
 %idxprom7.i = sext i32 %j.0 to i64
 %arrayidx8.i = getelementptr [0 x [3 x i64]], ptr %dim6.i, i64 0, i64 %idxprom7.i
 %arrayidx9.i = getelementptr [3 x i64], ptr %arrayidx8.i, i64 0, i64 2
 store i64 %mul, ptr %arrayidx9.i
 %mul20 = mul i64 %total.0, %cond18
 %sub21 = sub i32 %dim, 1
 %cmp22 = icmp slt i32 %j.0, %sub21
 %mul25 = mul i64 %before.0, %cond18
 %spec.select37 = select i1 %cmp22, i64 %mul25, i64 %before.0
 %inc = add i32 %j.0, 1
 br label %for.cond
for.end:
 %call27 = call i64 @__fluxion_element_size()
 %mul28 = mul i64 %total.0, %call27
 %cmp.i = icmp sgt i64 %mul28, 0
 %mul28. = select i1 %cmp.i, i64 %mul28, i64 1
 %call.i = call ptr @malloc(i64 %mul28.)
 store ptr %call.i, ptr %result
 br label %for.cond30
for.cond30:
 %n29.0 = phi i64 [ 0, %for.end ], [ %inc46, %cond.end43 ]
 %cmp31 = icmp slt i64 %n29.0, %total.0
 br i1 %cmp31, label %for.body33, label %for.end47
for.body33:
 %3 = load ptr, ptr %result
 %4 = load ptr, ptr %a
 %rank35 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %a, i32 0, i32 3
 %5 = load i8, ptr %rank35
 %conv36 = sext i8 %5 to i32
 %tobool = icmp ne i32 %conv36, 0
 br i1 %tobool, label %cond.true37, label %cond.end43
cond.true37:
 %rem = srem i64 %n29.0, %before.0
 %mul38 = mul i64 %before.0, %spec.select
 %div = sdiv i64 %n29.0, %mul38
 %mul39 = mul i64 %div, %before.0
 %add = add i64 %rem, %mul39
 %call40 = call i64 @__fluxion_element_size()
 %call41 = call i64 @__fluxion_array_place(ptr %a, i64 %add, i64 %call40)
 br label %cond.end43
cond.end43:
 %cond44 = phi i64 [ %call41, %cond.true37 ], [ 0, %for.body33 ]
 %call.i50 = call i64 @__fluxion_element_size()
 %mul.i = mul i64 %n29.0, %call.i50
 %add.ptr.i = getelementptr i8, ptr %3, i64 %mul.i
 %call1.i = call i64 @__fluxion_element_size()
 %mul2.i = mul i64 %cond44, %call1.i
 %add.ptr3.i = getelementptr i8, ptr %4, i64 %mul2.i
 %call4.i = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i, ptr %add.ptr3.i, i64 %call4.i, i1 false)
 %inc46 = add i64 %n29.0, 1
 br label %for.cond30
for.end47:
 ret void
}
define void @_FortranAAssign(ptr %to, ptr %from, ptr %file, i32 %line) nounwind {
entry:
 %call = call i64 @__fluxion_element_size()
 call void @__fluxion_array_check(ptr %from, i64 %call, ptr %file, i32 %line)
 %call1 = call i64 @__fluxion_element_size()
 call void @__fluxion_array_check(ptr %to, i64 %call1, ptr %file, i32 %line)
 %attribute = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 5
 %0 = load i8, ptr %attribute
 %conv = sext i8 %0 to i32
 %cmp = icmp eq i32 %conv, 2
 br i1 %cmp, label %land.rhs, label %land.end
land.rhs:
 %1 = load ptr, ptr %to
 %tobool = icmp ne ptr %1, null
 %lnot = xor i1 %tobool, true
 br label %land.end
land.end:
 %2 = phi i1 [ false, %entry ], [ %lnot, %land.rhs ]
 %land.ext = zext i1 %2 to i32
 %attribute3 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 5
 %3 = load i8, ptr %attribute3
 %conv4 = sext i8 %3 to i32
 %cmp5 = icmp eq i32 %conv4, 2
 br i1 %cmp5, label %land.lhs.true, label %if.end22
land.lhs.true:
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 3
 %4 = load i8, ptr %rank
 %conv7 = sext i8 %4 to i32
 %cmp8 = icmp sgt i32 %conv7, 0
 br i1 %cmp8, label %for.cond, label %if.end22
for.cond:
 %j.0 = phi i32 [ %inc, %for.body ], [ 0, %land.lhs.true ]
 %is_new.1 = phi i32 [ %spec.select, %for.body ], [ %land.ext, %land.lhs.true ]
 %rank10 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 3
 %5 = load i8, ptr %rank10
 %conv11 = sext i8 %5 to i32
 %cmp12 = icmp slt i32 %j.0, %conv11
 br i1 %cmp12, label %for.body, label %if.end22
for.body:
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 7
 %idxprom = sext i32 %j.0 to i64
 %arrayidx = getelementptr [0 x [3 x i64]], ptr %dim, i64 0, i64 %idxprom
 %arrayidx14 = getelementptr [3 x i64], ptr %arrayidx, i64 0, i64 1
 %6 = load i64, ptr %arrayidx14
 %dim15 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 7
 %idxprom16 = sext i32 %j.0 to i64
 %arrayidx17 = getelementptr [0 x [3 x i64]], ptr %dim15, i64 0, i64 %idxprom16
 %arrayidx18 = getelementptr [3 x i64], ptr %arrayidx17, i64 0, i64 1
 %7 = load i64, ptr %arrayidx18
 %cmp19 = icmp ne i64 %6, %7
 %spec.select = select i1 %cmp19, i32 1, i32 %is_new.1
 %inc = add i32 %j.0, 1
 br label %for.cond
if.end22:
 %is_new.0 = phi i32 [ %land.ext, %land.end ], [ %land.ext, %land.lhs.true ], [ %is_new.1, %for.cond ]
 %call23 = call i64 @__fluxion_array_count(ptr %from)
 %tobool24 = icmp ne i32 %is_new.0, 0
 br i1 %tobool24, label %if.then25, label %if.end78
if.then25:
 %8 = load ptr, ptr %to
 %cmp27 = icmp sgt i64 %call23, 0
 br i1 %cmp27, label %cond.true, label %cond.end
cond.true:
 %call29 = call i64 @__fluxion_element_size()
 %mul = mul i64 %call23, %call29
 br label %cond.end
cond.end:
 %cond = phi i64 [ %mul, %cond.true ], [ 1, %if.then25 ]
 %call30 = call ptr @malloc(i64 %cond)
 br label %for.cond31
for.cond31:
 %n.0 = phi i64 [ 0, %cond.end ], [ %inc39, %for.body34 ]
 %cmp32 = icmp slt i64 %n.0, %call23
 br i1 %cmp32, label %for.body34, label %for.end40
for.body34:
 %9 = load ptr, ptr %from
 %call36 = call i64 @__fluxion_element_size()
 %call37 = call i64 @__fluxion_array_place(ptr %from, i64 %n.0, i64 %call36)
 %call.i133 = call i64 @__fluxion_element_size()
 %mul.i134 = mul i64 %n.0, %call.i133
 %add.ptr.i135 = getelementptr i8, ptr %call30, i64 %mul.i134
 %call1.i136 = call i64 @__fluxion_element_size()
 %mul2.i137 = mul i64 %call37, %call1.i136
 %add.ptr3.i138 = getelementptr i8, ptr %9, i64 %mul2.i137
 %call4.i139 = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i135, ptr %add.ptr3.i138, i64 %call4.i139, i1 false)
 %inc39 = add i64 %n.0, 1
 br label %for.cond31
for.end40:
 %call41 = call i64 @__fluxion_element_size()
 br label %for.cond43
for.cond43:
 %below.0 = phi i64 [ %call41, %for.end40 ], [ %mul73, %for.body48 ]
 %j42.0 = phi i32 [ 0, %for.end40 ], [ %inc75, %for.body48 ]
 %rank44 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 3
 %10 = load i8, ptr %rank44
 %conv45 = sext i8 %10 to i32
 %cmp46 = icmp slt i32 %j42.0, %conv45
 br i1 %cmp46, label %for.body48, label %for.end76
for.body48:
 %dim49 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 7
 %idxprom50 = sext i32 %j42.0 to i64
 %arrayidx51 = getelementptr [0 x [3 x i64]], ptr %dim49, i64 0, i64 %idxprom50
 %11 = load i64, ptr %arrayidx51
 %dim53 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 7
 %idxprom54 = sext i32 %j42.0 to i64
 %arrayidx55 = getelementptr [0 x [3 x i64]], ptr %dim53, i64 0, i64 %idxprom54
 store i64 %11, ptr %arrayidx55
 %dim57 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 7
 %idxprom58 = sext i32 %j42.0 to i64
 %arrayidx59 = getelementptr [0 x [3 x i64]], ptr %dim57, i64 0, i64 %idxprom58
 %arrayidx60 = getelementptr [3 x i64], ptr %arrayidx59, i64 0, i64 1
 %12 = load i64, ptr %arrayidx60
 %dim61 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 7
 %idxprom62 = sext i32 %j42.0 to i64
 %arrayidx63 = getelementptr [0 x [3 x i64]], ptr %dim61, i64 0, i64 %idxprom62
 %arrayidx64 = getelementptr [3 x i64], ptr %arrayidx63, i64 0, i64 1
 store i64 %12, ptr %arrayidx64
 %dim65 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 7
 %idxprom66 = sext i32 %j42.0 to i64
 %arrayidx67 = getelementptr [0 x [3 x i64]], ptr %dim65, i64 0, i64 %idxprom66
 %arrayidx68 = getelementptr [3 x i64], ptr %arrayidx67, i64 0, i64 2
 store i64 %below.0, ptr %arrayidx68
 %dim69 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 7
 %idxprom70 = sext i32 %j42.0 to i64
 %arrayidx71 = getelementptr [0 x [3 x i64]], ptr %dim69, i64 0, i64 %idxprom70
 %arrayidx72 = getelementptr [3 x i64], ptr %arrayidx71, i64 0, i64 1
 %13 = load i64, ptr %arrayidx72
 %mul73 = mul i64 %below.0, %13
 %inc75 = add i32 %j42.0, 1
 br label %for.cond43
for.end76:
 store ptr %call30, ptr %to
 call void @free(ptr %8)
 br label %return
if.end78:
 %cmp79 = icmp sgt i64 %call23, 0
 br i1 %cmp79, label %cond.true81, label %cond.end85
cond.true81:
 %call82 = call i64 @__fluxion_element_size()
 %mul83 = mul i64 %call23, %call82
 br label %cond.end85
cond.end85:
 %cond86 = phi i64 [ %mul83, %cond.true81 ], [ 1, %if.end78 ]
 %call87 = call ptr @malloc(i64 %cond86)
 br label %for.cond89
for.cond89:
 %n88.0 = phi i64 [ 0, %cond.end85 ], [ %inc97, %for.body92 ]
 %cmp90 = icmp slt i64 %n88.0, %call23
 br i1 %cmp90, label %for.body92, label %for.end98
for.body92:
 %14 = load ptr, ptr %from
 %call94 = call i64 @__fluxion_element_size()
 %call95 = call i64 @__fluxion_array_place(ptr %from, i64 %n88.0, i64 %call94)
 %call.i122 = call i64 @__fluxion_element_size()
 %mul.i123 = mul i64 %n88.0, %call.i122
 %add.ptr.i124 = getelementptr i8, ptr %call87, i64 %mul.i123
 %call1.i125 = call i64 @__fluxion_element_size()
 %mul2.i126 = mul i64 %call95, %call1.i125
 %add.ptr3.i127 = getelementptr i8, ptr %14, i64 %mul2.i126
 %call4.i128 = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i124, ptr %add.ptr3.i127, i64 %call4.i128, i1 false)
 %inc97 = add i64 %n88.0, 1
 br label %for.cond89
for.end98:
 %call99 = call i64 @__fluxion_array_count(ptr %to)
 br label %for.cond101
for.cond101:
 %n100.0 = phi i64 [ 0, %for.end98 ], [ %inc116, %for.body104 ]
 %cmp102 = icmp slt i64 %n100.0, %call99
 br i1 %cmp102, label %for.body104, label %for.end117
for.body104:
 %15 = load ptr, ptr %to
 %call106 = call i64 @__fluxion_element_size()
 %call107 = call i64 @__fluxion_array_place(ptr %to, i64 %n100.0, i64 %call106)
 %rank108 = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 3
 %16 = load i8, ptr %rank108
 %conv109 = sext i8 %16 to i32
 %tobool110 = icmp ne i32 %conv109, 0
 %n100.0. = select i1 %tobool110, i64 %n100.0, i64 0
 %call.i = call i64 @__fluxion_element_size()
 %mul.i = mul i64 %call107, %call.i
 %add.ptr.i = getelementptr i8, ptr %15, i64 %mul.i
 %call1.i = call i64 @__fluxion_element_size()
 %mul2.i = mul i64 %n100.0., %call1.i
 %add.ptr3.i = getelementptr i8, ptr %call87, i64 %mul2.i
 %call4.i = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i, ptr %add.ptr3.i, i64 %call4.i, i1 false)
 %inc116 = add i64 %n100.0, 1
 br label %for.cond101
for.end117:
 call void @free(ptr %call87)
 br label %return
return:
 ret void
}
define void @_FortranAAssignTemporary(ptr %to, ptr %from, ptr %file, i32 %line) nounwind {
entry:
 call void @_FortranAAssign(ptr %to, ptr %from, ptr %file, i32 %line)
 ret void
}
define void @_FortranAInitArrayConstructorVector(ptr %vector, ptr %to, i1 %has_length, ptr %file, i32 %line) nounwind {
entry:
 store ptr %to, ptr %vector
 %next = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 store i64 0, ptr %next
 %0 = load ptr, ptr %to
 %tobool = icmp ne ptr %0, null
 br i1 %tobool, label %cond.true, label %cond.end
cond.true:
 %dim = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %to, i32 0, i32 7
 %arrayidx2 = getelementptr [3 x i64], ptr %dim, i64 0, i64 1
 %1 = load i64, ptr %arrayidx2
 br label %cond.end
cond.end:
 %cond = phi i64 [ %1, %cond.true ], [ 0, %entry ]
 %room = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 2
 store i64 %cond, ptr %room
 ret void
}
define void @_FortranAPushArrayConstructorValue(ptr %vector, ptr %from) nounwind {
entry:
 %call = call i64 @__fluxion_array_count(ptr %from)
 %0 = load ptr, ptr %vector
 %next.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 %1 = load i64, ptr %next.i
 %add.i = add i64 %1, %call
 %dim.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %0, i32 0, i32 7
 %arrayidx2.i = getelementptr [3 x i64], ptr %dim.i, i64 0, i64 1
 %2 = load i64, ptr %arrayidx2.i
 %attribute.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %0, i32 0, i32 5
 %3 = load i8, ptr %attribute.i
 %conv.i = sext i8 %3 to i32
 %cmp.i = icmp eq i32 %conv.i, 2
 br i1 %cmp.i, label %land.lhs.true.i, label %if.end42.i
land.lhs.true.i:
 %room.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 2
 %4 = load i64, ptr %room.i
 %cmp4.i = icmp slt i64 %4, %add.i
 br i1 %cmp4.i, label %if.then.i, label %if.end42.i
if.then.i:
 %next7.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 %5 = load i64, ptr %next7.i
 %cmp8.i = icmp eq i64 %5, 0
 %cmp11.i = icmp sgt i64 %2, %add.i
 %or.cond = select i1 %cmp8.i, i1 %cmp11.i, i1 false
 br i1 %or.cond, label %cond.end20.i, label %cond.false.i
cond.false.i:
 %room13.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 2
 %6 = load i64, ptr %room13.i
 %mul.i7 = mul i64 2, %6
 %cmp14.i = icmp sgt i64 %add.i, %mul.i7
 br i1 %cmp14.i, label %cond.end20.i, label %cond.false17.i
cond.false17.i:
 %room18.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 2
 %7 = load i64, ptr %room18.i
 %mul19.i = mul i64 2, %7
 br label %cond.end20.i
cond.end20.i:
 %cond21.i = phi i64 [ %2, %if.then.i ], [ %mul19.i, %cond.false17.i ], [ %add.i, %cond.false.i ]
 %8 = load ptr, ptr %0
 %cmp22.i = icmp sgt i64 %cond21.i, 0
 br i1 %cmp22.i, label %cond.true24.i, label %cond.end27.i
cond.true24.i:
 %call.i8 = call i64 @__fluxion_element_size()
 %mul25.i = mul i64 %cond21.i, %call.i8
 br label %cond.end27.i
cond.end27.i:
 %cond28.i = phi i64 [ %mul25.i, %cond.true24.i ], [ 1, %cond.end20.i ]
 %call29.i = call ptr @malloc(i64 %cond28.i)
 br label %for.cond.i
for.cond.i:
 %n.i.0 = phi i64 [ 0, %cond.end27.i ], [ %inc.i, %for.body.i ]
 %next30.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 %9 = load i64, ptr %next30.i
 %cmp31.i = icmp slt i64 %n.i.0, %9
 br i1 %cmp31.i, label %for.body.i, label %for.end.i
for.body.i:
 %call.i.i = call i64 @__fluxion_element_size()
 %mul.i.i = mul i64 %n.i.0, %call.i.i
 %add.ptr.i.i = getelementptr i8, ptr %call29.i, i64 %mul.i.i
 %call1.i.i = call i64 @__fluxion_element_size()
 %mul2.i.i = mul i64 %n.i.0, %call1.i.i
 %add.ptr3.i.i = getelementptr i8, ptr %8, i64 %mul2.i.i
 %call4.i.i = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i.i, ptr %add.ptr3.i.i, i64 %call4.i.i, i1 false)
 %inc.i = add i64 %n.i.0, 1
 br label %for.cond.i
for.end.i:
 store ptr %call29.i, ptr %0
 call void @free(ptr %8)
 %room34.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 2
 store i64 %cond21.i, ptr %room34.i
 %cmp35.i = icmp sgt i64 %2, %add.i
 br i1 %cmp35.i, label %land.lhs.true37.i, label %if.end42.i
land.lhs.true37.i:
 %next38.i = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 %10 = load i64, ptr %next38.i
 %cmp39.i = icmp eq i64 %10, 0
 %spec.select = select i1 %cmp39.i, i64 %2, i64 %add.i
 br label %if.end42.i
if.end42.i:
 %needed.i.0 = phi i64 [ %add.i, %entry ], [ %add.i, %land.lhs.true.i ], [ %add.i, %for.end.i ], [ %spec.select, %land.lhs.true37.i ]
 %dim43.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %0, i32 0, i32 7
 %arrayidx45.i = getelementptr [3 x i64], ptr %dim43.i, i64 0, i64 1
 %11 = load i64, ptr %arrayidx45.i
 %cmp46.i = icmp slt i64 %11, %needed.i.0
 br i1 %cmp46.i, label %if.then48.i, label %make_room.exit
if.then48.i:
 %dim49.i = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %0, i32 0, i32 7
 %arrayidx51.i = getelementptr [3 x i64], ptr %dim49.i, i64 0, i64 1
 store i64 %needed.i.0, ptr %arrayidx51.i
 br label %make_room.exit
make_room.exit:
 %12 = load ptr, ptr %vector
 %13 = load ptr, ptr %12
 br label %for.cond
for.cond:
 %n.0 = phi i64 [ 0, %make_room.exit ], [ %inc, %cond.end ]
 %cmp = icmp slt i64 %n.0, %call
 br i1 %cmp, label %for.body, label %for.end
for.body:
 %next = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 %14 = load i64, ptr %next
 %add = add i64 %14, %n.0
 %15 = load ptr, ptr %from
 %rank = getelementptr { ptr, i64, i32, i8, i8, i8, i8, [0 x [3 x i64]] }, ptr %from, i32 0, i32 3
 %16 = load i8, ptr %rank
 %conv = sext i8 %16 to i32
 %tobool = icmp ne i32 %conv, 0
 br i1 %tobool, label %cond.true, label %cond.end
cond.true:
 %call3 = call i64 @__fluxion_element_size()
 %call4 = call i64 @__fluxion_array_place(ptr %from, i64 %n.0, i64 %call3)
 br label %cond.end
cond.end:
 %cond = phi i64 [ %call4, %cond.true ], [ 0, %for.body ]
 %call.i = call i64 @__fluxion_element_size()
 %mul.i = mul i64 %add, %call.i
 %add.ptr.i = getelementptr i8, ptr %13, i64 %mul.i
 %call1.i = call i64 @__fluxion_element_size()
 %mul2.i = mul i64 %cond, %call1.i
 %add.ptr3.i = getelementptr i8, ptr %15, i64 %mul2.i
 %call4.i = call i64 @__fluxion_element_size()
 call void @llvm.memcpy.p0.p0.i64(ptr %add.ptr.i, ptr %add.ptr3.i, i64 %call4.i, i1 false)
 %inc = add i64 %n.0, 1
 br label %for.cond
for.end:
 %next5 = getelementptr { ptr, i64, i64 }, ptr %vector, i32 0, i32 1
 %17 = load i64, ptr %next5
 %add6 = add i64 %17, %call
 store i64 %add6, ptr %next5
 ret void
}
declare i64 @__fluxion_element_size()
declare ptr @malloc(i64 noundef)
declare void @_FortranAReportFatalUserError(ptr noundef, ptr noundef, i32 noundef)
declare void @free(ptr noundef)
declare void @llvm.memcpy.p0.p0.i64(ptr captures(none), ptr captures(none), i64, i1 immarg)
`;

export const fortranBodies = [
  moves,
  reals('double', 8, '', '0xFFEFFFFFFFFFFFFF', '0x7FEFFFFFFFFFFFFF'),
  reals('float', 4, 'f', '0xC7EFFFFFE0000000', '0x47EFFFFFE0000000'),
].join('');
