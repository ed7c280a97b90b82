/* Arrays of integers in a structure with numbers and pointers, whose elements are moved by functions that know but the integers. */
struct model { double values[4]; const char *name; int order[8]; double *result; short counts[6]; };

static int total(const int *k, int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) sum += k[i];
  return sum;
}

static void rotate(int *k, int n) {
  int first = k[0];
  for (int i = 0; i + 1 < n; i++) k[i] = k[i + 1];
  k[n - 1] = first;
}

__attribute__((noinline)) static void swap(short *a, short *b) {
  short t = *a;
  *a = *b;
  *b = t;
}

double integers_beside_pointers(double *x, int n) {
  double result[2];
  struct model m = {{x[0], x[1], x[2], x[0] * x[n - 1]}, "m", {1, 2, 3, 0, 1, 2, 3, 0}, result, {3, 1, 2, 6, 5, 4}};
  rotate(m.order, 8);
  for (int i = 0; i < 6; i++)
    for (int k = i; k > 0 && m.counts[k - 1] > m.counts[k]; k--) swap(&m.counts[k - 1], &m.counts[k]);
  double sum = 0;
  for (int i = 0; i < 8; i++) sum += m.values[m.order[i]] * m.counts[i % 6] * (i + 1);
  m.result[0] = sum * total(m.order, 8);
  return result[0] * result[0] + m.name[0];
}
