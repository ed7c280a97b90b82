// Compressed sparse rows: a struct with pointers to doubles and to integers, power iteration.
#include <math.h>
typedef struct { int rows; const int *start, *column; const double *value; } Csr;
__attribute__((noinline)) static void multiply(const Csr *a, const double *v, double *out) {
  for (int i = 0; i < a->rows; i++) {
    out[i] = 0;
    for (int k = a->start[i]; k < a->start[i + 1]; k++) out[i] += a->value[k] * v[a->column[k]];
  }
}
double sparse_matrix(const double *x, int n) {
  static const int start[] = {0, 2, 3, 6}, column[] = {0, 2, 1, 0, 1, 2};
  Csr a = {3, start, column, x};
  double v[3] = {1, 0.5, -0.7}, u[3], norm = 0;
  for (int k = 0; k < 3; k++) {
    multiply(&a, v, u);
    norm = sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
    for (int i = 0; i < 3; i++) v[i] = u[i] / norm;
  }
  return norm + v[0] * v[2];
}
