module m
contains
  subroutine solve(a, b)
    real(8), intent(inout) :: a(3,3), b(3)
    integer :: i, j, k
    real(8) :: t
    do k = 1, 3
      do i = k + 1, 3
        t = a(i,k) / a(k,k)
        a(i,k+1:) = a(i,k+1:) - t * a(k,k+1:)
        b(i) = b(i) - t * b(k)
      end do
    end do
    do i = 3, 1, -1
      b(i) = (b(i) - dot_product(a(i,i+1:), b(i+1:))) / a(i,i)
    end do
  end subroutine
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8) :: a(3,3), b(3)
    integer :: i
    a = 0.1d0
    do i = 1, 3
      a(i,i) = x(i) + 2
      a(1,i) = a(1,i) + x(i)**2
    end do
    b = x(4:6)
    call solve(a, b)
    select case (nint(x(5)))
    case (3)
      f = b(1) + b(2) * 2
    case default
      f = b(3)
    end select
    if (any(b > 100)) f = 0
  end function
end module
