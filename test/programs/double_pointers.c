// A matrix as an array of rows, each its own allocation.
#include <stdlib.h>
double double_pointers(const double *x, int n) {
  double **a = malloc(n * sizeof *a), s = 0;
  for (int i = 0; i < n; i++) {
    a[i] = malloc(n * sizeof **a);
    for (int j = 0; j < n; j++) a[i][j] = x[i] * x[j] + i - j;
  }
  for (int i = 0; i + 1 < n; i++) {
    double *t = a[i];
    a[i] = a[i + 1], a[i + 1] = t;
    for (int j = 0; j < n; j++) a[i][j] += 0.1 * a[i + 1][n - 1 - j] * a[i][j];
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) s += a[i][j] * a[j][i];
  for (int i = 0; i < n; i++) free(a[i]);
  free(a);
  return 0.01 * s;
}
