// A packed triangular matrix: the index runs on through a nested loop whose bounds vary.
double nested_triangular(const double *x, int n) {
  double a[64], s = 0;
  int k = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) a[k++] = x[i] * x[j] + (i == j);
  k = 0;
  for (int i = 0; i < n; i++) {
    double row = 0.1;
    for (int j = 0; j <= i; j++, k++) row = row * a[k] * 0.3 + x[j];
    s += row * row;
  }
  return s;
}
