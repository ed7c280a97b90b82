// Functions that return pointers: into arguments, to new memory, one of two.
#include <stdlib.h>
__attribute__((noinline)) static double *at(double *x, int i) { return x + i; }
__attribute__((noinline)) static double *cubes(const double *x, int n) {
  double *t = malloc(n * sizeof *t);
  for (int i = 0; i < n; i++) t[i] = x[i] * x[i] * x[i];
  return t;
}
__attribute__((noinline)) static double *larger(double *a, double *b) { return *a > *b ? a : b; }
double returned_pointers(double *x, int n) {
  double *t = cubes(x, n), s = 0;
  for (int i = 0; i + 1 < n; i++) {
    double *p = at(x, (2 * i) % n), *q = larger(p, t + i);
    s += *q * t[i + 1] * 0.1;
    *p = 0.2 * s + t[i];
  }
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  free(t);
  return s;
}
