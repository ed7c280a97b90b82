// Numbers that are moved as words of another size: in halves, in quarters, swapped element by element.
typedef unsigned __attribute__((may_alias)) half;
typedef unsigned short __attribute__((may_alias)) quarter;
static void swap(void *a, void *b, int n) {
  half *p = a, *q = b;
  for (n /= sizeof *p; n--;) {
    half t = *p;
    *p++ = *q;
    *q++ = t;
  }
}
static void copy(void *to, const void *from, int n) {
  quarter *p = to;
  const quarter *q = from;
  for (int i = 0; i < n / (int)sizeof *p; i++) p[i] = q[i];
}
double words_of_numbers(double *x, int n) {
  double values[8], copies[8], s = 0;
  for (int i = 0; i < n; i++) values[i] = x[i] * x[i];
  copy(copies, values, n * sizeof *values);
  for (int i = 0; i < n / 2; i++) swap(&values[i], &values[n - 1 - i], sizeof *values);
  for (int i = 0; i < n; i++) s += values[i] * copies[i] * (i + 1) + copies[i] * x[0];
  return s;
}
