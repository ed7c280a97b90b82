// A stiff system by implicit steps: Newton's iteration ends when it has converged.
#include <math.h>
double implicit_euler(const double *x, int n) {
  double y[2] = {x[0], x[1]}, h = 0.05, p = 2 + x[2] * x[2], q = 1 + x[n - 1] * x[n - 1];
  for (int step = 0; step < 20; step++) {
    double z[2] = {y[0], y[1]};
    for (int i = 0; i < 30; i++) {
      double f[2] = {z[0] - y[0] - h * (-p * z[0] + z[1] * z[1]), z[1] - y[1] - h * (z[0] - q * z[1] * z[1] * z[1])};
      double j[2][2] = {{1 + h * p, -2 * h * z[1]}, {-h, 1 + 3 * h * q * z[1] * z[1]}};
      double det = j[0][0] * j[1][1] - j[0][1] * j[1][0];
      double d0 = (f[0] * j[1][1] - f[1] * j[0][1]) / det, d1 = (f[1] * j[0][0] - f[0] * j[1][0]) / det;
      z[0] -= d0;
      z[1] -= d1;
      if (fabs(d0) + fabs(d1) < 1e-13) break;
    }
    y[0] = z[0];
    y[1] = z[1];
  }
  return y[0] * y[1];
}
