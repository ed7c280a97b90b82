program main
  real(8) :: x(3) = [1d0,2d0,3d0], dx(3) = 0
  external f__enzyme_autodiff
  call f__enzyme_autodiff(f, x, dx)
  print *, dx
contains
  real(8) function f(x)
    real(8), intent(in) :: x(3)
    f = sum(x*x) + dot_product(x, x)
  end function
end program
