// Shadow memory by the convention: adjoints are added, shadows of what is overwritten are zeroed.
#include "themes.h"
static void assign(double *y, const double *x) { *y = 3 * *x; }
static void add(double *y, const double *x) { *y += 3 * *x; }
static void partial(double *y, const double *x, int n) { for (int i = 0; i < n; i += 2) y[i] = x[i] * x[i]; }
static void chain(double *a, double *b, double *c) { *b = *a * *a; *c = *b * *a; *b = 0; }
static double both(double *x, double *y) { *y = x[0] * x[1]; return *y * *y; }
static void same(double *x) { x[0] = x[0] * x[1]; x[1] = x[0] + x[1]; }
static void zero(double *x, int n) { memset(x, 0, n * sizeof *x); }
static void cond(double *x, double *y, int c) { if (c) *y = *x; else *y *= *x; }
static void tri(double *x, double *y, double *z) { *z = *x * *y; *x = *z; }
static void scal(double a, const double *x, double *y, int n) { for (int i = 0; i < n; i++) y[i] = a * x[i] + y[i]; }
typedef struct { double v; int n; double *out; } S; static void member(S *s) { s->out[s->n] = s->v * s->v; s->v = 1; }
int main() {
  double x = 2, dx = 5, y = 7, dy = 11; __enzyme_autodiff((void*)assign, enzyme_dup, &y, &dy, enzyme_dup, &x, &dx);
  expect(dx, 5 + 33), expect(dy, 0), expect(y, 6);
  dx = 5, dy = 11; __enzyme_autodiff((void*)add, enzyme_dup, &y, &dy, enzyme_dup, &x, &dx);
  expect(dx, 38), expect(dy, 11);
  double v[4] = {1, 2, 3, 4}, dv[4] = {1, 1, 1, 1}, w[4] = {0}, dw[4] = {10, 20, 30, 40};
  __enzyme_autodiff((void*)partial, enzyme_dup, w, dw, enzyme_dup, v, dv, enzyme_const, 4);
  expect(dw[0], 0), expect(dw[1], 20), expect(dv[0], 21), expect(dv[1], 1), expect(dv[2], 181);
  double a = 2, da = 1, b = 0, db = 100, c = 0, dc = 1; __enzyme_autodiff((void*)chain, &a, &da, &b, &db, &c, &dc);
  expect(da, 1 + 12), expect(db, 0), expect(dc, 0);
  double p[2] = {2, 3}, dp[2] = {0}, o, dO = 1; __enzyme_autodiff((void*)both, p, dp, &o, &dO);
  expect(dp[0], 3 * (12 + 1)), expect(dp[1], 2 * 13), expect(dO, 0);
  double q[2] = {2, 3}, dq[2] = {1, 10}; __enzyme_autodiff((void*)same, q, dq);
  expect(dq[0], 33), expect(dq[1], 32); expect(q[1], 9);
  double dz[2] = {1, 1}; __enzyme_autodiff((void*)zero, enzyme_dup, q, dz, enzyme_const, 2);
  expect(dz[0], 0), expect(q[0], 0);
  dx = 0, dy = 1; __enzyme_autodiff((void*)cond, &x, &dx, &y, &dy, 1); expect(dx, 1), expect(dy, 0); y = 5;
  dx = 0, dy = 1; __enzyme_autodiff((void*)cond, &x, &dx, &y, &dy, 0); expect(dx, 5), expect(dy, 2);
  double z = 0, dzz = 1; x = 2, y = 3, dx = 10, dy = 0; __enzyme_autodiff((void*)tri, &x, &dx, &y, &dy, &z, &dzz);
  expect(dx, 33), expect(dy, 22), expect(dzz, 0);
  double X[2] = {1, 2}, dX[2] = {0}, Y[2] = {3, 4}, dY[2] = {1, 1};
  double dA = __enzyme_autodiff((void*)scal, enzyme_out, 2., enzyme_dup, X, dX, enzyme_dup, Y, dY, enzyme_const, 2);
  expect(dA, 3), expect(dX[0], 2), expect(dY[1], 1);
  double out[2] = {0}, dout[2] = {5, 7}; S s = {3, 1, out}, ds = {2, 1, dout};
  __enzyme_autodiff((void*)member, &s, &ds); expect(ds.v, 42), expect(dout[1], 0), expect(dout[0], 5);
}
