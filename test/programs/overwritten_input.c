// The input array is overwritten in place several times: loads that cannot be repeated.
#include <math.h>
double overwritten_input(double *x, int n) {
  for (int k = 0; k < 3; k++)
    for (int i = 1; i < n; i++) x[i] = x[i] * x[i - 1] + sin(x[i]);
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return 0.01 * s;
}
