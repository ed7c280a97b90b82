// Fractions and exponents taken apart by integer arithmetic: what frexp, ldexp, exp and log do in a library without a floating-point unit's help.
#include <math.h>
#include <stdint.h>
#include <string.h>

static double fraction(double x, int *exponent) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  *exponent = (int)(bits >> 52 & 0x7ff) - 1022;
  bits &= ~(0x7ffull << 52);
  bits |= 1022ull << 52;
  memcpy(&x, &bits, 8);
  return x;
}

static double scaled(double x, int k) {
  union { double value; uint64_t bits; } u = {x};
  u.bits += (uint64_t)k << 52;
  return u.value;
}

static double logarithm(double x) {
  union { double value; uint64_t bits; } u = {x};
  int e = (int)(u.bits >> 52) - 1023;
  u.bits = (u.bits & 0xfffffffffffffull) | 0x3ff0000000000000ull;
  double r = (u.value - 1) / (u.value + 1), s = r * r;
  return e * 0.6931471805599453 + 2 * r * (1 + s * (1. / 3 + s * (1. / 5 + s / 7)));
}

static double exponential(double x) {
  int k = (int)floor(x * 1.4426950408889634 + 0.5);
  double r = x - k * 0.6931471805599453;
  union { uint64_t bits; double value; } power = {(uint64_t)(k + 1023) << 52};
  return power.value * (1 + r * (1 + r * (1. / 2 + r * (1. / 6 + r / 24))));
}

double bit_tricks_exponent(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    int e;
    double m = fraction(x[i], &e);
    s += m * m + e * x[i];
    s += scaled(x[i] * x[i], i - 2);
    s += logarithm(x[i] * x[i] + 1) * exponential(x[i]);
  }
  return s;
}
