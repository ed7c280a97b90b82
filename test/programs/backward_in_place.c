// Backward induction in place, as for an American option on a binomial tree.
#include <math.h>
double backward_in_place(const double *x, int n) {
  double v[9];
  double u = exp(0.1 + 0.05 * x[0] * x[0]), p = 0.5 + 0.05 * x[1], strike = 1 + 0.1 * x[2];
  for (int i = 0; i <= 8; i++) v[i] = fmax(strike - (1 + 0.05 * x[3 % n]) * pow(u, 2 * i - 8), 0);
  for (int t = 7; t >= 0; t--)
    for (int i = 0; i <= t; i++)
      v[i] = fmax(0.99 * (p * v[i + 1] + (1 - p) * v[i]), strike - (1 + 0.05 * x[3 % n]) * pow(u, 2 * i - t));
  return v[0] + v[1];
}
