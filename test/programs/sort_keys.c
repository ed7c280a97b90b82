// Doubles compared by their bits: integers are made of them, but no double is made of those.
#include <stdint.h>
#include <string.h>
static int64_t key(double v) {
  int64_t k;
  memcpy(&k, &v, sizeof k);
  return k ^ (k >> 63 & INT64_MAX);
}
double sort_keys(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    int rank = 0;
    for (int j = 0; j < n; j++) rank += key(x[j]) < key(x[i]);
    s += x[i] * x[i] * (rank + 1);
  }
  return s;
}
