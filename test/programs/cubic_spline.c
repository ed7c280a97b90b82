// A natural cubic spline through active values, evaluated at active places: search by integers.
double cubic_spline(const double *x, int n) {
  double m[16], c[16], d[16], sum = 0;
  m[0] = m[n - 1] = 0;
  c[0] = d[0] = 0;
  for (int i = 1; i < n - 1; i++) {
    double w = 4 - c[i - 1];
    c[i] = 1 / w;
    d[i] = (6 * (x[i + 1] - 2 * x[i] + x[i - 1]) - d[i - 1]) / w;
  }
  for (int i = n - 2; i > 0; i--) m[i] = d[i] - c[i] * m[i + 1];
  for (int k = 0; k < n; k++) {
    double t = 0.31 + x[k] * x[k];
    int i = (int)t;
    if (i > n - 2) i = n - 2;
    double u = t - i, v = 1 - u;
    sum += v * x[i] + u * x[i + 1] + ((v * v * v - v) * m[i] + (u * u * u - u) * m[i + 1]) / 6;
  }
  return sum;
}
