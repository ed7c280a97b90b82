module m
contains
  function outer(a, b, n) result(c)
    integer, intent(in) :: n
    real(8), intent(in) :: a(n), b(n)
    real(8) :: c(n, n)
    c = spread(a, 2, n) * spread(b, 1, n)
  end function
  subroutine work(x, n, r)
    integer, intent(in) :: n
    real(8), intent(in) :: x(n)
    real(8), intent(out), optional :: r
    real(8) :: t(n, n)
    t = outer(x, x**2, n)
    if (present(r)) r = sum(t)
  end subroutine
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    call work(x, 6, f)
  end function
end module
