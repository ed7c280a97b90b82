module m
  abstract interface
    real(8) function fun(t)
      real(8), intent(in) :: t
    end function
  end interface
contains
  real(8) function cube(t)
    real(8), intent(in) :: t
    cube = t**3
  end function
  real(8) function integrate(g, a, b)
    procedure(fun) :: g
    real(8), intent(in) :: a, b
    integer :: i
    integrate = 0
    do i = 0, 9
      integrate = integrate + g(a + (b - a) * (i + 0.5d0) / 10) * (b - a) / 10
    end do
  end function
  recursive real(8) function power(n, t) result(r)
    integer, intent(in) :: n
    real(8), intent(in) :: t
    if (n == 0) then
      r = 1
    else
      r = t * power(n - 1, t + 0.1d0)
    end if
  end function
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    f = integrate(cube, x(1), x(2)) + power(4, x(5)) + poly(x(3))
  contains
    real(8) function poly(t)
      real(8), intent(in) :: t
      poly = x(6) * t + t**2
    end function
  end function
end module
