module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    complex(8) :: z, w, v(3)
    integer :: i
    z = cmplx(x(1), x(2), 8)
    w = cmplx(x(3), x(4), 8)
    do i = 1, 3
      v(i) = z ** i + w * conjg(z) + w ** (-i)
    end do
    f = real(exp(z * w / 4) + sqrt(z)) + aimag(z / w) + abs(z) + real(sum(v)) + real(dot_product(v, v)) + real(v(2) * z ** 5)
  end function
end module
