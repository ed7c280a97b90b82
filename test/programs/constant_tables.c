// Constant tables of doubles, and a pointer that is either into one or into the input.
static const double weights[6] = {0.5, 1.5, -0.7, 2.1, 0.3, 1.1};
static double gains[3] = {1.2, 0.8, 1.7};
double constant_tables(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    const double *p = x[i] > 0 ? x : weights;
    s += p[i % 6] * x[i] * gains[i % 3];
    p = i % 2 ? gains : p;
    s += p[i % 3] * x[i] * x[i];
  }
  return s;
}
