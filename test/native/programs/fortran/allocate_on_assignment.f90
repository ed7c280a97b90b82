module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8), allocatable :: y(:), z(:)
    y = x * 2
    z = y + x
    y = [y, z]
    f = sum(y*y) + size(y)
  end function
end module
