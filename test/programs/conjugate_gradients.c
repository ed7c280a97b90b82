// Conjugate gradients on a matrix in compressed rows, until the residual is small.
#include <math.h>
#include <string.h>
enum { N = 12 };
static void multiply(const int *rows, const int *columns, const double *values, const double *x, double *y) {
  for (int i = 0; i < N; i++) {
    double s = 0;
    for (int k = rows[i]; k < rows[i + 1]; k++) s += values[k] * x[columns[k]];
    y[i] = s;
  }
}
double conjugate_gradients(const double *x, int n) {
  int rows[N + 1], columns[3 * N], k = 0;
  double values[3 * N], r[N], p[N], q[N], z[N] = {0}, rr = 0, s = 0;
  for (int i = 0; i < N; i++) {
    rows[i] = k;
    if (i) columns[k] = i - 1, values[k++] = -x[0];
    columns[k] = i, values[k++] = 3.5 + x[1] * x[1];
    if (i < N - 1) columns[k] = i + 1, values[k++] = -x[0];
    r[i] = x[i % n] * i + 1;
    rr += r[i] * r[i];
  }
  rows[N] = k;
  memcpy(p, r, sizeof r);
  for (int t = 0; t < 40 && rr > 1e-22; t++) {
    multiply(rows, columns, values, p, q);
    double pq = 0, next = 0;
    for (int i = 0; i < N; i++) pq += p[i] * q[i];
    double alpha = rr / pq;
    for (int i = 0; i < N; i++) {
      z[i] += alpha * p[i];
      r[i] -= alpha * q[i];
      next += r[i] * r[i];
    }
    for (int i = 0; i < N; i++) p[i] = r[i] + next / rr * p[i];
    rr = next;
  }
  for (int i = 0; i < N; i++) s += z[i] * (i % 3);
  return s;
}
