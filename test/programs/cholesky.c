// Cholesky in place in a two-dimensional array, then a triangular solve.
#include <math.h>
double cholesky(const double *x, int n) {
  double a[5][5], y[5];
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++) a[i][j] = x[i % n] * x[j % n] * 0.2 + (i == j ? 2 + x[i % n] * x[i % n] : 0.1);
  for (int j = 0; j < 5; j++) {
    for (int k = 0; k < j; k++) a[j][j] -= a[j][k] * a[j][k];
    a[j][j] = sqrt(a[j][j]);
    for (int i = j + 1; i < 5; i++) {
      for (int k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  double sum = 0;
  for (int i = 0; i < 5; i++) {
    y[i] = 1 + x[i % n];
    for (int k = 0; k < i; k++) y[i] -= a[i][k] * y[k];
    y[i] /= a[i][i];
    sum += y[i] * y[i] + log(a[i][i]);
  }
  return sum;
}
