// Pointers as out-parameters: one function allocates through one, another moves one on.
#include <stdlib.h>
__attribute__((noinline)) static void grab(double **p, int n) { *p = malloc(n * sizeof **p); }
__attribute__((noinline)) static void advance(const double **p) { (*p)++; }
double pointers_to_pointers(const double *x, int n) {
  double *t, s = 0;
  grab(&t, n);
  const double *q = x;
  for (int i = 0; i < n; i++, advance(&q)) t[i] = *q * *q;
  for (int i = 0; i + 1 < n; i++) s += t[i] * t[i + 1];
  free(t);
  return s;
}
