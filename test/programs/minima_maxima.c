// fmin, fmax, fabs, fdim and copysign, away from their kinks.
#include <math.h>
double minima_maxima(const double *x, int n) {
  double s = 0, low = x[0], high = x[0];
  for (int i = 0; i < n; i++) {
    low = fmin(low, x[i] * x[i] - 1);
    high = fmax(high, x[i] * 1.1);
    s += fabs(x[i]) * x[i] + fdim(x[i], 0.2) * x[(i + 1) % n] + copysign(x[i] * x[i], x[(i + 1) % n]);
  }
  return s + low * high;
}
