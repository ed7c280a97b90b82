module m
  type :: point
    real(8) :: x, y
    integer :: tag
  end type
  type :: cloud
    type(point) :: p(3)
    real(8) :: mass
  end type
contains
  real(8) function energy(c)
    type(cloud), intent(in) :: c
    integer :: i, j
    energy = 0
    do i = 1, 3
      do j = i + 1, 3
        energy = energy + c%mass / sqrt((c%p(i)%x - c%p(j)%x)**2 + (c%p(i)%y - c%p(j)%y)**2 + 0.1d0)
      end do
    end do
  end function
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    type(cloud) :: c
    integer :: i
    do i = 1, 3
      c%p(i)%x = x(2*i-1)
      c%p(i)%y = x(2*i)
      c%p(i)%tag = i
    end do
    c%mass = x(1)
    f = energy(c)
  end function
end module
