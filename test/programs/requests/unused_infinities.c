// What is computed and not used may be infinite or NaN: it has no derivative, whatever it was computed from. Compilers compute both
// sides of a condition; so do these functions, at every level.
#include <math.h>
#include "requests.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
#define EACH __attribute__((noinline)) static double
EACH quotient(double x, double y) { double t = 1 / x, p = t * y; return x > 0 ? p : 0; }
EACH overflow(double x, double y) { double t = exp(x * 1000) * y; return x < 0.5 ? t : y; }
EACH root(double x, double y) { double r = sqrt(x); return x > 0 ? r * y : 0; }
EACH smaller(double x, double y) { double t = 1 / x; return fmin(t * y, 3 * y); }
EACH logarithm(double x, double y) { double l = log(x) * x; return x > 0 ? l * y : 0; }
EACH chain(double x, double y) { double l = (1 / x) * y + 1; l = l * l * y; return x > 0 ? l : y; }
EACH power(double x, double y) { double p = pow(x, -1.5) * y; if (x > 0) y += p; return y; }
EACH early(double x, double y) { double t = sqrt(x) * y / x; if (x <= 0) return y; return t; }
EACH nested(double x, double y, double z) { double t = y / x * z; return x > 0 ? (z > 0 ? t : t * t) : z * z; }
static double loop(const double *x, int n, double y) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double t = log(x[i]) * y;
    s += x[i] > 0 ? t : x[i] * x[i];
  }
  return s;
}
static double all(const double *x, int n) {
  double y = x[1];
  return quotient(x[0], y) + overflow(x[2], y) + root(x[0], y) + smaller(x[0], y) + logarithm(x[0], y) + chain(x[0], y) +
         power(x[0], y) + early(x[0], y) + nested(x[0], y, x[2]) + loop(x, n, y);
}
static void check(double x0, double d0, double d1, double d2) {
  double x[3] = {x0, 2, 1}, d[3] = {0};
  __enzyme_autodiff((void *)all, enzyme_dup, x, d, enzyme_const, 3);
  expect(d[0], d0);
  expect(d[1], d1);
  expect(d[2], d2);
}
int main(void) {
  // Of `loop`: by x[0] twice x[0], by y log(y) + 1, by x[2] y/x[2]. `smaller` takes 3 y where the quotient is larger, at +0.
  check(0, 0, 1 + 3 + 1 + 1 + 1 + log(2) + 1, 2 + 2);
  check(-0.25, 2 / 0.0625 * -1 - 0.5, 1 - 4 + 1 + 1 + 1 + log(2) + 1, 2 + 2);
}
