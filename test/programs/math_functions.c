// A chain through most of math.h.
#include <math.h>
double math_functions(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double v = x[i], p = v * v + 0.1, u = tanh(v) * 0.9;
    s += sin(v) + cos(v) * tan(0.3 * v) + asin(u) + acos(u) * atan(v) + sinh(v) * cosh(0.5 * v);
    s += asinh(v) + acosh(1 + p) + atanh(u) + exp(u) + exp2(u) + expm1(u) + log(p) + log2(p) + log10(p) + log1p(p);
    s += sqrt(p) + cbrt(v) + pow(p, u) + hypot(v, 1) + atan2(v, p) + erf(v) + erfc(v) + tgamma(p) + lgamma(p);
    s += fma(v, p, u) + ldexp(v, 3) + scalbn(v, -2);
  }
  return s;
}
