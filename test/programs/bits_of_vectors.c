// Absolute values, signs and choices by masks, on the bits of single doubles and of whole vectors.
#include <stdint.h>
#include <string.h>
typedef double v4 __attribute__((vector_size(32)));
typedef int64_t l4 __attribute__((vector_size(32)));
static uint64_t bits(double x) {
  uint64_t b;
  memcpy(&b, &x, 8);
  return b;
}
static double number(uint64_t b) {
  double x;
  memcpy(&x, &b, 8);
  return x;
}
double bits_of_vectors(const double *x, int n) {
  const uint64_t sign = 1ull << 63;
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double y = x[(i + 1) % n];
    double with_sign = number((bits(x[i]) & ~sign) | (bits(y) & sign));
    double minus = number(bits(x[i]) | sign);
    double flipped = number(bits(x[i]) ^ (bits(y) & sign));
    sum += with_sign * y * 2 + minus * minus * minus + flipped * 1.5;
  }
  v4 a = {x[0], x[1], x[2], x[3]}, b = {x[2], x[3], x[4], x[5]};
  l4 larger = a > b;
  v4 c = (v4)(((l4)(a * b) & larger) | ((l4)(a * -2.0) & ~larger));
  c = (v4)((l4)c & (int64_t)0x7fffffffffffffff);
  return sum + c[0] * c[1] + c[2] * c[3] * 3;
}
