// The same memory is passed twice, and as overlapping windows.
__attribute__((noinline)) static void axpy(double *y, const double *v, double a, int n) {
  for (int i = 0; i < n; i++) y[i] += a * v[i] * y[i];
}
__attribute__((noinline)) static double mix(double *a, double *b) {
  *a = *a * *b + 1;
  *b = *b * *a;
  return *a * *b;
}
double aliased_arguments(double *x, int n) {
  axpy(x, x, 0.3, n);
  axpy(x + 1, x, 0.2, n - 1);
  axpy(x, x + 2, x[0], n - 2);
  double s = mix(x, x) + mix(x + 1, x + 2);
  for (int i = 0; i < n; i++) s += x[i] * (i + 1);
  return s;
}
