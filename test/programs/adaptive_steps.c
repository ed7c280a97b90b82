// An ODE with adaptive step size: accepted and rejected steps, the step itself is active.
#include <math.h>
static double slope(double y, double k) { return -k * y + sin(3 * y); }
double adaptive_steps(const double *x, int n) {
  double y = x[0], t = 0, h = 0.2 + 0.01 * x[1] * x[1], k = 1 + x[2] * x[2];
  int rejected = 0;
  while (t < 1) {
    double k1 = slope(y, k), k2 = slope(y + h * k1, k);
    double error = fabs(0.5 * h * (k2 - k1));
    if (error > 0.02 && rejected < 50) {
      h *= 0.6;
      rejected++;
      continue;
    }
    y += 0.5 * h * (k1 + k2);
    t += h;
    if (error < 0.005) h *= 1.3;
  }
  return y * (1 + x[3 % n]) + t;
}
