target datalayout = "e-P1-p:16:8-i8:8-i16:8-i32:8-i64:8-f32:8-f64:8-n8-a:8-A5-G2"
target triple = "avr"

@table = global ptr addrspace(1) @f, align 1
@g = addrspace("G") global i32 0

define void @f() addrspace(1) {
  %a = alloca i32, align 4, addrspace(5)
  %b = alloca i32, addrspace("A")
  call addrspace(1) void @f()
  call addrspace(0) void null()
  ret void
}

define void @zero() addrspace(0) {
  ret void
}

declare void @declared() addrspace(1)
