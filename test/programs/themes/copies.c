// memcpy, memmove, memset and assignment of numbers and structs, with numbers of which nothing but the request tells the type.
#include "themes.h"
typedef struct { double x, y; int n; double z; } rec;
typedef struct { int id; float f; double d; char tag; double arr[3]; } rec2;
static double cp(const rec *p) { rec q; memcpy(&q, p, sizeof q); q.x *= q.n; return q.x * q.y + q.z; }
static double cpn(const rec *p, int n) {
  rec *q = malloc(n * sizeof *q); memcpy(q, p, n * sizeof *q); double s = 0;
  for (int i = 0; i < n; i++) s += q[i].x * q[i].y * q[i].n + q[i].z; free(q); return s;
}
static double as(rec2 r) { rec2 q = r; q.d *= 2; return q.d * q.arr[1] + q.f * q.id + (q.tag == 'a' ? q.arr[2] : 0); }
static double asp(const rec2 *r) { rec2 q = *r; return as(q); }
static void mv(double *x, int n) { memmove(x + 1, x, (n - 1) * sizeof *x); x[0] = 1; }
static void mv2(double *x, int n) { memmove(x, x + 1, (n - 1) * sizeof *x); }
static void cpy(double *to, const double *from, size_t n) { memcpy(to, from, n * sizeof *to); }
static double lp(double *x, int n) {
  double y[8], z[8]; for (int i = 0; i < n; i++) y[i] = x[i] * x[i]; memcpy(z, y, n * sizeof *z);
  memset(y, 0, sizeof y); double s = 0; for (int i = 0; i < n; i++) s += z[i] * (i + 1) + y[i]; return s;
}
static float ff(float *x, int n) {
  float y[16]; memcpy(y, x, n * 4); float s = 0; for (int i = 0; i < n; i++) s += y[i] * y[i]; return s;
}
typedef struct { double a[2]; double *p; } ptrs;
static double pp(ptrs *s) { ptrs t = *s; ptrs u; memcpy(&u, &t, sizeof u); return u.a[0] * u.p[0] * u.a[1] + u.p[1]; }
static void swap_rec(rec *a, rec *b) { rec t = *a; *a = *b; *b = t; }
typedef struct { double x; int n; } tail;
__attribute__((noinline)) static void swap_tails(tail *a, tail *b) { tail t = *a; *a = *b; *b = t; }
static double tails(const double *x, int n) {
  tail t[8];
  for (int i = 0; i < n; i++) t[i].x = x[i] * x[i], t[i].n = i + 1;
  for (int i = 0; i < n / 2; i++) swap_tails(&t[i], &t[n - 1 - i]);
  double s = 0;
  for (int i = 0; i < n; i++) s += t[i].x * t[i].n * (i + 1);
  return s;
}
int main() {
  rec r = {2, 3, 4, 5}, d = {0};
  __enzyme_autodiff((void*)cp, &r, &d); expect(d.x, 12), expect(d.y, 8), expect(d.z, 1);
  rec rs[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}}, ds[2] = {{0}};
  __enzyme_autodiff((void*)cpn, rs, ds, 2); expect(ds[0].x, 6), expect(ds[1].y, 35), expect(ds[1].z, 1);
  rec2 q = {3, 2.f, 5, 'a', {1, 2, 3}}, dq = {0}; dq.id = 3; dq.tag = 'a';
  __enzyme_autodiff((void*)asp, &q, &dq);
  expect(dq.d, 4), expect(dq.arr[1], 10), expect(dq.arr[2], 1), expect(dq.f, 3), expect(dq.arr[0], 0);
  double x[4] = {1, 2, 3, 4}, dx[4] = {1, 10, 100, 1000}; __enzyme_autodiff((void*)mv, x, dx, 4);
  expect(dx[0], 10), expect(dx[1], 100), expect(dx[2], 1000), expect(dx[3], 0);
  double dz[4] = {1, 10, 100, 1000}; __enzyme_autodiff((void*)mv2, x, dz, 4);
  expect(dz[0], 0), expect(dz[1], 1), expect(dz[2], 10), expect(dz[3], 1100);
  double to[2], dto[2] = {1, 2}, from[2] = {1, 2}, dfrom[2] = {10, 10};
  __enzyme_autodiff((void*)cpy, enzyme_dup, to, dto, enzyme_dup, from, dfrom, enzyme_const, (size_t)2);
  expect(dto[0], 0), expect(dfrom[0], 11), expect(dfrom[1], 12);
  double y[4] = {1, 2, 3, 4}, dy[4] = {0}; __enzyme_autodiff((void*)lp, y, dy, 4); expect(dy[3], 32);
  float f[3] = {1, 2, 3}, df[3] = {0}; __enzyme_autodiff((void*)ff, f, df, 3); expect(df[2], 6);
  double p[2] = {2, 3}, dp[2] = {0}; ptrs s = {{4, 5}, p}, dS = {{0, 0}, dp}; __enzyme_autodiff((void*)pp, &s, &dS);
  expect(dS.a[0], 10), expect(dS.a[1], 8), expect(dp[0], 20), expect(dp[1], 1);
  rec a = {1, 2, 3, 4}, b = {5, 6, 7, 8}, da = {1, 2, 3, 4}, db = {10, 20, 7, 40};
  __enzyme_autodiff((void*)swap_rec, &a, &da, &b, &db); expect(da.x, 10), expect(da.z, 40), expect(db.y, 2);
  double tx[4] = {1, 2, 3, 4}, dt[4] = {0};
  __enzyme_autodiff((void*)tails, enzyme_dup, tx, dt, enzyme_const, 4);
  for (int i = 0; i < 4; i++) expect(dt[i], 2 * tx[i] * (i + 1) * (4 - i));
}
