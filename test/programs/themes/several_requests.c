// Gradients in loops, in helpers, of helpers; one function with several activities; descent to a minimum.
#include "themes.h"
static double f(double x, double y) { return x * x * y + sin(y); }
typedef struct { double a, b; } two; extern two __enzyme_autodiff2(void *, ...);
static inline double dfx(double x, double y) { return __enzyme_autodiff((void*)f, enzyme_out, x, enzyme_const, y); }
static double dfy(double x, double y) { return __enzyme_autodiff((void*)f, enzyme_const, x, enzyme_out, y); }
__attribute__((noinline)) double dboth(double x, double y) {
  two t = __enzyme_autodiff2((void*)f, x, y); return t.a + t.b;
}
static double loss(const double *w, const double *x, const double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { double e = w[0] * x[i] + w[1] - y[i]; s += e * e; }
  return s / n;
}
static double none(double x) { return 3; } static int counter(double x) { return (int)x; }
static double second(double x) { return __enzyme_autodiff((void*)f, enzyme_out, x, enzyme_const, 2.0); }
double wrapper(double (*g)(double, double), double x) { return g(x, 2.0); }
static void vf(double *x) { *x = *x * *x; }
static double grad_of_ptr(void *p, double x) { return __enzyme_autodiff(p, x); }
static double sq(double x) { return x * x; }
int main() {
  expect(dfx(2, 3), 12); expect(dfy(2, 3), 4 + cos(3)); expect(dboth(2, 3), 16 + cos(3));
  double w[2] = {0, 0}, x[4] = {0, 1, 2, 3}, y[4] = {1, 3, 5, 7};
  for (int i = 0; i < 2000; i++) {
    double d[2] = {0, 0};
    __enzyme_autodiff((void*)loss, enzyme_dup, w, d, enzyme_const, x, enzyme_const, y, enzyme_const, 4);
    w[0] -= .1 * d[0], w[1] -= .1 * d[1];
  }
  expect(w[0], 2), expect(w[1], 1);
  expect(__enzyme_autodiff((void*)none, 2.), 0); expect(__enzyme_autodiff((void*)second, 3.), 4);
  double s = 0; for (int i = 0; i < 10; i++) s += dfx(i, i); expect(s, 2 * 285);
  double z = 3, dz = 1; __enzyme_autodiff((void*)vf, &z, &dz); __enzyme_autodiff((void*)vf, &z, &dz);
  expect(dz, 6 * 18);
  expect(wrapper(dfx, 3), 12); expect(grad_of_ptr((void*)sq, 4), 8);
}
