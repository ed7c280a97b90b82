// Triplets of a sparse matrix, sorted with qsort and added up; values found again with bsearch; numbers sorted by themselves.
#include <stdlib.h>
typedef struct {
  int row, column;
  double value;
} Triplet;
static int by_place(const void *a, const void *b) {
  const Triplet *p = a, *q = b;
  return p->row != q->row ? (p->row < q->row ? -1 : 1) : (p->column > q->column) - (p->column < q->column);
}
static int by_value(const void *a, const void *b) {
  double p = *(const double *)a, q = *(const double *)b;
  return (p > q) - (p < q);
}
double qsort_structs(const double *x, int n) {
  Triplet *t = malloc(24 * sizeof *t);
  for (int k = 0; k < 24; k++) t[k] = (Triplet){(k * 7) % 5, (k * 3) % 4, x[k % n] * (k + 1)};
  qsort(t, 24, sizeof *t, by_place);
  int count = 1;
  for (int k = 1; k < 24; k++) {
    if (by_place(&t[k], &t[count - 1]) == 0) t[count - 1].value += t[k].value;
    else t[count++] = t[k];
  }
  double s = 0, sorted[16];
  for (int k = 0; k < count; k++) s += t[k].value * t[k].value * (t[k].row - t[k].column + k * 0.1);
  Triplet key = {2, 1, 0};
  const Triplet *found = bsearch(&key, t, count, sizeof *t, by_place);
  if (found) s += found->value * x[0];
  free(t);
  for (int i = 0; i < n; i++) sorted[i] = x[i] * x[(i + 1) % n];
  qsort(sorted, n, sizeof *sorted, by_value);
  for (int i = 0; i < n; i++) s += sorted[i] * sorted[i] * (i + 1);
  return s;
}
