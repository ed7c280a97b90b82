; test: actions fn=f activity=dup,const return=active
; A word that holds a pointer at one time and a count at another: the count has no shadow, and must be no address.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

define double @f(ptr %x, i64 %n) {
entry:
  %u = alloca i64, align 8                                   ; allocation
  %empty = icmp eq i64 %n, 0
  br i1 %empty, label %count, label %point

count:
  call void @put(ptr %u, i64 %n)                             ; call @put
  br label %done

point:
  store ptr %x, ptr %u                                       ; store-pointer
  br label %use                                              ; gone

use:
  %p = load ptr, ptr %u
  %a = load double, ptr %p                                   ; load double
  br label %done

done:
  %r = phi double [ %a, %use ], [ 0.0, %count ]              ; phi
  call void @put(ptr %u, i64 %n)                             ; call @put
  store i64 %n, ptr %u                                       ; no-address
  ret double %r
}

define void @put(ptr %u, i64 %n) {
  store i64 %n, ptr %u
  ret void
}
