module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8) :: a(3,2), b(2,3)
    integer :: i
    a(:,1) = x(1:3)
    a(:,2) = x(6:4:-1)
    b = 0
    b(1,:) = a(:,2) * a(:,1)
    b(2,1:3:2) = x(2:3)
    where (b > 1) b = b * 2
    a(2:3,:) = a(1:2,:)
    f = 0
    do i = 1, 3
      f = f + b(1,i) * a(i,1) + b(2,i)
    end do
  end function
end module
