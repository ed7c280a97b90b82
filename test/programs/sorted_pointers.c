// An array of pointers into the input is sorted by what they point to.
double sorted_pointers(const double *x, int n) {
  const double *p[16];
  double s = 0;
  for (int i = 0; i < n; i++) p[i] = x + i;
  for (int i = 0; i < n; i++)
    for (int j = 0; j + 1 < n - i; j++)
      if (*p[j] > *p[j + 1]) {
        const double *t = p[j];
        p[j] = p[j + 1];
        p[j + 1] = t;
      }
  for (int i = 0; i < n; i++) s += (i + 1) * *p[i] * *p[i];
  return s;
}
