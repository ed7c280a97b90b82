module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8) :: y(6)
    integer :: i
    do concurrent (i = 1:6)
      y(i) = x(i) * sin(x(i))
    end do
    f = 0
    do i = 1, 6
      f = f + y(i)**2
    end do
  end function
end module
