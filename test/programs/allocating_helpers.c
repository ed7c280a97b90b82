// A little vector library: helpers allocate, fill and free; a struct holds the pointer.
#include <stdlib.h>
typedef struct { double *data; int n; } Vector;
__attribute__((noinline)) static double *zeros(int n) { return calloc(n, sizeof(double)); }
__attribute__((noinline)) static Vector *make(int n) {
  Vector *v = malloc(sizeof *v);
  v->data = zeros(n);
  v->n = n;
  return v;
}
__attribute__((noinline)) static void scale_add(Vector *v, const double *x, double f) {
  for (int i = 0; i < v->n; i++) v->data[i] = v->data[i] * f + x[i] * x[i];
}
__attribute__((noinline)) static void release(Vector *v) {
  free(v->data);
  free(v);
}
double allocating_helpers(const double *x, int n) {
  Vector *v = make(n);
  double s = 0;
  for (int k = 0; k < 3; k++) {
    scale_add(v, x, x[k]);
    s += v->data[k] * v->data[n - 1];
  }
  release(v);
  return s;
}
