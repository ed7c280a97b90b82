module m
contains
  real(4) function g(y)
    real(4), intent(in) :: y(6)
    integer :: i
    g = 0
    do i = 1, 6
      g = g + y(i) ** 2 * sin(y(i)) + y(i)**i
    end do
    g = g + sum(y) + maxval(y)
  end function
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(4) :: y(6)
    y = real(x, 4)
    f = g(y) * 1d-9 + x(1)
  end function
end module
