! Modules, derived types, allocatable arrays, array expressions, strings, common blocks, optional arguments.
module grid
  implicit none
  type :: field
    integer :: n = 0
    real(8), allocatable :: values(:)
  end type
contains
  subroutine relax(f, steps, omega)
    type(field), intent(inout) :: f
    integer, intent(in) :: steps
    real(8), intent(in), optional :: omega
    real(8) :: w
    integer :: i, k
    w = 1.0d0
    if (present(omega)) w = omega
    do k = 1, steps
      do i = 2, f%n - 1
        f%values(i) = (1 - w) * f%values(i) + w * 0.5d0 * (f%values(i-1) + f%values(i+1))
      end do
    end do
  end subroutine

  pure function norm(x) result(r)
    real(8), intent(in) :: x(:)
    real(8) :: r
    r = sqrt(sum(x * x))
  end function
end module

program solver
  use grid
  implicit none
  type(field) :: f
  complex(8) :: z
  character(len=8) :: name
  integer :: shared(4)
  common /block/ shared
  f%n = 10
  allocate(f%values(f%n))
  f%values = 0.0d0
  f%values(1) = 1.0d0
  call relax(f, 100)
  call relax(f, 3, 1.5d0)
  z = cmplx(norm(f%values), 1.0d0, kind=8)
  name = 'done'
  shared = [1, 2, 3, 4]
  where (shared > 2) shared = 0
  select case (shared(1))
  case (:0)
    print *, 'small'
  case default
    print *, name, abs(z * conjg(z)), matmul(reshape([1.0, 2.0, 3.0, 4.0], [2, 2]), [1.0, 1.0])
  end select
end program
