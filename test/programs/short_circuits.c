// Short-circuit conditions with calls, comma operators and nested ternaries.
#include <math.h>
__attribute__((noinline)) static double half(double v) { return v * 0.5 + 0.1 * v * v; }
double short_circuits(const double *x, int n) {
  double s = 0, t;
  for (int i = 0; i < n; i++) {
    if (x[i] > 0 && (t = half(x[i])) > 0.3 || x[i] < -1) s += t = x[i] * x[i], s *= 1.1;
    else s -= half(x[i] * s);
    s += x[i] > 1 ? half(s) : x[i] < -0.5 ? (t = sin(x[i]), t * x[i]) : half(half(x[i]));
  }
  return s;
}
