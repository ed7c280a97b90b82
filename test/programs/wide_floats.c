// long double, whatever that is on the target: sums in it, its functions, structures and arrays of it.
#include <math.h>
#include <string.h>
typedef struct { long double a; float f; long double v[2]; } Wide;
__attribute__((noinline)) static long double weigh(Wide w, long double s) { return w.a * s + w.v[0] * w.v[1] * w.f; }
double wide_floats(const double *x, int n) {
  long double t[8], copy[8], sum = 0;
  for (int i = 0; i < n; i++) t[i] = (long double)x[i] * x[i] + sinl(x[i]);
  memcpy(copy, t, n * sizeof *t);
  for (int i = 0; i < n; i++) {
    sum += t[i] * sqrtl(1 + sum * sum);
    t[i] = sum;
  }
  Wide w = {t[1] * 1e-3L, 0.5f, {expl(copy[0] * 0.1L), (float)n}};
  sum = weigh(w, sum * 1e-4L) + fabsl(copy[1]) + powl(2 + copy[2] * copy[2], 0.3L) + atan2l(copy[1], 2);
  return (double)(sum + (double)copy[n - 1]);
}
