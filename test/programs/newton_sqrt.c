// Newton's iteration with a convergence test: the number of iterations depends on the input.
#include <math.h>
double newton_sqrt(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double a = x[i] * x[i] + 0.1, y = a;
    while (fabs(y * y - a) > 1e-12 * a) y = 0.5 * (y + a / y);
    sum += y * (i + 1);
  }
  return sum;
}
