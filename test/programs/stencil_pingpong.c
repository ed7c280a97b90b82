// A stencil with two buffers whose pointers are swapped each step.
#include <math.h>
double stencil_pingpong(const double *x, int n) {
  double a[16], b[16], *from = a, *to = b, sum = 0;
  for (int i = 0; i < n; i++) a[i] = x[i], b[i] = 0;
  for (int step = 0; step < 5; step++) {
    for (int i = 0; i < n; i++)
      to[i] = from[i] + 0.1 * sin(from[(i + 1) % n] * from[i]) - 0.05 * from[(i + n - 1) % n];
    double *t = from;
    from = to, to = t;
  }
  for (int i = 0; i < n; i++) sum += from[i] * to[i];
  return sum;
}
