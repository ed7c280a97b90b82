// Bisection to bracket a root, then two Newton steps that carry the derivative.
#include <math.h>
static double residual(double t, double a) { return t * t * t + a * a * t - 1; }
double bisection(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double low = 0, high = 2;
    for (int k = 0; k < 30; k++) {
      double mid = 0.5 * (low + high);
      if (residual(mid, x[i]) > 0) high = mid;
      else low = mid;
    }
    double t = 0.5 * (low + high);
    for (int k = 0; k < 3; k++) t -= residual(t, x[i]) / (3 * t * t + x[i] * x[i]);
    sum += t * t * (1 + i);
  }
  return sum;
}
