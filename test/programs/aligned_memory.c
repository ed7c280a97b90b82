// Aligned allocations: by return value and through a pointer, in a loop, with an early way out.
#include <stdlib.h>
double aligned_memory(const double *x, int n) {
  double s = 0, *kept = 0;
  for (int k = 0; k < 3; k++) {
    double *p, *q = aligned_alloc(64, 64 * n);
    if (posix_memalign((void **)&p, 32, n * sizeof *p)) return -1;
    for (int i = 0; i < n; i++) {
      p[i] = x[i] * x[i] * (i ? p[i - 1] : 1);
      q[8 * i] = p[i] * x[k];
    }
    for (int i = 0; i < n; i++) s += p[i] * q[8 * i] + (kept ? kept[i] : 0);
    if (s > 1e6) {
      free(p), free(q), free(kept);
      return s;
    }
    free(kept);
    free(p);
    kept = q;
    for (int i = 0; i < n; i++) kept[i] = q[8 * (n - 1 - i)] * 0.5;
  }
  free(kept);
  return s;
}
