// A loop with two entries: irreducible flow.
double irreducible(const double *x, int n) {
  double s = 1;
  int i = 0;
  if (x[0] > 0) goto second;
first:
  s = s * x[i] + 1;
  if (++i >= n) return s;
  if (s > 2) goto first;
second:
  s = s - 0.5 * s * x[i];
  if (++i >= n) return s * x[0];
  if (s < 0) goto second;
  goto first;
}
