module kernels
contains
  subroutine energy(x, n, e)
    integer, intent(in) :: n
    real(8), intent(in) :: x(n)
    real(8), intent(out) :: e
    integer :: i
    e = 0
    do i = 1, n
      e = e + x(i)**2 * sin(x(i))
    end do
  end subroutine
  real(8) function square(x)
    real(8), intent(in) :: x
    square = x*x
  end function
end module
program main
  use kernels
  real(8) :: x(3) = [1d0, 2d0, 3d0], dx(3), e, de, s, ds
  integer :: enzyme_const
  common /enzyme_const/ enzyme_const
  external f__enzyme_autodiff
  dx = 0; de = 1
  call f__enzyme_autodiff(energy, x, dx, enzyme_const, 3, e, de)
  print '(3f12.6)', dx
  s = 3; ds = 0
  call f__enzyme_autodiff(square, s, ds)
  print '(f12.6)', ds
end program
