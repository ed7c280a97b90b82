// Matrices as arrays and as pointers to rows, three levels of pointers, pointers that are chosen, moved and returned.
// tolerance: 1e-5
#include "themes.h"
static double mv(double **A, double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j < n; j++) t += A[i][j] * x[j]; s += t * t; }
  return s;
}
static void mm(const double *A, const double *B, double *C, int n) {
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) {
    C[i * n + j] = 0; for (int k = 0; k < n; k++) C[i * n + j] += A[i * n + k] * B[k * n + j];
  }
}
static float ff(float **A, int n) {
  float s = 0; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += A[i][j] * A[j][i]; return s;
}
static double trip(double ***p, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) s += p[i][j][k] * p[i][j][k] * (i + 1);
  return s;
}
static void pp(double **out, double *in) { **out = *in * *in; *in = 0; }
static double ptrswap(double *a, double *b, int c) {
  double *p = a, *q = b;
  if (c > 2) { p = b; q = a; }
  return *p * *p + 3 * *q;
}
static double *sel(double *a, double *b, int c) { return c ? a : b; }
static double useSel(double *a, double *b, int c) { return *sel(a, b, c) * 3; }
static double md(double A[3][4], int n) {
  double s = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < n; j++) s += A[i][j] * A[2 - i][j]; return s;
}
static void setp(double **slot, double *v) { *slot = v; }
static double ind(double *x) { double *p; setp(&p, x + 1); return *p * *p; }
typedef struct { double *data; int n; struct { double *more; float f; } in; } S;
static double st(S *s) {
  double r = 0; for (int i = 0; i < s->n; i++) r += s->data[i] * s->in.more[i] * s->in.f; return r;
}
static double walk(double *b, double *e) { double s = 0; for (; b != e; ++b) s += *b * *b; return s; }
static double down(double *e, int n) { double s = 1; while (n--) s *= *--e; return s; }
int main() {
  double r0[2] = {1, 2}, r1[2] = {3, 4}, *A[2] = {r0, r1}, d0[2] = {0}, d1[2] = {0}, *dA[2] = {d0, d1}, x[2] = {5, 6}, dx[2] = {0};
  __enzyme_autodiff((void*)mv, enzyme_dup, A, dA, enzyme_dup, x, dx, enzyme_const, 2);
  expect(d0[0], 2 * 17 * 5), expect(d1[1], 2 * 39 * 6), expect(dx[0], 2 * 17 + 2 * 39 * 3);
  double B[4] = {1, 2, 3, 4}, C[4], D[4] = {5, 6, 7, 8}, dB[4] = {0}, dD[4] = {0}, dC[4] = {1, 1, 1, 1};
  __enzyme_autodiff((void*)mm, enzyme_dup, B, dB, enzyme_dup, D, dD, enzyme_dup, C, dC, enzyme_const, 2);
  expect(dB[0], 11), expect(dB[1], 15), expect(dD[0], 4), expect(dD[3], 6), expect(dC[2], 0);
  float f0[2] = {1, 2}, f1[2] = {3, 4}, *F[2] = {f0, f1}, g0[2] = {0}, g1[2] = {0}, *G[2] = {g0, g1};
  __enzyme_autodiff((void*)ff, F, G, 2); expect(g0[1], 6), expect(g1[1], 8);
  double ***p = malloc(2 * sizeof *p), ***dp = malloc(2 * sizeof *dp);
  for (int i = 0; i < 2; i++) {
    p[i] = malloc(2 * sizeof **p), dp[i] = malloc(2 * sizeof **p);
    for (int j = 0; j < 2; j++) {
      p[i][j] = malloc(16), dp[i][j] = calloc(2, 8); p[i][j][0] = i + j, p[i][j][1] = 3;
    }
  }
  __enzyme_autodiff((void*)trip, enzyme_dup, p, dp, enzyme_const, 2); expect(dp[1][1][0], 8), expect(dp[0][0][1], 6);
  double in = 3, din = 5, out, dout = 1, *o = &out, *dO = &dout; __enzyme_autodiff((void*)pp, &o, &dO, &in, &din);
  expect(din, 6), expect(dout, 0);
  double a = 2, b = 3, da = 0, db = 0; __enzyme_autodiff((void*)ptrswap, &a, &da, &b, &db, 5);
  expect(da, 3), expect(db, 6);
  da = db = 0; __enzyme_autodiff((void*)useSel, &a, &da, &b, &db, 1); expect(da, 3), expect(db, 0);
  double M[3][4] = {{1,2,3,4},{5,6,7,8},{9,10,11,12}}, dM[3][4] = {{0}}; __enzyme_autodiff((void*)md, M, dM, 4);
  expect(dM[1][2], 14), expect(dM[0][0], 18);
  double y[2] = {3, 4}, dy[2] = {0}; __enzyme_autodiff((void*)ind, y, dy); expect(dy[1], 8);
  double q[2] = {1, 2}, dq[2] = {0}, m[2] = {3, 4}, dm[2] = {0}; S s = {q, 2, {m, 2.f}}, ds = {dq, 2, {dm, 0}};
  __enzyme_autodiff((void*)st, &s, &ds); expect(dq[0], 6), expect(dm[1], 4), expect(ds.in.f, 11);
  dy[0] = dy[1] = 0; __enzyme_autodiff((void*)walk, enzyme_dup, y, dy, enzyme_const, y + 2); expect(dy[1], 8); 
  dy[0] = dy[1] = 0; __enzyme_autodiff((void*)down, enzyme_dup, y + 2, dy + 2, enzyme_const, 2); expect(dy[0], 4);
}
