module m
contains
  real(8) function norm(v)
    real(8), intent(in) :: v(:)
    integer :: i
    norm = 0
    do i = 1, size(v)
      norm = norm + v(i)**2
    end do
    norm = sqrt(norm)
  end function
  subroutine scaleit(v, s)
    real(8), intent(inout) :: v(:)
    real(8), intent(in) :: s
    v = v * s
  end subroutine
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8) :: y(6)
    y = x
    call scaleit(y(2:5), x(1))
    call scaleit(y(1:6:2), x(6))
    f = norm(y) + norm(x(1:6:2)) * norm(y(6:1:-1))
  end function
end module
