/**
 * Functions of libraries that are differentiated by their code, as LLVM IR: libstdc++'s red-black trees and doubly linked lists, and the memory of strings.
 * Generated from `library-bodies.c`, which says how.
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
@.str = private constant [24 x i8] c"basic_string::_M_create\\00"
define ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %self, ptr %capacity, i64 %old) {
entry:
 %0 = load i64, ptr %capacity
 %cmp = icmp ugt i64 %0, 9223372036854775806
 br i1 %cmp, label %if.then, label %if.end
if.then:
 call void @_ZSt20__throw_length_errorPKc(ptr @.str)
 unreachable
if.end:
 %1 = load i64, ptr %capacity
 %cmp1 = icmp ugt i64 %1, %old
 br i1 %cmp1, label %land.lhs.true, label %if.end7
land.lhs.true:
 %2 = load i64, ptr %capacity
 %mul = mul i64 2, %old
 %cmp2 = icmp ult i64 %2, %mul
 br i1 %cmp2, label %if.then3, label %if.end7
if.then3:
 %mul4 = mul i64 2, %old
 %cmp5 = icmp ult i64 %mul4, 9223372036854775806
 %mul6 = mul i64 2, %old
 %cond = select i1 %cmp5, i64 %mul6, i64 9223372036854775806
 store i64 %cond, ptr %capacity
 br label %if.end7
if.end7:
 %3 = load i64, ptr %capacity
 %add = add i64 %3, 1
 %call = call ptr @_Znwm(i64 %add)
 ret ptr %call
}
declare ptr @_Znwm(i64)
declare void @_ZSt20__throw_length_errorPKc(ptr) noreturn
`;
