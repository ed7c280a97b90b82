// Scalars of several kinds between arrays.
#include <math.h>
double mixed_parameters(double a, const double *x, int n, float b, long k, const double *w) {
  double s = a * k;
  for (int i = 0; i < n; i++) s = s * 0.5 + sin(a * x[i]) * w[n - 1 - i] + b * x[i];
  return s;
}
