// All ways of allocating, growing by realloc in loops, arrays of variable length, memory that outlives its function.
// tolerance: 1e-5
#include "themes.h"
#include <alloca.h>
#include <malloc.h>
static double frealloc(double *x, int n) {
  double *b = 0; double s = 0;
  for (int i = 0; i < n; i++) {
    b = realloc(b, (i + 1) * sizeof(double)); b[i] = x[i] * x[i]; for (int j = 0; j <= i; j++) s += b[j];
  }
  free(b); return s;
}
static double g(double x, unsigned n) {
  double *a = malloc(sizeof(double) * n); for (unsigned i = 0; i < n; i++) a[i] = x * (i + 1); double s = 0;
  for (unsigned i = 0; i < n; i++) s += a[i] * a[i]; free(a); return s;
}
static double c(double x, int n) {
  double *a = calloc(n, sizeof *a); a[0] = x; for (int i = 1; i < n; i++) a[i] += a[i - 1] * x; double r = a[n - 1];
  free(a); return r;
}
static double pm(double x, int n) {
  double *a; if (posix_memalign((void**)&a, 64, n * sizeof *a)) abort();
  for (int i = 0; i < n; i++) a[i] = sin(x * i); double s = 0; for (int i = 0; i < n; i++) s += a[i]; free(a);
  return s;
}
static double al(double x, int n) {
  double *a = alloca(n * sizeof *a); for (int i = 0; i < n; i++) a[i] = x * i; double s = 1;
  for (int i = 1; i < n; i++) s *= a[i]; return s;
}
static double vla(double x, int n) {
  double m[n][n]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) m[i][j] = x * i + j; double s = 0;
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += m[i][j] * m[j][i]; return s;
}
static double inloop(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double *t = malloc(2 * sizeof *t); t[0] = x[i]; t[1] = t[0] * t[0]; s += t[1] * t[0]; free(t);
  }
  return s;
}
__attribute__((noinline)) static double *mk(double x) { double *p = malloc(sizeof *p); *p = x * x; return p; }
static double esc(double x) { double *p = mk(x); double r = *p * x; free(p); return r; }
static double leak(double x) { double *p = malloc(8); *p = x * x; return *p; }
static double aa(double x, int n) {
  double *a = aligned_alloc(32, 32 * n); for (int i = 0; i < n; i++) a[i] = x + i; double s = 0;
  for (int i = 0; i < n; i++) s += a[i] * a[i]; free(a); return s;
}
static double rg(double x, int n) {
  int cap = 1; double *a = malloc(cap * sizeof *a); int k = 0;
  for (double t = x; t < n; t += x) { if (k == cap) { cap *= 2; a = realloc(a, cap * sizeof *a); } a[k++] = t * t; }
  double s = 0; while (k--) s += a[k]; free(a); return s;
}
#define FD(F, X, N) expect(__enzyme_autodiff((void*)F, (double)X, N), (F(X + 1e-6, N) - F(X - 1e-6, N)) / 2e-6)
int main() {
  double x[4] = {1, 2, 3, 4}, d[4] = {0};
  __enzyme_autodiff((void*)frealloc, x, d, 4); for (int i = 0; i < 4; i++) expect(d[i], 2 * x[i] * (4 - i));
  FD(g, 1.3, 5); FD(c, 1.1, 6); FD(pm, .4, 5); FD(al, 1.2, 5); FD(vla, .7, 4); FD(aa, .7, 4); FD(rg, .71, 6);
  double e[4] = {0}; __enzyme_autodiff((void*)inloop, x, e, 4); expect(e[3], 48);
  expect(__enzyme_autodiff((void*)esc, 2.0), 12); expect(__enzyme_autodiff((void*)leak, 3.0), 6);
}
