// Functions with results through pointers: frexp, modf, sincos by hand, remquo.
#include <math.h>
double frexp_modf(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    int e, q;
    double whole, m = frexp(x[i], &e), f = modf(3.3 * x[i], &whole);
    s += m * m * (e + 3) + f * f * whole + remquo(x[i], 0.73, &q) * x[i] * (q & 3);
  }
  return s;
}
