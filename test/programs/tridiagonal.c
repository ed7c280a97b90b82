// Thomas' algorithm in place on variable-length arrays: forward elimination and back substitution.
double tridiagonal(const double *x, int n) {
  double b[n], c[n], d[n];
  for (int i = 0; i < n; i++) b[i] = 4 + x[i] * x[i], c[i] = x[i], d[i] = 1 + i * x[i];
  for (int i = 1; i < n; i++) {
    double w = c[i - 1] / b[i - 1];
    b[i] -= w * c[i - 1];
    d[i] -= w * d[i - 1];
  }
  d[n - 1] /= b[n - 1];
  for (int i = n - 2; i >= 0; i--) d[i] = (d[i] - c[i] * d[i + 1]) / b[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += d[i] * d[i];
  return sum;
}
