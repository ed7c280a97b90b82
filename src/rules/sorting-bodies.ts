/**
 * qsort and bsearch as LLVM IR. Generated from `sorting-bodies.c`, which says how.
 *
 * @param size the type of `size_t`
 */
export const sortingBodies = (size: string): string => `
define void @qsort(ptr %base, ${size} %count, ${size} %size, ptr %order) {
entry:
 %mul = mul ${size} %count, %size
 %call = call ptr @malloc(${size} %mul)
 br label %for.cond
for.cond:
 %width.0 = phi ${size} [ 1, %entry ], [ %mul35, %for.end32 ]
 %cmp = icmp ult ${size} %width.0, %count
 br i1 %cmp, label %for.cond1, label %for.end36
for.cond1:
 %start.0 = phi ${size} [ %add31, %for.inc29 ], [ 0, %for.cond ]
 %cmp2 = icmp ult ${size} %start.0, %count
 br i1 %cmp2, label %for.body3, label %for.end32
for.body3:
 %add = add ${size} %start.0, %width.0
 %cmp4 = icmp ult ${size} %add, %count
 %add5 = add ${size} %start.0, %width.0
 %cond = select i1 %cmp4, ${size} %add5, ${size} %count
 %add6 = add ${size} %cond, %width.0
 %cmp7 = icmp ult ${size} %add6, %count
 %add9 = add ${size} %cond, %width.0
 %cond12 = select i1 %cmp7, ${size} %add9, ${size} %count
 br label %for.cond13
for.cond13:
 %left.0 = phi ${size} [ %start.0, %for.body3 ], [ %left.1, %if.end ]
 %right.0 = phi ${size} [ %cond, %for.body3 ], [ %right.1, %if.end ]
 %to.0 = phi ${size} [ %start.0, %for.body3 ], [ %inc28, %if.end ]
 %cmp14 = icmp ult ${size} %to.0, %cond12
 br i1 %cmp14, label %for.body15, label %for.inc29
for.body15:
 %cmp16 = icmp ult ${size} %left.0, %cond
 br i1 %cmp16, label %land.lhs.true, label %if.else
land.lhs.true:
 %cmp17 = icmp uge ${size} %right.0, %cond12
 br i1 %cmp17, label %if.then, label %lor.lhs.false
lor.lhs.false:
 %mul18 = mul ${size} %left.0, %size
 %add.ptr = getelementptr inbounds nuw i8, ptr %base, ${size} %mul18
 %mul19 = mul ${size} %right.0, %size
 %add.ptr20 = getelementptr inbounds nuw i8, ptr %base, ${size} %mul19
 %call21 = call i32 %order(ptr %add.ptr, ptr %add.ptr20)
 %cmp22 = icmp sle i32 %call21, 0
 br i1 %cmp22, label %if.then, label %if.else
if.then:
 %inc = add ${size} %left.0, 1
 br label %if.end
if.else:
 %inc23 = add ${size} %right.0, 1
 br label %if.end
if.end:
 %left.1 = phi ${size} [ %inc, %if.then ], [ %left.0, %if.else ]
 %right.1 = phi ${size} [ %right.0, %if.then ], [ %inc23, %if.else ]
 %from.0 = phi ${size} [ %left.0, %if.then ], [ %right.0, %if.else ]
 %mul24 = mul ${size} %to.0, %size
 %add.ptr25 = getelementptr inbounds nuw i8, ptr %call, ${size} %mul24
 %mul26 = mul ${size} %from.0, %size
 %add.ptr27 = getelementptr inbounds nuw i8, ptr %base, ${size} %mul26
 call void @llvm.memcpy.p0.p0.${size}(ptr %add.ptr25, ptr %add.ptr27, ${size} %size, i1 false)
 %inc28 = add ${size} %to.0, 1
 br label %for.cond13
for.inc29:
 %mul30 = mul ${size} 2, %width.0
 %add31 = add ${size} %start.0, %mul30
 br label %for.cond1
for.end32:
 %mul33 = mul ${size} %count, %size
 call void @llvm.memcpy.p0.p0.${size}(ptr %base, ptr %call, ${size} %mul33, i1 false)
 %mul35 = mul ${size} %width.0, 2
 br label %for.cond
for.end36:
 call void @free(ptr %call)
 ret void
}
declare ptr @malloc(${size})
declare void @llvm.memcpy.p0.p0.${size}(ptr, ptr, ${size}, i1)
declare void @free(ptr)
define ptr @bsearch(ptr %key, ptr %base, ${size} %count, ${size} %size, ptr %order) {
entry:
 br label %while.cond
while.cond:
 %high.0 = phi ${size} [ %count, %entry ], [ %high.1, %if.end ]
 %low.0 = phi ${size} [ 0, %entry ], [ %low.1, %if.end ]
 %cmp = icmp ult ${size} %low.0, %high.0
 br i1 %cmp, label %while.body, label %return
while.body:
 %sub = sub ${size} %high.0, %low.0
 %div = udiv ${size} %sub, 2
 %add = add ${size} %low.0, %div
 %mul = mul ${size} %add, %size
 %add.ptr = getelementptr inbounds nuw i8, ptr %base, ${size} %mul
 %call = call i32 %order(ptr %key, ptr %add.ptr)
 %cmp1 = icmp eq i32 %call, 0
 br i1 %cmp1, label %if.then, label %if.end
if.then:
 %mul2 = mul ${size} %add, %size
 %add.ptr3 = getelementptr inbounds nuw i8, ptr %base, ${size} %mul2
 br label %return
if.end:
 %cmp4 = icmp slt i32 %call, 0
 %add6 = add ${size} %add, 1
 %high.1 = select i1 %cmp4, ${size} %add, ${size} %high.0
 %low.1 = select i1 %cmp4, ${size} %low.0, ${size} %add6
 br label %while.cond
return:
 %retval.0 = phi ptr [ %add.ptr3, %if.then ], [ null, %while.cond ]
 ret ptr %retval.0
}
`;
