// Five nested loops; values of all outer ones are used in the innermost.
#include <math.h>
double deep_nest(const double *x, int n) {
  double s = 0;
  for (int a = 0; a < 3; a++) {
    double u = x[a % n] * x[(a + 1) % n];
    for (int b = a; b < 4; b++) {
      double v = u + sin(x[b % n] * u);
      for (int c = 0; c < b; c++) {
        double w = v * x[c % n] + s * 0.01;
        for (int d = c; d >= 0; d--) {
          double y = w + u * x[d % n];
          for (int e = 0; e < 2; e++) s += sin(y * v + e) * w * 0.1;
        }
      }
    }
  }
  return s;
}
