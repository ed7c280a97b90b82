// Structs of all sizes as parameters and results.
#include "themes.h"
typedef struct { double a, b; } s2; typedef struct { double a, b, c; } s3; typedef struct { float x, y, z; } f3;
typedef struct { int n; double v[5]; } big; typedef struct { double *p; int n; } view;
static double take2(s2 s) { return s.a * s.b; } static double take3(s3 s) { s.a *= 2; return s.a * s.b * s.c; }
static float takef(f3 f) { return f.x * f.y * f.z; }
static double takeb(big b) {
  double s = 0; for (int i = 0; i < b.n; i++) s += b.v[i] * b.v[i]; b.v[0] = 100; return s;
}
static double takev(view v) { double s = 0; for (int i = 0; i < v.n; i++) s += v.p[i] * v.p[i]; return s; }
static s2 ret2(double x) { return (s2){x * x, x * x * x}; }
static s3 ret3(double x) { return (s3){x, x * x, x * x * x}; }
static big retb(double x) { big b = {5}; for (int i = 0; i < 5; i++) b.v[i] = x * i; return b; }
static f3 retf(float x) { return (f3){x, x * x, 3}; }
static double u2(double x) { s2 s = ret2(x); return s.a + s.b; }
static double u3(double x) { s3 s = ret3(x); return take3(s) + s.a; }
static double ub(double x) { return takeb(retb(x)); }
static double uf(double x) { f3 f = retf((float)x); return takef(f); }
static double all(double x) {
  s2 s = {x, 2 * x}; double arr[3] = {x, x, x}; view v = {arr, 3}; return take2(s) + takev(v);
}
static void setS(s3 *out, double x) { *out = ret3(x); }
static double mixp(double x, s2 s, int n, s3 t) { return x * s.a * n + t.c * s.b; }
static double pmix(const double *x) { s2 s = {x[0], x[1]}; s3 t = {1, 2, x[2]}; return mixp(x[3], s, 2, t); }
typedef struct { double a, b; } two; two __enzyme_autodiff2(void*, ...); f3 __enzyme_autodiff3(void *, ...);
int main() {
  two t = __enzyme_autodiff2((void*)take2, (s2){2, 3}); expect(t.a, 3), expect(t.b, 2);
  s3 s = {1, 2, 3}, ds = {0}; __enzyme_autodiff((void*)take3, enzyme_dup, &s, &ds);
  expect(ds.a, 12), expect(ds.c, 4); expect(s.a, 1);
  big b = {2, {1, 2, 3}}, db = {2, {0}}; __enzyme_autodiff((void*)takeb, enzyme_dup, &b, &db);
  expect(db.v[0], 2), expect(db.v[1], 4), expect(db.v[2], 0), expect(b.v[0], 1);
  expect(__enzyme_autodiff((void*)u2, 2.), 16); expect(__enzyme_autodiff((void*)u3, 2.), 12 * 32 + 1);
  expect(__enzyme_autodiff((void*)ub, 2.), 120); expect(__enzyme_autodiff((void*)uf, 2.), 36);
  expect(__enzyme_autodiff((void*)all, 2.), 20);
  s3 o, dO = {1, 10, 100}; expect(__enzyme_autodiff((void*)setS, enzyme_dup, &o, &dO, 2.), 1 + 40 + 1200);
  expect(dO.a, 0);
  double x[4] = {2, 3, 4, 5}, dx[4] = {0}; __enzyme_autodiff((void*)pmix, x, dx);
  expect(dx[0], 10), expect(dx[1], 4), expect(dx[2], 3), expect(dx[3], 4);
  double p[2] = {1, 2}, dp[2] = {0}; view v = {p, 2}, dv = {dp, 2};
  __enzyme_autodiff((void*)takev, enzyme_dup, p, dp, enzyme_const, 2); expect(dp[1], 4);
}
