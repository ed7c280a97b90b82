// Numbers rounded by adding a large number: the sum keeps nothing of the fraction, and the derivative is zero.
#include <math.h>
#include <stdint.h>
#include <string.h>

static double nearest(double x) {
  return x < 0 ? -((-x + 0x1p52) - 0x1p52) : (x + 0x1p52) - 0x1p52;
}

static int32_t lowest_bits(double x) {
  double sum = x + 6755399441055744.0;
  int64_t bits;
  memcpy(&bits, &sum, 8);
  return (int32_t)bits;
}

static double exponential(double x) {
  double k = nearest(x * 1.4426950408889634), r = x - k * 0.6931471805599453;
  return ldexp(1 + r * (1 + r * (1. / 2 + r * (1. / 6 + r * (1. / 24 + r / 120)))), (int)k);
}

double magic_rounding(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    s += exponential(3 * x[i]);
    double shifted = x[i] * 3.7 + 6755399441055744.0;
    s += (shifted - 6755399441055744.0) * x[i];
    s += x[i] * lowest_bits(7.4 * x[i] + 0.1);
    float f = (float)(x[i] * x[i]);
    s += ((f + 12582912.0f) - 12582912.0f + x[i]) * x[i];
  }
  return s;
}
