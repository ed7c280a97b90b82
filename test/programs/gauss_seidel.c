// Gauss-Seidel in place until the change is small.
#include <math.h>
double gauss_seidel(const double *x, int n) {
  double u[16] = {0}, change;
  int sweeps = 0;
  do {
    change = 0;
    for (int i = 0; i < n; i++) {
      double old = u[i];
      u[i] = (x[i] + u[(i + 1) % n] + 0.5 * u[(i + n - 1) % n]) / (4 + x[i] * x[i]);
      change = fmax(change, fabs(u[i] - old));
    }
  } while (change > 1e-13 && ++sweeps < 100);
  double s = 0;
  for (int i = 0; i < n; i++) s += u[i] * u[i] * (i + 1);
  return s;
}
