module m
contains
  real(8) function f(x)
    real(8), intent(in) :: x(6)
    f = sin(x(1)) + cos(x(2)) * tan(x(3)) + exp(x(4)/4) + log(x(5)) + sqrt(x(6)) + abs(-x(1)) + max(x(1), x(2), x(3)) &
      + min(x(4), x(5)) + atan(x(1)) + atan2(x(2), x(3)) + sinh(x(6)) + cosh(x(6)) + tanh(x(6)) + asin(x(6)) + acos(x(6)) &
      + mod(x(5), x(6)) + sign(x(1), -x(2)) + x(1)**3 + x(2)**x(3) + x(4)**2.5d0 + gamma(x(1)) + erf(x(3)) + hypot(x(1), x(2)) &
      + log10(x(5)) + aint(x(1)) + x(2)**(-3) + bessel_j0(x(1)) + log_gamma(x(2)) + erfc(x(6)) + dim(x(1), x(6)) + modulo(x(5), x(6)) + anint(x(3)) + asinh(x(1)) + acosh(x(2)) + atanh(x(6))
  end function
end module
