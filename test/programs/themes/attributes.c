// Functions with attributes: pure, const, weak, aliases, always inlined, never optimised; vectors, many parameters.
#include "themes.h"
#define NI __attribute__((noinline))
#define AI __attribute__((always_inline)) inline
NI static double pureF(double x) __attribute__((pure)); static double pureF(double x) { return x * x; }
NI static double constF(double x) __attribute__((const)); static double constF(double x) { return x * x * x; }
static AI double ai(double x) { return x * 4; }
NI static double cold(double x) __attribute__((cold));
static double cold(double x) { return x > 0 ? x : -x; }
__attribute__((optnone, noinline)) static double on(double x) { double y = x; y *= x; return y; }
__attribute__((flatten)) static double fl(double x) { return pureF(x) + constF(x) + ai(x) + cold(x) + on(x); }
NI static void outp(double x, double *o) { *o = x * x; }
NI static void out2(const double *restrict x, double *restrict o, int n) {
  for (int i = 0; i < n; i++) o[i] = x[i] * x[i];
}
static double uo(double x) {
  double t; outp(x, &t); double arr[2] = {t, x}, b[2]; out2(arr, b, 2); return b[0] + b[1];
}
__attribute__((weak)) double wk(double x) { return x * 7; } static double uw(double x) { return wk(x) * x; }
extern double al(double) __attribute__((alias("realF")));
double realF(double x) { return x * x * 9; }
static double ual(double x) { return al(x); }
__attribute__((visibility("hidden"))) double hid(double x) { return sqrt(x); }
static double deep(double x, int n);
NI static double deep2(double x, int n) { return n ? x + deep(x * x, n - 1) : x; }
NI static double deep(double x, int n) { return n ? x * deep2(x, n - 1) : 1; }
__attribute__((regparm(0))) NI static double many(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j, int k) {
  return a * b + c * d + e * f + g * h + i * j * k;
}
static double um(double x) { return many(x, x, x, x, x, x, x, x, x, x, 2); }
__attribute__((noreturn)) static void die(void) { abort(); }
static double nr(double x) { if (x < -1e9) die(); return x * x; }
static double sw(double x, int k) {
  switch (k) { case 1: return x; case 2: return x * x; case 3: return x * x * x; default: __builtin_unreachable(); }
}
static double as(double x) { double *p __attribute__((aligned(32))) = &x; return *p * *p; }
static double vec(double x) {
  typedef double v4 __attribute__((vector_size(32))); v4 a = {x, 2 * x, 3 * x, 4}; a = a * a + a;
  return a[0] + a[1] + a[2] + a[3];
}
int main() {
  double x = 2;
  expect(__enzyme_autodiff((void*)fl, x), 4 + 12 + 4 + 1 + 4); expect(__enzyme_autodiff((void*)uo, x), 4 * 8 + 4);
  expect(__enzyme_autodiff((void*)uw, x), 28); expect(__enzyme_autodiff((void*)ual, x), 36);
  expect(__enzyme_autodiff((void*)al, x), 36); expect(__enzyme_autodiff((void*)hid, x), .5 / sqrt(2));
  expect(__enzyme_autodiff((void*)deep, 1.1, 4), (deep(1.1 + 1e-6, 4) - deep(1.1 - 1e-6, 4)) / 2e-6);
  expect(__enzyme_autodiff((void*)um, x), 2 * x * (4 + 2)); expect(__enzyme_autodiff((void*)nr, x), 4);
  expect(__enzyme_autodiff((void*)sw, x, 3), 12); expect(__enzyme_autodiff((void*)as, x), 4);
  expect(__enzyme_autodiff((void*)vec, x), 2 * x * 14 + 6);
}
