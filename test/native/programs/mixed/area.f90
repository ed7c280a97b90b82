real(8) function area(sides) bind(c)
  real(8), intent(in) :: sides(3)
  real(8) :: s
  s = (sides(1) + sides(2) + sides(3)) / 2
  area = sqrt(s * (s - sides(1)) * (s - sides(2)) * (s - sides(3)))
end function
