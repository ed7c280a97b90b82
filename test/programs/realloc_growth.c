// A buffer that grows by realloc.
#include <stdlib.h>
double realloc_growth(const double *x, int n) {
  double *a = 0, s = 0;
  int room = 0;
  for (int i = 0; i < n; i++) {
    if (i >= room) a = realloc(a, (room = 2 * room + 1) * sizeof *a);
    a[i] = x[i] * (i ? a[i - 1] : 1);
  }
  for (int i = 0; i < n; i++) s += a[i];
  free(a);
  return s;
}
