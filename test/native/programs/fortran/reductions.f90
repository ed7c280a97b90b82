module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    f = sum(x*x) + dot_product(x, x(6:1:-1)) + maxval(x) + minval(x)*2 + product(x) + norm2(x(2:6:2)) &
      + sum(x, mask=x > 1) * maxval(x, x < 2) + count(x > 1)
  end function
end module
