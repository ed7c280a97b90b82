// Loops that do not run at all, or once, before and after ones that do.
double zero_trips(const double *x, int n) {
  double s = x[0], t = x[1];
  for (int i = n; i < n; i++) s *= x[i];
  for (int i = 0; i < n - 5; i++) s = s * x[i] + t;
  for (int i = 3; i > n; i--) t = t * x[i];
  int k = 0;
  while (k < (int)(x[0] * 0)) t += x[k++];
  return s * t;
}
