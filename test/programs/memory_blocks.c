// memcpy, memmove with overlap both ways, memset and calloc.
#include <stdlib.h>
#include <string.h>
double memory_blocks(double *x, int n) {
  double *t = calloc(n, sizeof *t), s = 0;
  memcpy(t, x, n * sizeof *t);
  for (int k = 0; k < 2; k++) {
    memmove(x + 1, x, (n - 1) * sizeof *x);
    x[0] = x[1] * x[2];
  }
  memmove(x, x + 2, (n - 2) * sizeof *x);
  for (int i = 0; i < n; i++) s += x[i] * x[i] * t[i];
  memset(t, 0, n / 2 * sizeof *t);
  for (int i = 0; i < n; i++) s += t[i] * x[i] * (i + 1);
  free(t);
  return s;
}
