// Counters of 8, 16 and 64 bits that wrap, run down, or take odd steps.
#include <stdint.h>
double unsigned_counters(const double *x, int n) {
  double s = 1;
  for (uint8_t i = 250; i != 5; i++) s = s * 0.9 + x[i % n] * s * 0.1;
  for (uint64_t i = n; i-- > 0;) s += x[i] * s * 0.2;
  for (uint16_t i = 65530; i > 100; i += 3) s = s * 0.95 + x[i % n];
  for (int64_t i = 2 * n; i > -n; i -= 2) s = s * 0.8 + x[(i + n) % n] * x[0];
  for (unsigned i = 1; i; i <<= 4) s += s * x[i % n] * 0.05;
  for (int8_t i = -3; i < 3; i++) s += x[(i + 3) % n] * i;
  return s;
}
