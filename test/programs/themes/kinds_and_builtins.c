// long double and float, conversions, volatile, barriers, printing, strings, builtins, unions, complex numbers.
// tolerance: 1e-5
#include "themes.h"
#include <stdbool.h>
#include <stdint.h>
long double __enzyme_autodiffL(void *, ...); float __enzyme_autodiffF(void*, ...);
static long double ld(long double x) { return x * x * sinl(x) + sqrtl(x); }
static double mixed(float x, double y, long double z) { return x * y * (double)z; }
static float fl(float x, int n) { float s = 1; for (int i = 0; i < n; i++) s = s * x + 0.5f; return s; }
static double f2d(double x) { float f = (float)x; return f * x; }
static double vol(double x) { volatile double y = x; volatile double z = y * x; return z; }
static double res(double *restrict a, double *restrict b, int n) {
  for (int i = 0; i < n; i++) b[i] += a[i] * b[i]; double s = 0; for (int i = 0; i < n; i++) s += b[i]; return s;
}
static double bar(double x) { double y = x * x; __asm__ volatile("" ::: "memory"); return y * x; }
static double pr(double x) {
  char buf[64]; snprintf(buf, sizeof buf, "%f", x); printf("x is %g %s\n", x, buf); fprintf(stderr, ".");
  puts("hi"); return x * x + strlen(buf);
}
static double str(double *x, const char *name, int n) {
  double s = 0; for (int i = 0; name[i]; i++) if (name[i] == 'a') s += x[i % n] * x[i % n];
  return s * (strcmp(name, "banana") == 0 ? 2 : 1);
}
static double bi(double x) {
  return __builtin_sqrt(x) + __builtin_fabs(x) + __builtin_sin(x) * __builtin_pow(x, 3.0) + (__builtin_expect(x > 0, 1) ? x : 0) + __builtin_exp(x) + __builtin_isnan(x);
}
static double as(double x) { __builtin_assume(x > 0); double *p = __builtin_assume_aligned(&x, 8); return *p * *p; }
static double casts(double x, int n) {
  int i = (int)x; unsigned u = (unsigned)(x * 2); int64_t l = (int64_t)x; bool b = x; uint8_t c = (uint8_t)n;
  return x * i + u * x + l + b * x + c * x * (short)n;
}
static double un(double x) {
  union { double d; uint64_t u; } v; v.d = x * x; uint64_t k = v.u; union { uint64_t u; double d; } w; w.u = k;
  return w.d * x;
}
static double fas(double x) { double r = 0; for (int i = 1; i <= 1 << 4; i <<= 1) r += x / i; return r; }
static double cplx(double x) { _Complex double z = x + 2i * x; z = z * z; return __real__ z + __imag__ z; }
static _Thread_local double tl; static double tls(double x) { tl = x * x; return tl * x; }
static double inf(double x, double y) { return isinf(x) || isnan(y) ? x : x * y; }
static double sgn(double x) { return signbit(x) ? -x * 2 : x * 3; }
static double cmpx(int a, double x, char c, short s, float f) { return a * x + c * x * x + s * f; }
typedef struct { double d; float f; } df; df __enzyme_autodiffD(void *, ...);
typedef struct { float a; double b; long double c; } tri; tri __enzyme_autodiffT(void *, ...);
typedef struct { double a, b; } two; two __enzyme_autodiff2(void*, ...);
int main() {
  expect(__enzyme_autodiffL((void*)ld, 2.0L), 4 * sin(2) + 4 * cos(2) + .5 / sqrt(2));
  tri t = __enzyme_autodiffT((void*)mixed, 2.f, 3., 4.L); expect(t.a, 12), expect(t.b, 8), expect(t.c, 6);
  expect(__enzyme_autodiffF((void*)fl, 2.f, 3), 3 * 4 + 2 * .5 * 2 + .5);
  expect(__enzyme_autodiff((void*)f2d, 2.), 4); expect(__enzyme_autodiff((void*)vol, 2.), 4);
  double a[2] = {1, 2}, b[2] = {3, 4}, da[2] = {0}, db[2] = {0}; __enzyme_autodiff((void*)res, a, da, b, db, 2);
  expect(da[1], 4), expect(db[1], 3);
  expect(__enzyme_autodiff((void*)bar, 2.), 12); expect(__enzyme_autodiff((void*)pr, 2.), 4);
  double x[3] = {1, 2, 3}, dx[3] = {0};
  __enzyme_autodiff((void*)str, enzyme_dup, x, dx, enzyme_const, "banana", enzyme_const, 3);
  expect(dx[0], 4), expect(dx[1], 8), expect(dx[2], 12);
  expect(__enzyme_autodiff((void*)bi, 1.5), (bi(1.5 + 1e-6) - bi(1.5 - 1e-6)) / 2e-6);
  expect(__enzyme_autodiff((void*)as, 3.), 6); expect(__enzyme_autodiff((void*)casts, 3.2, 2), 3 + 6 + 1 + 4);
  expect(__enzyme_autodiff((void*)un, 2.), 12);
  expect(__enzyme_autodiff((void*)fas, 2.), 1 + .5 + .25 + .125 + .0625);
  expect(__enzyme_autodiff((void*)cplx, 2.), 4); expect(__enzyme_autodiff((void*)tls, 2.), 12);
  two u = __enzyme_autodiff2((void*)inf, 2., 3.); expect(u.a, 3); expect(__enzyme_autodiff((void*)sgn, -2.), -2);
  df v = __enzyme_autodiffD((void*)cmpx, 2, 3., 'a', 4, 5.f); expect(v.d, 2 + 2 * 97 * 3.), expect(v.f, 4);
}
