/**
 * Functions of libraries that are differentiated by their code, as LLVM IR: libstdc++'s red-black trees and doubly linked lists,
 * and complex arithmetic. Generated from `library-bodies.c`, which says how.
 */
export const libraryBodies = `
define ptr @_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(ptr %n) nounwind {
entry:
 %call = call ptr @__fluxion_tree_successor(ptr %n)
 ret ptr %call
}
define internal ptr @__fluxion_tree_successor(ptr %n) nounwind {
entry:
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 3
 %0 = load ptr, ptr %right
 %tobool = icmp ne ptr %0, null
 br i1 %tobool, label %if.then, label %if.end
if.then:
 %right1 = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 3
 %1 = load ptr, ptr %right1
 br label %while.cond
while.cond:
 %n.addr.0 = phi ptr [ %1, %if.then ], [ %3, %while.body ]
 %left = getelementptr { i32, ptr, ptr, ptr }, ptr %n.addr.0, i32 0, i32 2
 %2 = load ptr, ptr %left
 %tobool2 = icmp ne ptr %2, null
 br i1 %tobool2, label %while.body, label %return
while.body:
 %left3 = getelementptr { i32, ptr, ptr, ptr }, ptr %n.addr.0, i32 0, i32 2
 %3 = load ptr, ptr %left3
 br label %while.cond
if.end:
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 1
 %4 = load ptr, ptr %parent
 br label %while.cond4
while.cond4:
 %n.addr.1 = phi ptr [ %n, %if.end ], [ %p.0, %while.body6 ]
 %p.0 = phi ptr [ %4, %if.end ], [ %6, %while.body6 ]
 %right5 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.0, i32 0, i32 3
 %5 = load ptr, ptr %right5
 %cmp = icmp eq ptr %n.addr.1, %5
 br i1 %cmp, label %while.body6, label %while.end8
while.body6:
 %parent7 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.0, i32 0, i32 1
 %6 = load ptr, ptr %parent7
 br label %while.cond4
while.end8:
 %right9 = getelementptr { i32, ptr, ptr, ptr }, ptr %n.addr.1, i32 0, i32 3
 %7 = load ptr, ptr %right9
 %cmp10 = icmp ne ptr %7, %p.0
 %p.0.n.addr.1 = select i1 %cmp10, ptr %p.0, ptr %n.addr.1
 br label %return
return:
 %retval.0 = phi ptr [ %p.0.n.addr.1, %while.end8 ], [ %n.addr.0, %while.cond ]
 ret ptr %retval.0
}
define ptr @_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base(ptr %n) nounwind {
entry:
 %call = call ptr @__fluxion_tree_successor(ptr %n)
 ret ptr %call
}
define ptr @_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base(ptr %n) nounwind {
entry:
 %call = call ptr @__fluxion_tree_predecessor(ptr %n)
 ret ptr %call
}
define internal ptr @__fluxion_tree_predecessor(ptr %n) nounwind {
entry:
 %0 = load i32, ptr %n
 %cmp = icmp eq i32 %0, 0
 br i1 %cmp, label %land.lhs.true, label %if.end
land.lhs.true:
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 1
 %1 = load ptr, ptr %parent
 %parent1 = getelementptr { i32, ptr, ptr, ptr }, ptr %1, i32 0, i32 1
 %2 = load ptr, ptr %parent1
 %cmp2 = icmp eq ptr %2, %n
 br i1 %cmp2, label %if.then, label %if.end
if.then:
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 3
 %3 = load ptr, ptr %right
 br label %return
if.end:
 %left = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 2
 %4 = load ptr, ptr %left
 %tobool = icmp ne ptr %4, null
 br i1 %tobool, label %if.then3, label %if.end8
if.then3:
 %left4 = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 2
 %5 = load ptr, ptr %left4
 br label %while.cond
while.cond:
 %n.addr.0 = phi ptr [ %5, %if.then3 ], [ %7, %while.body ]
 %right5 = getelementptr { i32, ptr, ptr, ptr }, ptr %n.addr.0, i32 0, i32 3
 %6 = load ptr, ptr %right5
 %tobool6 = icmp ne ptr %6, null
 br i1 %tobool6, label %while.body, label %return
while.body:
 %right7 = getelementptr { i32, ptr, ptr, ptr }, ptr %n.addr.0, i32 0, i32 3
 %7 = load ptr, ptr %right7
 br label %while.cond
if.end8:
 %parent9 = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 1
 %8 = load ptr, ptr %parent9
 br label %while.cond10
while.cond10:
 %n.addr.1 = phi ptr [ %n, %if.end8 ], [ %p.0, %while.body13 ]
 %p.0 = phi ptr [ %8, %if.end8 ], [ %10, %while.body13 ]
 %left11 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.0, i32 0, i32 2
 %9 = load ptr, ptr %left11
 %cmp12 = icmp eq ptr %n.addr.1, %9
 br i1 %cmp12, label %while.body13, label %return
while.body13:
 %parent14 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.0, i32 0, i32 1
 %10 = load ptr, ptr %parent14
 br label %while.cond10
return:
 %retval.0 = phi ptr [ %3, %if.then ], [ %n.addr.0, %while.cond ], [ %p.0, %while.cond10 ]
 ret ptr %retval.0
}
define ptr @_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base(ptr %n) nounwind {
entry:
 %call = call ptr @__fluxion_tree_predecessor(ptr %n)
 ret ptr %call
}
define void @_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(i1 %left, ptr %x, ptr %p, ptr %header) nounwind {
entry:
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 1
 store ptr %p, ptr %parent
 %left1 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 2
 store ptr null, ptr %left1
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 3
 store ptr null, ptr %right
 store i32 0, ptr %x
 br i1 %left, label %if.then, label %if.else11
if.then:
 %left2 = getelementptr { i32, ptr, ptr, ptr }, ptr %p, i32 0, i32 2
 store ptr %x, ptr %left2
 %cmp = icmp eq ptr %p, %header
 br i1 %cmp, label %if.then3, label %if.else
if.then3:
 %parent4 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 1
 store ptr %x, ptr %parent4
 %right5 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 3
 store ptr %x, ptr %right5
 br label %if.end18
if.else:
 %left6 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 2
 %0 = load ptr, ptr %left6
 %cmp7 = icmp eq ptr %p, %0
 br i1 %cmp7, label %if.then8, label %if.end18
if.then8:
 %left9 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 2
 store ptr %x, ptr %left9
 br label %if.end18
if.else11:
 %right12 = getelementptr { i32, ptr, ptr, ptr }, ptr %p, i32 0, i32 3
 store ptr %x, ptr %right12
 %right13 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 3
 %1 = load ptr, ptr %right13
 %cmp14 = icmp eq ptr %p, %1
 br i1 %cmp14, label %if.then15, label %if.end18
if.then15:
 %right16 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 3
 store ptr %x, ptr %right16
 br label %if.end18
if.end18:
 br label %while.cond
while.cond:
 %x.addr.0 = phi ptr [ %x, %if.end18 ], [ %6, %if.then34 ]
 %parent19 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 1
 %2 = load ptr, ptr %parent19
 %cmp20 = icmp ne ptr %x.addr.0, %2
 br i1 %cmp20, label %land.rhs, label %while.end
land.rhs:
 %parent21 = getelementptr { i32, ptr, ptr, ptr }, ptr %x.addr.0, i32 0, i32 1
 %3 = load ptr, ptr %parent21
 %4 = load i32, ptr %3
 %cmp23 = icmp eq i32 %4, 0
 br i1 %cmp23, label %while.body, label %while.end
while.body:
 %parent24 = getelementptr { i32, ptr, ptr, ptr }, ptr %x.addr.0, i32 0, i32 1
 %5 = load ptr, ptr %parent24
 %parent25 = getelementptr { i32, ptr, ptr, ptr }, ptr %5, i32 0, i32 1
 %6 = load ptr, ptr %parent25
 %left26 = getelementptr { i32, ptr, ptr, ptr }, ptr %6, i32 0, i32 2
 %7 = load ptr, ptr %left26
 %cmp27 = icmp eq ptr %5, %7
 br i1 %cmp27, label %cond.true, label %cond.false
cond.true:
 %right28 = getelementptr { i32, ptr, ptr, ptr }, ptr %6, i32 0, i32 3
 %8 = load ptr, ptr %right28
 br label %cond.end
cond.false:
 %left29 = getelementptr { i32, ptr, ptr, ptr }, ptr %6, i32 0, i32 2
 %9 = load ptr, ptr %left29
 br label %cond.end
cond.end:
 %cond = phi ptr [ %8, %cond.true ], [ %9, %cond.false ]
 %tobool30 = icmp ne ptr %cond, null
 br i1 %tobool30, label %land.lhs.true, label %if.end38
land.lhs.true:
 %10 = load i32, ptr %cond
 %cmp32 = icmp eq i32 %10, 0
 br i1 %cmp32, label %if.then34, label %if.end38
if.then34:
 store i32 1, ptr %5
 store i32 1, ptr %cond
 store i32 0, ptr %6
 br label %while.cond
if.end38:
 br i1 %cmp27, label %if.then40, label %if.else48
if.then40:
 %right41 = getelementptr { i32, ptr, ptr, ptr }, ptr %5, i32 0, i32 3
 %11 = load ptr, ptr %right41
 %cmp42 = icmp eq ptr %x.addr.0, %11
 br i1 %cmp42, label %if.then44, label %if.end45
if.then44:
 call void @__fluxion_tree_rotate_left(ptr %5, ptr %header)
 br label %if.end45
if.end45:
 %q.0 = phi ptr [ %x.addr.0, %if.then44 ], [ %5, %if.then40 ]
 store i32 1, ptr %q.0
 store i32 0, ptr %6
 call void @__fluxion_tree_rotate_right(ptr %6, ptr %header)
 br label %while.end
if.else48:
 %left49 = getelementptr { i32, ptr, ptr, ptr }, ptr %5, i32 0, i32 2
 %12 = load ptr, ptr %left49
 %cmp50 = icmp eq ptr %x.addr.0, %12
 br i1 %cmp50, label %if.then52, label %if.end53
if.then52:
 call void @__fluxion_tree_rotate_right(ptr %5, ptr %header)
 br label %if.end53
if.end53:
 %q.1 = phi ptr [ %x.addr.0, %if.then52 ], [ %5, %if.else48 ]
 store i32 1, ptr %q.1
 store i32 0, ptr %6
 call void @__fluxion_tree_rotate_left(ptr %6, ptr %header)
 br label %while.end
while.end:
 %parent57 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 1
 %13 = load ptr, ptr %parent57
 store i32 1, ptr %13
 ret void
}
define internal void @__fluxion_tree_rotate_left(ptr %x, ptr %header) nounwind {
entry:
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 3
 %0 = load ptr, ptr %right
 %left = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 2
 %1 = load ptr, ptr %left
 %right1 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 3
 store ptr %1, ptr %right1
 %left2 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 2
 %2 = load ptr, ptr %left2
 %tobool = icmp ne ptr %2, null
 br i1 %tobool, label %if.then, label %if.end
if.then:
 %left3 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 2
 %3 = load ptr, ptr %left3
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %3, i32 0, i32 1
 store ptr %x, ptr %parent
 br label %if.end
if.end:
 %parent4 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 1
 %4 = load ptr, ptr %parent4
 %parent5 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 1
 store ptr %4, ptr %parent5
 call void @__fluxion_tree_replace_child(ptr %x, ptr %0, ptr %header)
 %left6 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 2
 store ptr %x, ptr %left6
 %parent7 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 1
 store ptr %0, ptr %parent7
 ret void
}
define internal void @__fluxion_tree_rotate_right(ptr %x, ptr %header) nounwind {
entry:
 %left = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 2
 %0 = load ptr, ptr %left
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 3
 %1 = load ptr, ptr %right
 %left1 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 2
 store ptr %1, ptr %left1
 %right2 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 3
 %2 = load ptr, ptr %right2
 %tobool = icmp ne ptr %2, null
 br i1 %tobool, label %if.then, label %if.end
if.then:
 %right3 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 3
 %3 = load ptr, ptr %right3
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %3, i32 0, i32 1
 store ptr %x, ptr %parent
 br label %if.end
if.end:
 %parent4 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 1
 %4 = load ptr, ptr %parent4
 %parent5 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 1
 store ptr %4, ptr %parent5
 call void @__fluxion_tree_replace_child(ptr %x, ptr %0, ptr %header)
 %right6 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 3
 store ptr %x, ptr %right6
 %parent7 = getelementptr { i32, ptr, ptr, ptr }, ptr %x, i32 0, i32 1
 store ptr %0, ptr %parent7
 ret void
}
define ptr @_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_(ptr %z, ptr %header) nounwind {
entry:
 %left = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 2
 %0 = load ptr, ptr %left
 %cmp = icmp eq ptr %0, %z
 br i1 %cmp, label %if.then, label %if.end
if.then:
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 3
 %1 = load ptr, ptr %right
 %tobool = icmp ne ptr %1, null
 br i1 %tobool, label %cond.true, label %cond.false
cond.true:
 %call = call ptr @__fluxion_tree_successor(ptr %z)
 br label %cond.end
cond.false:
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 1
 %2 = load ptr, ptr %parent
 br label %cond.end
cond.end:
 %cond = phi ptr [ %call, %cond.true ], [ %2, %cond.false ]
 %left1 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 2
 store ptr %cond, ptr %left1
 br label %if.end
if.end:
 %right2 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 3
 %3 = load ptr, ptr %right2
 %cmp3 = icmp eq ptr %3, %z
 br i1 %cmp3, label %if.then4, label %if.end14
if.then4:
 %left5 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 2
 %4 = load ptr, ptr %left5
 %tobool6 = icmp ne ptr %4, null
 br i1 %tobool6, label %cond.true7, label %cond.false9
cond.true7:
 %call8 = call ptr @__fluxion_tree_predecessor(ptr %z)
 br label %cond.end11
cond.false9:
 %parent10 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 1
 %5 = load ptr, ptr %parent10
 br label %cond.end11
cond.end11:
 %cond12 = phi ptr [ %call8, %cond.true7 ], [ %5, %cond.false9 ]
 %right13 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 3
 store ptr %cond12, ptr %right13
 br label %if.end14
if.end14:
 %6 = load i32, ptr %z
 %left15 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 2
 %7 = load ptr, ptr %left15
 %tobool16 = icmp ne ptr %7, null
 br i1 %tobool16, label %lor.lhs.false, label %if.then19
lor.lhs.false:
 %right17 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 3
 %8 = load ptr, ptr %right17
 %tobool18 = icmp ne ptr %8, null
 br i1 %tobool18, label %if.else, label %if.then19
if.then19:
 %left20 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 2
 %9 = load ptr, ptr %left20
 %tobool21 = icmp ne ptr %9, null
 br i1 %tobool21, label %cond.true22, label %cond.false24
cond.true22:
 %left23 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 2
 %10 = load ptr, ptr %left23
 br label %cond.end26
cond.false24:
 %right25 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 3
 %11 = load ptr, ptr %right25
 br label %cond.end26
cond.end26:
 %cond27 = phi ptr [ %10, %cond.true22 ], [ %11, %cond.false24 ]
 %parent28 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 1
 %12 = load ptr, ptr %parent28
 %tobool29 = icmp ne ptr %cond27, null
 br i1 %tobool29, label %if.then30, label %if.end32
if.then30:
 %parent31 = getelementptr { i32, ptr, ptr, ptr }, ptr %cond27, i32 0, i32 1
 store ptr %12, ptr %parent31
 br label %if.end32
if.end32:
 call void @__fluxion_tree_replace_child(ptr %z, ptr %cond27, ptr %header)
 br label %if.end62
if.else:
 %right33 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 3
 %13 = load ptr, ptr %right33
 br label %while.cond
while.cond:
 %y.0 = phi ptr [ %13, %if.else ], [ %15, %while.body ]
 %left34 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 2
 %14 = load ptr, ptr %left34
 %tobool35 = icmp ne ptr %14, null
 br i1 %tobool35, label %while.body, label %while.end
while.body:
 %left36 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 2
 %15 = load ptr, ptr %left36
 br label %while.cond
while.end:
 %16 = load i32, ptr %y.0
 %right38 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 3
 %17 = load ptr, ptr %right38
 %parent39 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 1
 %18 = load ptr, ptr %parent39
 %cmp40 = icmp eq ptr %18, %z
 br i1 %cmp40, label %if.end53, label %if.else42
if.else42:
 %parent43 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 1
 %19 = load ptr, ptr %parent43
 %tobool44 = icmp ne ptr %17, null
 br i1 %tobool44, label %if.then45, label %if.end47
if.then45:
 %parent46 = getelementptr { i32, ptr, ptr, ptr }, ptr %17, i32 0, i32 1
 store ptr %19, ptr %parent46
 br label %if.end47
if.end47:
 %left48 = getelementptr { i32, ptr, ptr, ptr }, ptr %19, i32 0, i32 2
 store ptr %17, ptr %left48
 %right49 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 3
 %20 = load ptr, ptr %right49
 %right50 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 3
 store ptr %20, ptr %right50
 %right51 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 3
 %21 = load ptr, ptr %right51
 %parent52 = getelementptr { i32, ptr, ptr, ptr }, ptr %21, i32 0, i32 1
 store ptr %y.0, ptr %parent52
 br label %if.end53
if.end53:
 %p.1 = phi ptr [ %19, %if.end47 ], [ %y.0, %while.end ]
 %left54 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 2
 %22 = load ptr, ptr %left54
 %left55 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 2
 store ptr %22, ptr %left55
 %left56 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 2
 %23 = load ptr, ptr %left56
 %parent57 = getelementptr { i32, ptr, ptr, ptr }, ptr %23, i32 0, i32 1
 store ptr %y.0, ptr %parent57
 %parent58 = getelementptr { i32, ptr, ptr, ptr }, ptr %z, i32 0, i32 1
 %24 = load ptr, ptr %parent58
 %parent59 = getelementptr { i32, ptr, ptr, ptr }, ptr %y.0, i32 0, i32 1
 store ptr %24, ptr %parent59
 call void @__fluxion_tree_replace_child(ptr %z, ptr %y.0, ptr %header)
 %25 = load i32, ptr %z
 store i32 %25, ptr %y.0
 br label %if.end62
if.end62:
 %x.0 = phi ptr [ %17, %if.end53 ], [ %cond27, %if.end32 ]
 %p.0 = phi ptr [ %p.1, %if.end53 ], [ %12, %if.end32 ]
 %removed.0 = phi i32 [ %16, %if.end53 ], [ %6, %if.end32 ]
 %cmp63 = icmp eq i32 %removed.0, 1
 br i1 %cmp63, label %while.cond65, label %if.end166
while.cond65:
 %x.1 = phi ptr [ %p.2, %if.then139 ], [ %p.2, %if.then95 ], [ %x.0, %if.end62 ]
 %p.2 = phi ptr [ %55, %if.then139 ], [ %38, %if.then95 ], [ %p.0, %if.end62 ]
 %parent66 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 1
 %26 = load ptr, ptr %parent66
 %cmp67 = icmp ne ptr %x.1, %26
 br i1 %cmp67, label %land.rhs, label %while.end161
land.rhs:
 %tobool68 = icmp ne ptr %x.1, null
 br i1 %tobool68, label %lor.rhs, label %while.body71
lor.rhs:
 %27 = load i32, ptr %x.1
 %cmp70 = icmp eq i32 %27, 1
 br i1 %cmp70, label %while.body71, label %while.end161
while.body71:
 %left72 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 2
 %28 = load ptr, ptr %left72
 %cmp73 = icmp eq ptr %x.1, %28
 br i1 %cmp73, label %if.then74, label %if.else116
if.then74:
 %right75 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 3
 %29 = load ptr, ptr %right75
 %30 = load i32, ptr %29
 %cmp77 = icmp eq i32 %30, 0
 br i1 %cmp77, label %if.then78, label %if.end82
if.then78:
 store i32 1, ptr %29
 store i32 0, ptr %p.2
 call void @__fluxion_tree_rotate_left(ptr %p.2, ptr %header)
 %right81 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 3
 %31 = load ptr, ptr %right81
 br label %if.end82
if.end82:
 %w.0 = phi ptr [ %31, %if.then78 ], [ %29, %if.then74 ]
 %left83 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 2
 %32 = load ptr, ptr %left83
 %tobool84 = icmp ne ptr %32, null
 br i1 %tobool84, label %lor.lhs.false85, label %land.lhs.true
lor.lhs.false85:
 %left86 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 2
 %33 = load ptr, ptr %left86
 %34 = load i32, ptr %33
 %cmp88 = icmp eq i32 %34, 1
 br i1 %cmp88, label %land.lhs.true, label %if.end98
land.lhs.true:
 %right89 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 3
 %35 = load ptr, ptr %right89
 %tobool90 = icmp ne ptr %35, null
 br i1 %tobool90, label %lor.lhs.false91, label %if.then95
lor.lhs.false91:
 %right92 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 3
 %36 = load ptr, ptr %right92
 %37 = load i32, ptr %36
 %cmp94 = icmp eq i32 %37, 1
 br i1 %cmp94, label %if.then95, label %if.end98
if.then95:
 store i32 0, ptr %w.0
 %parent97 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 1
 %38 = load ptr, ptr %parent97
 br label %while.cond65
if.end98:
 %right99 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 3
 %39 = load ptr, ptr %right99
 %tobool100 = icmp ne ptr %39, null
 br i1 %tobool100, label %lor.lhs.false101, label %if.then105
lor.lhs.false101:
 %right102 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 3
 %40 = load ptr, ptr %right102
 %41 = load i32, ptr %40
 %cmp104 = icmp eq i32 %41, 1
 br i1 %cmp104, label %if.then105, label %if.end110
if.then105:
 %left106 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.0, i32 0, i32 2
 %42 = load ptr, ptr %left106
 store i32 1, ptr %42
 store i32 0, ptr %w.0
 call void @__fluxion_tree_rotate_right(ptr %w.0, ptr %header)
 %right109 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 3
 %43 = load ptr, ptr %right109
 br label %if.end110
if.end110:
 %w.1 = phi ptr [ %43, %if.then105 ], [ %w.0, %lor.lhs.false101 ]
 %44 = load i32, ptr %p.2
 store i32 %44, ptr %w.1
 store i32 1, ptr %p.2
 %right114 = getelementptr { i32, ptr, ptr, ptr }, ptr %w.1, i32 0, i32 3
 %45 = load ptr, ptr %right114
 store i32 1, ptr %45
 call void @__fluxion_tree_rotate_left(ptr %p.2, ptr %header)
 br label %while.end161
if.else116:
 %left118 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 2
 %46 = load ptr, ptr %left118
 %47 = load i32, ptr %46
 %cmp120 = icmp eq i32 %47, 0
 br i1 %cmp120, label %if.then121, label %if.end125
if.then121:
 store i32 1, ptr %46
 store i32 0, ptr %p.2
 call void @__fluxion_tree_rotate_right(ptr %p.2, ptr %header)
 %left124 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 2
 %48 = load ptr, ptr %left124
 br label %if.end125
if.end125:
 %w117.0 = phi ptr [ %48, %if.then121 ], [ %46, %if.else116 ]
 %left126 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 2
 %49 = load ptr, ptr %left126
 %tobool127 = icmp ne ptr %49, null
 br i1 %tobool127, label %lor.lhs.false128, label %land.lhs.true132
lor.lhs.false128:
 %left129 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 2
 %50 = load ptr, ptr %left129
 %51 = load i32, ptr %50
 %cmp131 = icmp eq i32 %51, 1
 br i1 %cmp131, label %land.lhs.true132, label %if.end142
land.lhs.true132:
 %right133 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 3
 %52 = load ptr, ptr %right133
 %tobool134 = icmp ne ptr %52, null
 br i1 %tobool134, label %lor.lhs.false135, label %if.then139
lor.lhs.false135:
 %right136 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 3
 %53 = load ptr, ptr %right136
 %54 = load i32, ptr %53
 %cmp138 = icmp eq i32 %54, 1
 br i1 %cmp138, label %if.then139, label %if.end142
if.then139:
 store i32 0, ptr %w117.0
 %parent141 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 1
 %55 = load ptr, ptr %parent141
 br label %while.cond65
if.end142:
 %left143 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 2
 %56 = load ptr, ptr %left143
 %tobool144 = icmp ne ptr %56, null
 br i1 %tobool144, label %lor.lhs.false145, label %if.then149
lor.lhs.false145:
 %left146 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 2
 %57 = load ptr, ptr %left146
 %58 = load i32, ptr %57
 %cmp148 = icmp eq i32 %58, 1
 br i1 %cmp148, label %if.then149, label %if.end154
if.then149:
 %right150 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.0, i32 0, i32 3
 %59 = load ptr, ptr %right150
 store i32 1, ptr %59
 store i32 0, ptr %w117.0
 call void @__fluxion_tree_rotate_left(ptr %w117.0, ptr %header)
 %left153 = getelementptr { i32, ptr, ptr, ptr }, ptr %p.2, i32 0, i32 2
 %60 = load ptr, ptr %left153
 br label %if.end154
if.end154:
 %w117.1 = phi ptr [ %60, %if.then149 ], [ %w117.0, %lor.lhs.false145 ]
 %61 = load i32, ptr %p.2
 store i32 %61, ptr %w117.1
 store i32 1, ptr %p.2
 %left158 = getelementptr { i32, ptr, ptr, ptr }, ptr %w117.1, i32 0, i32 2
 %62 = load ptr, ptr %left158
 store i32 1, ptr %62
 call void @__fluxion_tree_rotate_right(ptr %p.2, ptr %header)
 br label %while.end161
while.end161:
 %tobool162 = icmp ne ptr %x.1, null
 br i1 %tobool162, label %if.then163, label %if.end166
if.then163:
 store i32 1, ptr %x.1
 br label %if.end166
if.end166:
 ret ptr %z
}
define internal void @__fluxion_tree_replace_child(ptr %n, ptr %by, ptr %header) nounwind {
entry:
 %parent = getelementptr { i32, ptr, ptr, ptr }, ptr %n, i32 0, i32 1
 %0 = load ptr, ptr %parent
 %parent1 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 1
 %1 = load ptr, ptr %parent1
 %cmp = icmp eq ptr %1, %n
 br i1 %cmp, label %if.then, label %if.else
if.then:
 %parent2 = getelementptr { i32, ptr, ptr, ptr }, ptr %header, i32 0, i32 1
 store ptr %by, ptr %parent2
 br label %if.end7
if.else:
 %left = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 2
 %2 = load ptr, ptr %left
 %cmp3 = icmp eq ptr %2, %n
 br i1 %cmp3, label %if.then4, label %if.else6
if.then4:
 %left5 = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 2
 store ptr %by, ptr %left5
 br label %if.end7
if.else6:
 %right = getelementptr { i32, ptr, ptr, ptr }, ptr %0, i32 0, i32 3
 store ptr %by, ptr %right
 br label %if.end7
if.end7:
 ret void
}
define void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr %self, ptr %before) nounwind {
entry:
 store ptr %before, ptr %self
 %prev = getelementptr { ptr, ptr }, ptr %before, i32 0, i32 1
 %0 = load ptr, ptr %prev
 %prev1 = getelementptr { ptr, ptr }, ptr %self, i32 0, i32 1
 store ptr %0, ptr %prev1
 %prev2 = getelementptr { ptr, ptr }, ptr %before, i32 0, i32 1
 %1 = load ptr, ptr %prev2
 store ptr %self, ptr %1
 %prev4 = getelementptr { ptr, ptr }, ptr %before, i32 0, i32 1
 store ptr %self, ptr %prev4
 ret void
}
define void @_ZNSt8__detail15_List_node_base9_M_unhookEv(ptr %self) nounwind {
entry:
 %0 = load ptr, ptr %self
 %prev2 = getelementptr { ptr, ptr }, ptr %self, i32 0, i32 1
 %1 = load ptr, ptr %prev2
 store ptr %0, ptr %1
 %prev4 = getelementptr { ptr, ptr }, ptr %0, i32 0, i32 1
 store ptr %1, ptr %prev4
 ret void
}
define void @_ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_(ptr %self, ptr %first, ptr %last) nounwind {
entry:
 %cmp = icmp eq ptr %self, %last
 br i1 %cmp, label %return, label %if.end
if.end:
 %prev = getelementptr { ptr, ptr }, ptr %last, i32 0, i32 1
 %0 = load ptr, ptr %prev
 %prev1 = getelementptr { ptr, ptr }, ptr %first, i32 0, i32 1
 %1 = load ptr, ptr %prev1
 store ptr %last, ptr %1
 %prev2 = getelementptr { ptr, ptr }, ptr %first, i32 0, i32 1
 %2 = load ptr, ptr %prev2
 %prev3 = getelementptr { ptr, ptr }, ptr %last, i32 0, i32 1
 store ptr %2, ptr %prev3
 %prev4 = getelementptr { ptr, ptr }, ptr %self, i32 0, i32 1
 %3 = load ptr, ptr %prev4
 store ptr %first, ptr %3
 %prev6 = getelementptr { ptr, ptr }, ptr %self, i32 0, i32 1
 %4 = load ptr, ptr %prev6
 %prev7 = getelementptr { ptr, ptr }, ptr %first, i32 0, i32 1
 store ptr %4, ptr %prev7
 store ptr %self, ptr %0
 %prev9 = getelementptr { ptr, ptr }, ptr %self, i32 0, i32 1
 store ptr %0, ptr %prev9
 br label %return
return:
 ret void
}
define void @_ZNSt8__detail15_List_node_base10_M_reverseEv(ptr %self) nounwind {
entry:
 br label %do.body
do.body:
 %at.0 = phi ptr [ %self, %entry ], [ %0, %do.body ]
 %0 = load ptr, ptr %at.0
 %prev = getelementptr { ptr, ptr }, ptr %at.0, i32 0, i32 1
 %1 = load ptr, ptr %prev
 store ptr %1, ptr %at.0
 %prev3 = getelementptr { ptr, ptr }, ptr %at.0, i32 0, i32 1
 store ptr %0, ptr %prev3
 %cmp = icmp ne ptr %0, %self
 br i1 %cmp, label %do.body, label %do.end
do.end:
 ret void
}
define void @_ZNSt8__detail15_List_node_base4swapERS0_S1_(ptr %x, ptr %y) nounwind {
entry:
 %0 = load ptr, ptr %x
 %cmp = icmp eq ptr %0, %x
 %1 = load ptr, ptr %y
 %cmp2 = icmp eq ptr %1, %y
 %2 = load ptr, ptr %x
 %prev = getelementptr { ptr, ptr }, ptr %x, i32 0, i32 1
 %3 = load ptr, ptr %prev
 %4 = load ptr, ptr %y
 %prev6 = getelementptr { ptr, ptr }, ptr %y, i32 0, i32 1
 %5 = load ptr, ptr %prev6
 br i1 %cmp2, label %if.then, label %if.else
if.then:
 store ptr %x, ptr %x
 %prev8 = getelementptr { ptr, ptr }, ptr %x, i32 0, i32 1
 store ptr %x, ptr %prev8
 br label %if.end
if.else:
 store ptr %4, ptr %x
 %prev10 = getelementptr { ptr, ptr }, ptr %x, i32 0, i32 1
 store ptr %5, ptr %prev10
 %prev11 = getelementptr { ptr, ptr }, ptr %4, i32 0, i32 1
 store ptr %x, ptr %prev11
 store ptr %x, ptr %5
 br label %if.end
if.end:
 br i1 %cmp, label %if.then14, label %if.else17
if.then14:
 store ptr %y, ptr %y
 %prev16 = getelementptr { ptr, ptr }, ptr %y, i32 0, i32 1
 store ptr %y, ptr %prev16
 br label %if.end22
if.else17:
 store ptr %2, ptr %y
 %prev19 = getelementptr { ptr, ptr }, ptr %y, i32 0, i32 1
 store ptr %3, ptr %prev19
 %prev20 = getelementptr { ptr, ptr }, ptr %2, i32 0, i32 1
 store ptr %y, ptr %prev20
 store ptr %y, ptr %3
 br label %if.end22
if.end22:
 ret void
}
define { double, double } @__muldc3(double %a, double %b, double %c, double %d) nounwind {
entry:
 %mul = fmul double %a, %c
 %mul1 = fmul double %b, %d
 %sub = fsub double %mul, %mul1
 %mul2 = fmul double %a, %d
 %mul3 = fmul double %b, %c
 %add = fadd double %mul2, %mul3
 %cmp.i9 = fcmp une double %sub, %sub
 %cmp.i = fcmp une double %add, %add
 %or.cond = and i1 %cmp.i9, %cmp.i
 br i1 %or.cond, label %cond.true, label %cond.end
cond.true:
 %call7 = call { double, double } @__fluxion_complex_recover_product(double %a, double %b, double %c, double %d, double %sub, double %add)
 %0 = extractvalue { double, double } %call7, 0
 %1 = extractvalue { double, double } %call7, 1
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %0, %cond.true ], [ %sub, %entry ]
 %retval.sroa.3.0 = phi double [ %1, %cond.true ], [ %add, %entry ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_recover_product(double %a, double %b, double %c, double %d, double %z.coerce0, double %z.coerce1) nounwind {
entry:
 %call.i158 = call double @fabs(double %a)
 %cmp.i159 = fcmp ogt double %call.i158, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i159, label %if.then, label %lor.lhs.false
lor.lhs.false:
 %call.i154 = call double @fabs(double %b)
 %cmp.i155 = fcmp ogt double %call.i154, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i155, label %if.then, label %if.end20
if.then:
 %call.i150 = call double @fabs(double %a)
 %cmp.i151 = fcmp ogt double %call.i150, 0x7FEFFFFFFFFFFFFF
 %cond = select i1 %cmp.i151, i32 1, i32 0
 %conv = sitofp i32 %cond to double
 %call5 = call double @copysign(double %conv, double %a)
 %call.i146 = call double @fabs(double %b)
 %cmp.i147 = fcmp ogt double %call.i146, 0x7FEFFFFFFFFFFFFF
 %cond8 = select i1 %cmp.i147, i32 1, i32 0
 %conv9 = sitofp i32 %cond8 to double
 %call10 = call double @copysign(double %conv9, double %b)
 %cmp.i112 = fcmp une double %c, %c
 br i1 %cmp.i112, label %if.then13, label %if.end
if.then13:
 %call14 = call double @copysign(double 0.000000e+00, double %c)
 br label %if.end
if.end:
 %c.addr.1 = phi double [ %call14, %if.then13 ], [ %c, %if.then ]
 %cmp.i109 = fcmp une double %d, %d
 br i1 %cmp.i109, label %if.then17, label %if.end20
if.then17:
 %call18 = call double @copysign(double 0.000000e+00, double %d)
 br label %if.end20
if.end20:
 %a.addr.0 = phi double [ %a, %lor.lhs.false ], [ %call5, %if.then17 ], [ %call5, %if.end ]
 %b.addr.0 = phi double [ %b, %lor.lhs.false ], [ %call10, %if.then17 ], [ %call10, %if.end ]
 %c.addr.0 = phi double [ %c, %lor.lhs.false ], [ %c.addr.1, %if.then17 ], [ %c.addr.1, %if.end ]
 %d.addr.0 = phi double [ %d, %lor.lhs.false ], [ %call18, %if.then17 ], [ %d, %if.end ]
 %again.0 = phi i32 [ 0, %lor.lhs.false ], [ 1, %if.then17 ], [ 1, %if.end ]
 %call.i142 = call double @fabs(double %c.addr.0)
 %cmp.i143 = fcmp ogt double %call.i142, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i143, label %if.then26, label %lor.lhs.false23
lor.lhs.false23:
 %call.i138 = call double @fabs(double %d.addr.0)
 %cmp.i139 = fcmp ogt double %call.i138, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i139, label %if.then26, label %if.end47
if.then26:
 %call.i134 = call double @fabs(double %c.addr.0)
 %cmp.i135 = fcmp ogt double %call.i134, 0x7FEFFFFFFFFFFFFF
 %cond29 = select i1 %cmp.i135, i32 1, i32 0
 %conv30 = sitofp i32 %cond29 to double
 %call31 = call double @copysign(double %conv30, double %c.addr.0)
 %call.i130 = call double @fabs(double %d.addr.0)
 %cmp.i131 = fcmp ogt double %call.i130, 0x7FEFFFFFFFFFFFFF
 %cond34 = select i1 %cmp.i131, i32 1, i32 0
 %conv35 = sitofp i32 %cond34 to double
 %call36 = call double @copysign(double %conv35, double %d.addr.0)
 %cmp.i106 = fcmp une double %a.addr.0, %a.addr.0
 br i1 %cmp.i106, label %if.then39, label %if.end41
if.then39:
 %call40 = call double @copysign(double 0.000000e+00, double %a.addr.0)
 br label %if.end41
if.end41:
 %a.addr.2 = phi double [ %call40, %if.then39 ], [ %a.addr.0, %if.then26 ]
 %cmp.i103 = fcmp une double %b.addr.0, %b.addr.0
 br i1 %cmp.i103, label %if.then44, label %if.end47
if.then44:
 %call45 = call double @copysign(double 0.000000e+00, double %b.addr.0)
 br label %if.end47
if.end47:
 %a.addr.1 = phi double [ %a.addr.0, %lor.lhs.false23 ], [ %a.addr.2, %if.then44 ], [ %a.addr.2, %if.end41 ]
 %b.addr.1 = phi double [ %b.addr.0, %lor.lhs.false23 ], [ %call45, %if.then44 ], [ %b.addr.0, %if.end41 ]
 %c.addr.2 = phi double [ %c.addr.0, %lor.lhs.false23 ], [ %call31, %if.then44 ], [ %call31, %if.end41 ]
 %d.addr.2 = phi double [ %d.addr.0, %lor.lhs.false23 ], [ %call36, %if.then44 ], [ %call36, %if.end41 ]
 %again.1 = phi i32 [ %again.0, %lor.lhs.false23 ], [ 1, %if.then44 ], [ 1, %if.end41 ]
 %tobool48 = icmp ne i32 %again.1, 0
 br i1 %tobool48, label %if.end84, label %land.lhs.true
land.lhs.true:
 %mul = fmul double %a.addr.1, %c.addr.2
 %call.i126 = call double @fabs(double %mul)
 %cmp.i127 = fcmp ogt double %call.i126, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i127, label %if.then63, label %lor.lhs.false51
lor.lhs.false51:
 %mul52 = fmul double %b.addr.1, %d.addr.2
 %call.i122 = call double @fabs(double %mul52)
 %cmp.i123 = fcmp ogt double %call.i122, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i123, label %if.then63, label %lor.lhs.false55
lor.lhs.false55:
 %mul56 = fmul double %a.addr.1, %d.addr.2
 %call.i118 = call double @fabs(double %mul56)
 %cmp.i119 = fcmp ogt double %call.i118, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i119, label %if.then63, label %lor.lhs.false59
lor.lhs.false59:
 %mul60 = fmul double %b.addr.1, %c.addr.2
 %call.i = call double @fabs(double %mul60)
 %cmp.i115 = fcmp ogt double %call.i, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i115, label %if.then63, label %if.end84
if.then63:
 %cmp.i100 = fcmp une double %a.addr.1, %a.addr.1
 br i1 %cmp.i100, label %if.then66, label %if.end68
if.then66:
 %call67 = call double @copysign(double 0.000000e+00, double %a.addr.1)
 br label %if.end68
if.end68:
 %a.addr.4 = phi double [ %call67, %if.then66 ], [ %a.addr.1, %if.then63 ]
 %cmp.i97 = fcmp une double %b.addr.1, %b.addr.1
 br i1 %cmp.i97, label %if.then71, label %if.end73
if.then71:
 %call72 = call double @copysign(double 0.000000e+00, double %b.addr.1)
 br label %if.end73
if.end73:
 %b.addr.4 = phi double [ %call72, %if.then71 ], [ %b.addr.1, %if.end68 ]
 %cmp.i94 = fcmp une double %c.addr.2, %c.addr.2
 br i1 %cmp.i94, label %if.then76, label %if.end78
if.then76:
 %call77 = call double @copysign(double 0.000000e+00, double %c.addr.2)
 br label %if.end78
if.end78:
 %c.addr.4 = phi double [ %call77, %if.then76 ], [ %c.addr.2, %if.end73 ]
 %cmp.i = fcmp une double %d.addr.2, %d.addr.2
 br i1 %cmp.i, label %if.then81, label %if.end84
if.then81:
 %call82 = call double @copysign(double 0.000000e+00, double %d.addr.2)
 br label %if.end84
if.end84:
 %a.addr.3 = phi double [ %a.addr.1, %if.end47 ], [ %a.addr.1, %lor.lhs.false59 ], [ %a.addr.4, %if.then81 ], [ %a.addr.4, %if.end78 ]
 %b.addr.3 = phi double [ %b.addr.1, %if.end47 ], [ %b.addr.1, %lor.lhs.false59 ], [ %b.addr.4, %if.then81 ], [ %b.addr.4, %if.end78 ]
 %c.addr.3 = phi double [ %c.addr.2, %if.end47 ], [ %c.addr.2, %lor.lhs.false59 ], [ %c.addr.4, %if.then81 ], [ %c.addr.4, %if.end78 ]
 %d.addr.3 = phi double [ %d.addr.2, %if.end47 ], [ %d.addr.2, %lor.lhs.false59 ], [ %call82, %if.then81 ], [ %d.addr.2, %if.end78 ]
 %again.2 = phi i32 [ %again.1, %if.end47 ], [ %again.1, %lor.lhs.false59 ], [ 1, %if.then81 ], [ 1, %if.end78 ]
 %tobool85 = icmp ne i32 %again.2, 0
 br i1 %tobool85, label %cond.true, label %cond.end
cond.true:
 %mul86 = fmul double %a.addr.3, %c.addr.3
 %mul87 = fmul double %b.addr.3, %d.addr.3
 %sub = fsub double %mul86, %mul87
 %mul88 = fmul double 0x7FF0000000000000, %sub
 %mul89 = fmul double %a.addr.3, %d.addr.3
 %mul90 = fmul double %b.addr.3, %c.addr.3
 %add = fadd double %mul89, %mul90
 %mul91 = fmul double 0x7FF0000000000000, %add
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %mul88, %cond.true ], [ %z.coerce0, %if.end84 ]
 %retval.sroa.3.0 = phi double [ %mul91, %cond.true ], [ %z.coerce1, %if.end84 ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @__divdc3(double %a, double %b, double %c, double %d) nounwind {
entry:
 %call = call double @fabs(double %c)
 %call1 = call double @fabs(double %d)
 %call2 = call double @fmax(double %call, double %call1)
 %call3 = call double @logb(double %call2)
 %call.i140 = call double @fabs(double %call3)
 %cmp.i141 = fcmp ole double %call.i140, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i141, label %if.then, label %if.end
if.then:
 %conv = fptosi double %call3 to i32
 %sub = sub nsw i32 0, %conv
 %call5 = call double @ldexp(double %c, i32 %sub)
 %sub6 = sub nsw i32 0, %conv
 %call7 = call double @ldexp(double %d, i32 %sub6)
 br label %if.end
if.end:
 %scale.0 = phi i32 [ %conv, %if.then ], [ 0, %entry ]
 %sc.0 = phi double [ %call5, %if.then ], [ %c, %entry ]
 %sd.0 = phi double [ %call7, %if.then ], [ %d, %entry ]
 %mul = fmul double %sc.0, %sc.0
 %mul8 = fmul double %sd.0, %sd.0
 %add = fadd double %mul, %mul8
 %mul9 = fmul double %a, %sc.0
 %mul10 = fmul double %b, %sd.0
 %add11 = fadd double %mul9, %mul10
 %div = fdiv double %add11, %add
 %sub12 = sub nsw i32 0, %scale.0
 %call13 = call double @ldexp(double %div, i32 %sub12)
 %mul14 = fmul double %b, %sc.0
 %mul15 = fmul double %a, %sd.0
 %sub16 = fsub double %mul14, %mul15
 %div17 = fdiv double %sub16, %add
 %sub18 = sub nsw i32 0, %scale.0
 %call19 = call double @ldexp(double %div17, i32 %sub18)
 %cmp.i122 = fcmp une double %call13, %call13
 %cmp.i119 = fcmp une double %call19, %call19
 %or.cond72 = select i1 %cmp.i122, i1 %cmp.i119, i1 false
 br i1 %or.cond72, label %if.end26, label %return
if.end26:
 %cmp = fcmp oeq double %add, 0.000000e+00
 br i1 %cmp, label %land.lhs.true28, label %if.end39
land.lhs.true28:
 %cmp.i116 = fcmp une double %a, %a
 %cmp.i = fcmp une double %b, %b
 %or.cond73 = and i1 %cmp.i116, %cmp.i
 br i1 %or.cond73, label %if.end39, label %if.then33
if.then33:
 %call34 = call double @copysign(double 0x7FF0000000000000, double %sc.0)
 %mul35 = fmul double %call34, %a
 %call36 = call double @copysign(double 0x7FF0000000000000, double %sc.0)
 %mul37 = fmul double %call36, %b
 br label %return
if.end39:
 %call.i168 = call double @fabs(double %a)
 %cmp.i169 = fcmp ogt double %call.i168, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i169, label %land.lhs.true45, label %lor.lhs.false42
lor.lhs.false42:
 %call.i164 = call double @fabs(double %b)
 %cmp.i165 = fcmp ogt double %call.i164, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i165, label %land.lhs.true45, label %if.end70
land.lhs.true45:
 %call.i136 = call double @fabs(double %c)
 %cmp.i137 = fcmp ole double %call.i136, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i137, label %land.lhs.true48, label %if.end70
land.lhs.true48:
 %call.i132 = call double @fabs(double %d)
 %cmp.i133 = fcmp ole double %call.i132, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i133, label %if.then51, label %if.end70
if.then51:
 %call.i160 = call double @fabs(double %a)
 %cmp.i161 = fcmp ogt double %call.i160, 0x7FEFFFFFFFFFFFFF
 %cond = select i1 %cmp.i161, i32 1, i32 0
 %conv54 = sitofp i32 %cond to double
 %call55 = call double @copysign(double %conv54, double %a)
 %call.i156 = call double @fabs(double %b)
 %cmp.i157 = fcmp ogt double %call.i156, 0x7FEFFFFFFFFFFFFF
 %cond58 = select i1 %cmp.i157, i32 1, i32 0
 %conv59 = sitofp i32 %cond58 to double
 %call60 = call double @copysign(double %conv59, double %b)
 %mul61 = fmul double %call55, %sc.0
 %mul62 = fmul double %call60, %sd.0
 %add63 = fadd double %mul61, %mul62
 %mul64 = fmul double 0x7FF0000000000000, %add63
 %mul65 = fmul double %call60, %sc.0
 %mul66 = fmul double %call55, %sd.0
 %sub67 = fsub double %mul65, %mul66
 %mul68 = fmul double 0x7FF0000000000000, %sub67
 br label %return
if.end70:
 %call.i152 = call double @fabs(double %call3)
 %cmp.i153 = fcmp ogt double %call.i152, 0x7FEFFFFFFFFFFFFF
 %cmp74 = fcmp ogt double %call3, 0.000000e+00
 %or.cond = and i1 %cmp.i153, %cmp74
 br i1 %or.cond, label %land.lhs.true76, label %return
land.lhs.true76:
 %call.i128 = call double @fabs(double %a)
 %cmp.i129 = fcmp ole double %call.i128, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i129, label %land.lhs.true79, label %return
land.lhs.true79:
 %call.i = call double @fabs(double %b)
 %cmp.i125 = fcmp ole double %call.i, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i125, label %if.then82, label %return
if.then82:
 %call.i148 = call double @fabs(double %c)
 %cmp.i149 = fcmp ogt double %call.i148, 0x7FEFFFFFFFFFFFFF
 %cond85 = select i1 %cmp.i149, i32 1, i32 0
 %conv86 = sitofp i32 %cond85 to double
 %call87 = call double @copysign(double %conv86, double %c)
 %call.i144 = call double @fabs(double %d)
 %cmp.i145 = fcmp ogt double %call.i144, 0x7FEFFFFFFFFFFFFF
 %cond90 = select i1 %cmp.i145, i32 1, i32 0
 %conv91 = sitofp i32 %cond90 to double
 %call92 = call double @copysign(double %conv91, double %d)
 %mul93 = fmul double %a, %call87
 %mul94 = fmul double %b, %call92
 %add95 = fadd double %mul93, %mul94
 %mul96 = fmul double 0.000000e+00, %add95
 %mul97 = fmul double %b, %call87
 %mul98 = fmul double %a, %call92
 %sub99 = fsub double %mul97, %mul98
 %mul100 = fmul double 0.000000e+00, %sub99
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %mul64, %if.then51 ], [ %mul96, %if.then82 ], [ %call13, %if.end ], [ %mul35, %if.then33 ], [ %call13, %if.end70 ], [ %call13, %land.lhs.true79 ], [ %call13, %land.lhs.true76 ]
 %retval.sroa.6.0 = phi double [ %mul68, %if.then51 ], [ %mul100, %if.then82 ], [ %call19, %if.end ], [ %mul37, %if.then33 ], [ %call19, %if.end70 ], [ %call19, %land.lhs.true79 ], [ %call19, %land.lhs.true76 ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.6.0, 1
 ret { double, double } %.fca.1.insert
}
declare double @logb(double)
declare double @fmax(double, double)
declare double @fabs(double)
declare double @ldexp(double, i32)
declare double @copysign(double, double)
define double @cabs(double %a, double %b) nounwind {
entry:
 %call = call double @hypot(double %a, double %b)
 ret double %call
}
declare double @hypot(double, double)
define double @carg(double %a, double %b) nounwind {
entry:
 %call = call double @atan2(double %b, double %a)
 ret double %call
}
declare double @atan2(double, double)
define { double, double } @cexp(double %a, double %b) nounwind {
entry:
 %call = call double @exp(double %a)
 %cmp = fcmp oeq double %b, 0.000000e+00
 br i1 %cmp, label %cond.true, label %cond.false
cond.true:
 %mul = fmul double %call, %b
 br label %cond.end
cond.false:
 %call2 = call double @cos(double %b)
 %mul3 = fmul double %call, %call2
 %call4 = call double @sin(double %b)
 %mul5 = fmul double %call, %call4
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %call, %cond.true ], [ %mul3, %cond.false ]
 %retval.sroa.3.0 = phi double [ %mul, %cond.true ], [ %mul5, %cond.false ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
declare double @exp(double)
declare double @cos(double)
declare double @sin(double)
define { double, double } @clog(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_logarithm(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_logarithm(double %a, double %b) nounwind {
entry:
 %call = call double @hypot(double %a, double %b)
 %call1 = call double @fabs(double %a)
 %call2 = call double @fabs(double %b)
 %call3 = call double @fmax(double %call1, double %call2)
 %call4 = call double @fabs(double %a)
 %call5 = call double @fabs(double %b)
 %add = fadd double %call4, %call5
 %sub = fsub double %add, %call3
 %cmp = fcmp ogt double %call, 0x3FE6666666666666
 %cmp6 = fcmp olt double %call, 1.500000e+00
 %or.cond = and i1 %cmp, %cmp6
 br i1 %or.cond, label %cond.true, label %cond.false
cond.true:
 %sub7 = fsub double %call3, 1.000000e+00
 %add8 = fadd double %call3, 1.000000e+00
 %mul = fmul double %sub7, %add8
 %mul9 = fmul double %sub, %sub
 %add10 = fadd double %mul, %mul9
 %call11 = call double @log1p(double %add10)
 %mul12 = fmul double 5.000000e-01, %call11
 br label %cond.end
cond.false:
 %call13 = call double @log(double %call)
 br label %cond.end
cond.end:
 %cond = phi double [ %mul12, %cond.true ], [ %call13, %cond.false ]
 %call14 = call double @atan2(double %b, double %a)
 %.fca.0.insert = insertvalue { double, double } poison, double %cond, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %call14, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @csqrt(double %a, double %b) nounwind {
entry:
 %cmp = fcmp oeq double %a, 0.000000e+00
 %cmp1 = fcmp oeq double %b, 0.000000e+00
 %or.cond = and i1 %cmp, %cmp1
 br i1 %or.cond, label %cond.end, label %if.end
cond.end:
 %call = call double @sqrt(double %a)
 br label %return
if.end:
 %call4 = call double @fabs(double %a)
 %call5 = call double @hypot(double %a, double %b)
 %add = fadd double %call4, %call5
 %mul = fmul double 5.000000e-01, %add
 %call6 = call double @sqrt(double %mul)
 %cmp7 = fcmp oge double %a, 0.000000e+00
 br i1 %cmp7, label %cond.true8, label %cond.false11
cond.true8:
 %mul9 = fmul double 2.000000e+00, %call6
 %div = fdiv double %b, %mul9
 br label %return
cond.false11:
 %call12 = call double @fabs(double %b)
 %mul13 = fmul double 2.000000e+00, %call6
 %div14 = fdiv double %call12, %mul13
 %call15 = call double @copysign(double %call6, double %b)
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %call, %cond.end ], [ %call6, %cond.true8 ], [ %div14, %cond.false11 ]
 %retval.sroa.4.0 = phi double [ %b, %cond.end ], [ %div, %cond.true8 ], [ %call15, %cond.false11 ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.4.0, 1
 ret { double, double } %.fca.1.insert
}
declare double @sqrt(double)
define { double, double } @csin(double %a, double %b) nounwind {
entry:
 %call = call double @sin(double %a)
 %call1 = call double @cosh(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @cos(double %a)
 %call3 = call double @sinh(double %b)
 %mul4 = fmul double %call2, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
declare double @cosh(double)
declare double @sinh(double)
define { double, double } @ccos(double %a, double %b) nounwind {
entry:
 %call = call double @cos(double %a)
 %call1 = call double @cosh(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @sin(double %a)
 %fneg = fneg double %call2
 %call3 = call double @sinh(double %b)
 %mul4 = fmul double %fneg, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @csinh(double %a, double %b) nounwind {
entry:
 %call = call double @sinh(double %a)
 %call1 = call double @cos(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @cosh(double %a)
 %call3 = call double @sin(double %b)
 %mul4 = fmul double %call2, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @ccosh(double %a, double %b) nounwind {
entry:
 %call = call double @cosh(double %a)
 %call1 = call double @cos(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @sinh(double %a)
 %call3 = call double @sin(double %b)
 %mul4 = fmul double %call2, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @ctanh(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_hyperbolic_tangent(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_hyperbolic_tangent(double %a, double %b) nounwind {
entry:
 %call = call double @fabs(double %a)
 %cmp = fcmp ogt double %call, 2.200000e+01
 br i1 %cmp, label %if.then, label %if.end
if.then:
 %call1 = call double @copysign(double 1.000000e+00, double %a)
 %call2 = call double @sin(double %b)
 %mul = fmul double 4.000000e+00, %call2
 %call3 = call double @cos(double %b)
 %mul4 = fmul double %mul, %call3
 %call5 = call double @fabs(double %a)
 %mul6 = fmul double -2.000000e+00, %call5
 %call7 = call double @exp(double %mul6)
 %mul8 = fmul double %mul4, %call7
 br label %return
if.end:
 %call10 = call double @tan(double %b)
 %call11 = call double @sinh(double %a)
 %mul12 = fmul double %call10, %call10
 %add = fadd double 1.000000e+00, %mul12
 %mul13 = fmul double %add, %call11
 %mul14 = fmul double %mul13, %call11
 %add15 = fadd double 1.000000e+00, %mul14
 %mul16 = fmul double %call11, %call11
 %add17 = fadd double 1.000000e+00, %mul16
 %call18 = call double @sqrt(double %add17)
 %mul19 = fmul double %add, %call18
 %mul20 = fmul double %mul19, %call11
 %div = fdiv double %mul20, %add15
 %div21 = fdiv double %call10, %add15
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %call1, %if.then ], [ %div, %if.end ]
 %retval.sroa.3.0 = phi double [ %mul8, %if.then ], [ %div21, %if.end ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @ctan(double %a, double %b) nounwind {
entry:
 %fneg = fneg double %b
 %call = call { double, double } @__fluxion_complex_hyperbolic_tangent(double %fneg, double %a)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %fneg1 = fneg double %0
 %.fca.0.insert = insertvalue { double, double } poison, double %1, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %fneg1, 1
 ret { double, double } %.fca.1.insert
}
define { double, double } @cpow(double %a, double %b, double %c, double %d) nounwind {
entry:
 %cmp = fcmp oeq double %c, 0.000000e+00
 %cmp1 = fcmp oeq double %d, 0.000000e+00
 %or.cond = and i1 %cmp, %cmp1
 br i1 %or.cond, label %return, label %if.end
if.end:
 %cmp2 = fcmp oeq double %a, 0.000000e+00
 %cmp4 = fcmp oeq double %b, 0.000000e+00
 %or.cond17 = and i1 %cmp2, %cmp4
 br i1 %or.cond17, label %return, label %if.end7
if.end7:
 %call8 = call { double, double } @__fluxion_complex_logarithm(double %a, double %b)
 %0 = extractvalue { double, double } %call8, 0
 %1 = extractvalue { double, double } %call8, 1
 %mul = fmul double %c, %0
 %mul9 = fmul double %d, %1
 %sub = fsub double %mul, %mul9
 %call10 = call double @exp(double %sub)
 %mul12 = fmul double %c, %1
 %mul14 = fmul double %d, %0
 %add = fadd double %mul12, %mul14
 %call15 = call double @cos(double %add)
 %mul16 = fmul double %call10, %call15
 %call17 = call double @sin(double %add)
 %mul18 = fmul double %call10, %call17
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %mul16, %if.end7 ], [ 1.000000e+00, %entry ], [ 0.000000e+00, %if.end ]
 %retval.sroa.4.0 = phi double [ %mul18, %if.end7 ], [ 0.000000e+00, %entry ], [ 0.000000e+00, %if.end ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.4.0, 1
 ret { double, double } %.fca.1.insert
}
declare double @log1p(double)
declare double @log(double)
declare double @tan(double)
`;
