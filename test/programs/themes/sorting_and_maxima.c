// Sorting by hand and by qsort, maxima by value and by pointer.
#include "themes.h"
static double isort(double *x, int n) {
  for (int i = 1; i < n; i++) {
    double k = x[i]; int j = i;
    while (j > 0 && x[j - 1] > k) { x[j] = x[j - 1]; j--; }
    x[j] = k;
  }
  return x[0] * 1 + x[1] * 2 + x[2] * 3;
}
static float isortf(float *a, int n) {
  int c, d; float t;
  for (c = 1; c <= n - 1; c++) {
    d = c;
    while (d > 0 && a[d] < a[d - 1]) { t = a[d]; a[d] = a[d - 1]; a[d - 1] = t; d--; }
  }
  return a[0] * a[0];
}
static double mx(const double *x, size_t n) {
  double m = x[0]; for (size_t i = 1; i < n; i++) if (x[i] > m) m = x[i]; return m * m;
}
static double mxp(const double *x, size_t n) {
  const double *m = x; for (size_t i = 1; i < n; i++) if (x[i] > *m) m = x + i; return *m * *m;
}
static void bubble(double *x, int n) {
  for (int i = 0; i < n; i++) for (int j = 0; j + 1 < n; j++) if (x[j] > x[j + 1]) {
    double t = x[j]; x[j] = x[j + 1]; x[j + 1] = t;
  }
}
static int cmp(const void *a, const void *b) {
  double x = *(const double*)a, y = *(const double*)b; return (x > y) - (x < y);
}
static double qs(double *x, int n) {
  qsort(x, n, sizeof *x, cmp); double s = 0; for (int i = 0; i < n; i++) s += x[i] * (i + 1); return s;
}
// Records with padding, a text and numbers of several kinds, sorted by the library.
typedef struct { int id; double key; float weight; const char *name; } rec;
static int byKey(const void *a, const void *b) { double x = ((const rec *)a)->key, y = ((const rec *)b)->key; return (x > y) - (x < y); }
static double recs(double *x) {
  rec r[4] = {{1, x[0], 1.f, "a"}, {2, x[1], 2.f, "b"}, {3, x[2], 3.f, "c"}, {4, x[0] * x[1], 4.f, "d"}};
  qsort(r, 4, sizeof *r, byKey);
  double s = 0; for (int i = 0; i < 4; i++) s += r[i].key * (i + 1) * r[i].weight + r[i].id * .5 * x[0];
  return s;
}
// Commands with a name that ends within a word, sorted by the library through addresses that are products.
static void add(double *v, const double *x) { *v += x[1]; }
static void mul(double *v, const double *x) { *v *= x[1]; }
static void sqr(double *v, const double *x) { *v *= *v + 0 * x[0]; }
typedef struct { char name[6]; void (*run)(double *, const double *); int priority; } command;
static const command commands[3] = {{"sqr", sqr, 1}, {"add", add, 2}, {"mul", mul, 3}};
static int byName(const void *a, const void *b) { return strcmp(((const command *)a)->name, ((const command *)b)->name); }
static double program(const double *x, int n) {
  command order[8]; for (int i = 0; i < n; i++) order[i] = commands[i];
  qsort(order, n, sizeof *order, byName);
  double v = x[0]; for (int i = 0; i < n; i++) order[i].run(&v, x);
  return v;
}
int main() {
  double u[2] = {1.5, 0.5}, du[2] = {0}; __enzyme_autodiff((void*)program, enzyme_dup, u, du, enzyme_const, 3);
  expect(du[0], 2 * (u[0] + u[1]) * u[1] * u[1]), expect(du[1], 2 * (u[0] + u[1]) * u[1] * (u[0] + 2 * u[1]));
  double x[4] = {3, 1, 4, 2}, d[4] = {0}; __enzyme_autodiff((void*)isort, x, d, 4);
  expect(d[0], 3), expect(d[1], 1), expect(d[2], 0), expect(d[3], 2);
  float f[3] = {3, 1, 2}, df[3] = {0}; __enzyme_autodiff((void*)isortf, f, df, 3); expect(df[1], 2), expect(df[0], 0);
  double y[4] = {3, 1, 4, 2}, dy[4] = {0}; __enzyme_autodiff((void*)mx, y, dy, (size_t)4);
  expect(dy[2], 8), expect(dy[0], 0);
  __enzyme_autodiff((void*)mxp, y, dy, (size_t)4); expect(dy[2], 16);
  double z[4] = {3, 1, 4, 2}, dz[4] = {1, 10, 100, 1000}; __enzyme_autodiff((void*)bubble, z, dz, 4);
  expect(dz[0], 100), expect(dz[1], 1), expect(dz[2], 1000), expect(dz[3], 10);
  double q[4] = {3, 1, 4, 2}, dq[4] = {0}; __enzyme_autodiff((void*)qs, q, dq, 4);
  expect(dq[0], 3), expect(dq[1], 1), expect(dq[2], 4), expect(dq[3], 2);
  double k[3] = {1.5, 0.5, 2}, dk[3] = {0}; __enzyme_autodiff((void*)recs, k, dk); // sorted: x1, x0 x1, x0, x2
  expect(dk[0], 2 * 4 * .5 + 3 * 1 + 5), expect(dk[1], 2 + 2 * 4 * 1.5), expect(dk[2], 12);
}
