// break, continue and return out of nested loops.
double early_exits(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double p = x[i];
    for (int j = 0; j < n; j++) {
      if (j == i) continue;
      p *= 0.5 + x[j];
      if (p > 2) break;
      if (p < -3) return s * p + x[j];
    }
    if (s > 30) return s * x[i];
    s += p * p;
  }
  return s;
}
