// Loops over pointers: up to an end, down from one, and two that meet.
double pointer_loops(const double *x, int n) {
  double s = 0;
  for (const double *p = x, *end = x + n; p != end; ++p) s = 0.5 * s + *p * *p;
  for (const double *p = x + n; p-- > x;) s = s * 0.9 + *p;
  for (const double *p = x, *q = x + n - 1; p < q; p++, q--) s += *p * *q * (q - p);
  return s;
}
