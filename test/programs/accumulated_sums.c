// Sums that are accumulated in memory: in arrays that may be the same, with writes in between, of several at once.
static void add_products(int n, const double *a, const double *b, double *c) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) c[j] += 0.05 * a[i] * b[(i + j) % n];
}

static void subtract_neighbours(int n, double *a, double *b) {
  for (int i = 0; i + 1 < n; i++) {
    a[i] -= 0.3 * b[i + 1] * a[i + 1];
    b[i + 1] += a[i];
    a[i] = a[i] + a[i];
    b[i] = b[i] * a[i] + b[i];
  }
}

double accumulated_sums(double *x, int n) {
  double sum[2] = {0, 1};
  double work[8];
  for (int i = 0; i < n; i++) work[i] = x[i] * x[i];
  add_products(n, x, work, work);
  add_products(n, work, x, x);
  subtract_neighbours(n, x, work);
  subtract_neighbours(n, work, work);
  for (int i = 0; i < n; i++) {
    sum[i % 2] += x[i];
    sum[0] -= sum[1] * 0.01;
    sum[1] *= 0.1 * work[i] + 1;
  }
  return sum[0] + sum[1];
}
