// A callee reads memory that the caller overwrites before the reverse sweep comes to it.
__attribute__((noinline)) static double dot(const double *a, const double *b, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += a[i] * b[i];
  return s;
}
double overwritten_after_call(double *x, int n) {
  double s = 0;
  for (int k = 0; k < 4; k++) {
    double d = dot(x, x + 1, n - 1);
    s += d * d * 0.01;
    for (int i = 0; i < n; i++) x[i] = 0.9 * x[(i + 1) % n] + 0.02 * d;
  }
  return s + x[0];
}
