// restrict: the callee may assume that its arrays do not overlap.
__attribute__((noinline)) static void blend(int n, double *restrict out, const double *restrict a, const double *restrict b) {
  for (int i = 0; i < n; i++) out[i] = out[i] * a[i] + b[i] * a[i] * a[n - 1 - i];
}
double restrict_arguments(const double *x, int n) {
  double a[16], b[16], s = 0;
  for (int i = 0; i < n; i++) a[i] = x[i], b[i] = x[i] * x[i];
  blend(n, a, b, x);
  blend(n, b, a, x);
  blend(n / 2, a, a + n / 2, b);
  for (int i = 0; i < n; i++) s += a[i] * b[i];
  return s;
}
