// float, double and long double in one computation, through memory of each.
#include <math.h>
double mixed_precision(const double *x, int n) {
  long double acc = 0, table[8];
  float f[8];
  for (int i = 0; i < n; i++) f[i] = (float)(i + 1) / 8, table[i] = (long double)x[i] * x[i];
  for (int i = 0; i < n; i++) acc += table[i] * f[i] + sinl(table[i]) * x[i];
  return (double)(acc * acc) * 0.1;
}
