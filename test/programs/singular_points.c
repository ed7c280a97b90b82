// Square roots, powers and logarithms whose singular points are avoided by a branch or a select.
#include <math.h>
double singular_points(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double v = x[i] - x[i % 2];
    s += v > 0 ? sqrt(v) : 0;
    s += v > 0 ? v * log(v) : 0;
    s += pow(x[i] - x[i] + fmax(v, 0), 3) + pow(x[i], 2);
  }
  return s + x[0] * x[1];
}
