// The sign bit is cleared, flipped and copied by integer arithmetic.
#include <stdint.h>
#include <string.h>
double bit_tricks_fabs(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    uint64_t b;
    double v, w;
    memcpy(&b, &x[i], 8);
    b &= 0x7fffffffffffffffull;
    memcpy(&v, &b, 8);
    b ^= 0x8000000000000000ull;
    memcpy(&w, &b, 8);
    s += v * x[i] + w * w * w;
  }
  return s;
}
