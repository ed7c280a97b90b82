// break, continue, exit, goto, switch, loops that end when a number says so, nested loops with bounds that are data.
// tolerance: 1e-5
#include "themes.h"
static double brk(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { s += x * i; if (s > 10) break; if (i == 2) continue; s *= 1.1; }
  return s;
}
static double fix(double x) {
  double y = 1;
  while (1) { double z = cos(y) * x; if (fabs(z - y) < 1e-13) return z; y = z; }
}
static double newton(double x) { double g = x; do g = 0.5 * (g + x / g); while (fabs(g * g - x) > 1e-12); return g; }
static double sw(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) switch (i % 5) {
    case 0: s += x; break; case 1: s *= x; case 2: s += x * x; break; case 3: s -= 1 / x; break; default: s = -s;
  }
  return s;
}
static double gt(double x, int n) {
  double s = x; int i = 0; again: s = s * x + sin(s); if (++i < n) goto again; return s;
}
static double irr(double x, int n) {
  double s = 0; int i = 0; if (n & 1) goto mid; top: s += x * x; i++; mid: s = s * x + 1; i++; if (i < n) goto top;
  return s;
}
static double ch(double x) { return x < 0 ? -x : x < 1 ? x * x : x < 2 ? x * x * x : exp(x); }
static double nest(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    int m = (int)x[i];
    for (int j = 0; j < m; j++) { for (int k = j; k < m && k < n; k++) { s += x[j % n] * x[k]; } }
  }
  return s;
}
static double ex(double x) { if (x > 1e300) exit(3); if (x < -1e300) abort(); return x * x; }
static double ret(double x) {
  if (x < 0) return 0; if (x < 1) return x;
  for (int i = 0; i < 10; i++) { x *= 1.3; if (x > 4) return x; }
  return x * x;
}
static double coll(double x, int n) {
  double s = 0;
  while (n != 1) { s = s * 0.5 + x * n; n = n % 2 ? 3 * n + 1 : n / 2; }
  return s;
}
static double series(double x, int n) {
  double s = 0, t = x;
  for (int i = 1; i < n; i++) { s += t / i; t *= -x; }
  return s;
}
static double wh(double x) { double s = 1; int k = 0; while (s < 1000) { s *= x; k++; } return s + k; }
static double logic(double x, double y) {
  double s = 0; if (x > 0 && y > 0 || x * y > 10) s = x * y; if (!(x > y)) s += x; else s += y * y; return s;
}
static double bools(double *x, const _Bool *m, int n) {
  double s = 0; for (int i = 0; i < n; i++) if (m[i]) s += x[i] * x[i]; return s;
}
static double uns(double x, unsigned char n) {
  double s = 0; for (unsigned char i = n; i-- > 0;) s += x * i; return s;
}
static double ll(double x, long long n) {
  double s = 0; for (long long i = n; i > -3; i -= 2) s += x / (i * i + 1); return s;
}
static double fl(double x) { double s = 0; for (double t = 0; t < x; t += 0.25) s += t * x; return s; }
typedef struct { double a, b; } two; two __enzyme_autodiff2(void *, ...);
#define FN(F, X, N) expect(__enzyme_autodiff((void*)F, (double)X, N), (F(X + 1e-6, N) - F(X - 1e-6, N)) / 2e-6)
#define F1(F, X) expect(__enzyme_autodiff((void*)F, (double)X), (F(X + 1e-6) - F(X - 1e-6)) / 2e-6)
int main() {
  FN(brk, 1.3, 20); FN(brk, .1, 6); F1(fix, .8); F1(newton, 2.3); FN(sw, 1.2, 13); FN(gt, 1.1, 4); FN(irr, 1.1, 6);
  FN(irr, 1.1, 7);
  F1(ch, -.5); F1(ch, .5); F1(ch, 1.5); F1(ch, 2.5); F1(ex, 3.); F1(ret, .5); F1(ret, 2.); F1(ret, -2.);
  FN(coll, .7, 27); FN(series, .5, 30); F1(wh, 1.7);
  FN(uns, 1.5, 200); FN(ll, 1.5, 7ll); F1(fl, 2.1);
  double x[4] = {3.2, 1.1, 4.4, 2.7}, d[4] = {0}, y[4]; __enzyme_autodiff((void*)nest, x, d, 4);
  for (int i = 0; i < 4; i++) {
    memcpy(y, x, sizeof y); y[i] += 1e-6; double p = nest(y, 4); y[i] -= 2e-6;
    expect(d[i], (p - nest(y, 4)) / 2e-6);
  }
  two t = __enzyme_autodiff2((void*)logic, 2., 3.); expect(t.a, 4), expect(t.b, 2);
  t = __enzyme_autodiff2((void*)logic, -2., -3.); expect(t.a, 0), expect(t.b, -6);
  _Bool m[4] = {1, 0, 1, 0}; double e[4] = {0};
  __enzyme_autodiff((void*)bools, enzyme_dup, x, e, enzyme_const, m, enzyme_const, 4);
  expect(e[0], 6.4), expect(e[1], 0);
}
