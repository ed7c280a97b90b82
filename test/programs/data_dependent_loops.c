// Nested loops whose trip counts depend on the data, zero among them.
double data_dependent_loops(const double *x, int n) {
  double s = 1;
  for (int i = 0; i < n; i++) {
    int count = (int)(x[i] * 3);
    for (int j = 0; j < count; j++) {
      double t = s * x[i];
      while (t > 0.5) t *= 0.7;
      s += t * 0.3;
    }
    s *= 1 + 0.1 * x[i];
  }
  return s;
}
