// Kepler's equation by Newton with a do-while loop, then the true anomaly.
#include <math.h>
double kepler(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double e = 0.3 + 0.2 * sin(x[i]), m = 1 + x[(i + 1) % n] * 0.4, E = m, step;
    int k = 0;
    do {
      step = (E - e * sin(E) - m) / (1 - e * cos(E));
      E -= step;
    } while (fabs(step) > 1e-13 && ++k < 40);
    sum += 2 * atan2(sqrt(1 + e) * sin(E / 2), sqrt(1 - e) * cos(E / 2));
  }
  return sum;
}
