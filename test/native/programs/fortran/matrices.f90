module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    real(8) :: a(2,3), b(3,2), c(2,2), d(3,2), v(2)
    a = reshape(x, [2, 3])
    b = transpose(a) * 2 + 1
    c = matmul(a, b)
    d = transpose(a)
    v = matmul(a, b(:,1))
    f = sum(c*c) + sum(d*b) + sum(v) + norm2(v) + sum(matmul(v, a))
  end function
end module
