// goto out of three nested loops, to two places.
double leaving_many_loops(const double *x, int n) {
  double s = 0;
  int i, j, k;
  for (i = 0; i < n; i++)
    for (j = 0; j < n; j++)
      for (k = 0; k < n; k++) {
        s += 0.1 * x[i] * x[j] * x[k] + 0.05 * s;
        if (s > 3) goto out;
        if (k > j) break;
        if (s < -4) goto skip;
      }
skip:
  s *= 0.5;
  for (i = 0; i < n; i++) s += 0.1 * x[i] * s;
  return s;
out:
  return s * x[i] * x[j] + x[k];
}
