// A logarithm and an exponential as in C libraries: tables that the bits of the argument choose from, polynomials for the rest.
#include <math.h>
#include <stdint.h>
#include <string.h>
#define BITS 4
#define SIZE (1 << BITS)
#define OFF 0x3fe6000000000000ULL
static uint64_t asuint64(double f) { uint64_t u; memcpy(&u, &f, sizeof u); return u; }
static double asdouble(uint64_t u) { union { uint64_t i; double f; } c = {u}; return c.f; }
static struct { double invc, logc; } table[SIZE];
static double powers[SIZE];
static void init(void) {
  for (int i = 0; i < SIZE; i++) {
    double c = asdouble(OFF + ((uint64_t)(2 * i + 1) << (52 - BITS - 1)));
    table[i].invc = 1 / c;
    table[i].logc = log(c);
    powers[i] = exp2((double)i / SIZE);
  }
}
static double my_log(double x) {
  uint64_t ix = asuint64(x);
  uint64_t tmp = ix - OFF;
  int i = (tmp >> (52 - BITS)) % SIZE;
  int k = (int64_t)tmp >> 52;
  uint64_t iz = ix - (tmp & 0xfffULL << 52);
  double z = asdouble(iz), invc = table[i].invc, logc = table[i].logc;
  double r = z * invc - 1, kd = (double)k;
  double w = kd * 0x1.62e42fefa39efp-1 + logc, r2 = r * r;
  double p = r2 * r * (1.0 / 3 - r * 0.25 + r2 * (0.2 - r * (1.0 / 6) + r2 * (1.0 / 7 - r / 8 + r2 / 9)));
  return w + r - 0.5 * r2 + p;
}
static double my_exp(double x) {
  const double shift = 0x1.8p52;
  double z = x * (SIZE / 0.693147180559945309417);
  double kd = z + shift;
  uint64_t ki = asuint64(kd);
  kd -= shift;
  double r = x - kd * (0.693147180559945309417 / SIZE);
  uint64_t top = (ki >> BITS) << 52;
  double scale = asdouble(asuint64(powers[ki % SIZE]) + top);
  double p = r + r * r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r / 720))));
  return scale + scale * p;
}
double table_log(double *x, int n) {
  init();
  double s = 0;
  for (int i = 0; i < n; i++) {
    double y = my_log(0.3 + x[i] * x[i]);
    s += y * x[(i + 1) % n] + my_exp(0.7 * x[i]);
  }
  return s;
}
