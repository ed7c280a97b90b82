!mod$ v1 sum:8bcf5e28fe3ade5d
module grid
type::field
integer(4)::n=0_4
real(8),allocatable::values(:)
end type
contains
subroutine relax(f,steps,omega)
type(field),intent(inout)::f
integer(4),intent(in)::steps
real(8),intent(in),optional::omega
end
pure function norm(x) result(r)
real(8),intent(in)::x(:)
real(8)::r
end
end
