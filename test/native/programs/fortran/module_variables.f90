module m
  real(8) :: scale = 2
  real(8), parameter :: pi = 3.14d0
  real(8) :: work(6)
contains
  subroutine fill(x)
    real(8), intent(in) :: x(:)
    integer :: i
    do i = 1, size(x)
      work(i) = x(i) * scale * pi
    end do
  end subroutine
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    integer :: i
    call fill(x)
    f = 0
    do i = 1, 6
      f = f + work(i) ** 2 * x(7 - i)
    end do
  end function
end module
