// Structs with floats and pointers, moved over each other in both directions; sorting by insertion.
#include <string.h>
struct item { double value; int kind; double *place; double weight; };
double memmove_structs(const double *x, int n) {
  struct item a[16];
  double b[16], s = 0;
  int m = 0;
  for (int i = 0; i < n; i++) {
    int at = 0;
    while (at < m && a[at].value < x[i]) at++;
    memmove(a + at + 1, a + at, (m++ - at) * sizeof *a);
    b[i] = x[i] * x[i];
    a[at] = (struct item){x[i], i, &b[i], 1 + at};
    *a[0].place *= a[at].value;
  }
  for (int i = 0; i < m; i++) s += a[i].value * *a[i].place * a[i].weight * (i + 1);
  memmove(a, a + 2, (m - 2) * sizeof *a);
  a[0].weight = a[1].value;
  memmove(a + 1, a, (m - 3) * sizeof *a);
  memmove(a, a, sizeof *a);
  for (int i = 0; i < m; i++) s += a[i].value * *a[i].place * a[i].weight * a[i].kind;
  return s;
}
