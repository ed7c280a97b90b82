module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8), allocatable :: y(:)
    integer :: i
    allocate(y(6))
    do i = 1, 6
      y(i) = x(i)**2
    end do
    f = 0
    do i = 1, 6
      f = f + y(i) * i
    end do
    deallocate(y)
  end function
end module
