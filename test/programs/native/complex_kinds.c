// Complex numbers of long double, in memory and on their way in and out of functions; at the axes, where functions have no kink.
#include <complex.h>
#include <math.h>
typedef long double complex Wide;
typedef double complex Z;
__attribute__((noinline)) static Wide turn(Wide a, Wide b) { return a * b / (conjl(b) + 4) + cexpl(a * 0.1L); }
__attribute__((noinline)) static long double wide(const double *x) {
  Wide z[3];
  for (int i = 0; i < 3; i++) z[i] = x[i] + x[i + 1] * I;
  Wide s = turn(z[0], z[1]) + csqrtl(z[2]) + clogl(z[0] + 3) + csinl(z[1]) * ccosl(z[0]) + ctanl(z[1] * 0.3L);
  s += csinhl(z[0]) + ccoshl(z[1]) + ctanhl(z[2]) + cpowl(z[0] + 2, z[1]);
  s += casinl(z[0]) + cacosl(z[1]) + catanl(z[0]) + casinhl(z[1]) + cacoshl(z[0] + 2) + catanhl(z[1]);
  return creall(s) + 2 * cimagl(s) + cabsl(s) + cargl(s + 50);
}
__attribute__((noinline)) static double axes(double a, double b) {
  Z up = b * I + 0 * a, real = a, left = -a * a - 0.5;
  Z s = csqrt(up) + csqrt(up * 0 + I * (2 + a)) + casin(up) + cacos(up) + catanh(up * 0.5) + cacosh(real + 3);
  // The real part of the first argument is 0, and it moves with `a`.
  s += csqrt((a - 0.75) + (2 + b * b) * I) + catan(a - 0.75 + 0 * I) + clog((a - 0.75) + 2 * I) + csqrt(left);
  return creal(s) - cimag(s) * 0.5;
}
double complex_kinds(const double *x, int n) {
  double at = x[0] - 0.7 + 0.75;
  return (double)wide(x) + axes(at, x[1]) + axes(x[2], x[n - 1]);
}
