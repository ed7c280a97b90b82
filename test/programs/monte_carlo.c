// Monte Carlo with a linear congruential generator: 64-bit integer arithmetic steers the paths.
#include <math.h>
#include <stdint.h>
static uint64_t state;
static double uniform(void) {
  state = state * 6364136223846793005ull + 1442695040888963407ull;
  return (double)(state >> 11) / 9007199254740992.0;
}
double monte_carlo(const double *x, int n) {
  state = 42;
  double sum = 0;
  for (int path = 0; path < 20; path++) {
    double s = 1;
    for (int i = 0; i < n; i++) s *= exp(0.1 * x[i] * (uniform() - 0.5));
    if (s > 0.98) sum += (s - 0.98) * (s - 0.98) * (1 + path);
  }
  return sum;
}
