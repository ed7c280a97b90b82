// Doubles that are moved by 64-bit integer loads and stores.
#include <stdint.h>
#include <string.h>
static void swap_bits(void *a, void *b) {
  uint64_t t, u;
  memcpy(&t, a, sizeof t);
  memcpy(&u, b, sizeof u);
  memcpy(a, &u, sizeof u);
  memcpy(b, &t, sizeof t);
}
double moved_as_integers(double *x, int n) {
  for (int i = 0; i < n / 2; i++) swap_bits(x + i, x + n - 1 - i);
  double s = 0;
  for (int i = 0; i < n; i++) s = s * 0.5 + x[i] * x[i];
  return s;
}
