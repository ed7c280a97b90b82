// floor, rounding and casts to integers: constants between the jumps.
#include <math.h>
double integer_conversions(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    int k = (int)(x[i] * 3);
    unsigned char c = (unsigned char)(k & 7);
    double fraction = x[i] - floor(x[i]);
    s += k * x[i] + c * fraction * fraction + fmod(5 + x[i], 1.7) * lround(x[i] * 2) + rint(x[i]) * x[i] + trunc(x[i]) * 0.1;
  }
  return s;
}
