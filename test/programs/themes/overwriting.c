// Memory that is read, written and read again: in loops, in place, through restrict pointers; recurrences.
#include "themes.h"
static double rwr(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { double a = x[i]; x[i] = a * a; s += x[i] * a; }
  return s;
}
static double wrw(double *x, double *y, int n) {
  for (int i = 0; i < n; i++) { y[i] = x[i] * x[i]; double t = y[i]; y[i] = t * x[i]; t += y[i]; x[i] = t; }
  double s = 0; for (int i = 0; i < n; i++) s += x[i] * y[i]; return s;
}
void sumsq(const double *restrict x, double *restrict out, unsigned n) {
  *out = 0; for (unsigned i = 0; i < n; i++) *out += x[i] * x[i];
}
double alldiv(double *A, int n) { double r = 1; for (int i = 0; i < n; i++) r /= 1 + A[i]; return r; }
static void inplace(double *x, int n) {
  for (int k = 0; k < 3; k++) for (int i = 0; i < n; i++) x[i] = sin(x[i]) * x[(i + 1) % n];
}
void scale_all(double *v, int n, double f) { for (; n--; v++) *v *= f; }
int main() {
  double x[3] = {1, 2, 3}, d[3] = {0};
  __enzyme_autodiff((void*)rwr, enzyme_dup, x, d, enzyme_const, 3);
  expect(d[0], 3), expect(d[1], 12), expect(d[2], 27), expect(x[2], 9);
  double a[2] = {1.5, -2}, da[2] = {0}, y[2] = {0}, dy[2] = {0, 0};
  __enzyme_autodiff((void*)wrw, enzyme_dup, a, da, enzyme_dup, y, dy, enzyme_const, 2);
  // x -> y = x^3, x' = x^2 + x^3; s = (x^2+x^3) x^3 = x^5 + x^6
  expect(da[0], 5 * pow(1.5, 4) + 6 * pow(1.5, 5)), expect(da[1], 5 * 16 - 6 * 32), expect(dy[0], 0);
  double b[2] = {3, 4}, db[2] = {1, 1}, o, dO = 1;
  __enzyme_autodiff((void*)sumsq, enzyme_dup, b, db, enzyme_dup, &o, &dO, 2);
  expect(db[0], 7), expect(db[1], 9), expect(dO, 0), expect(o, 25);
  double A[3] = {1, 2, 3}, dA[3] = {0};
  __enzyme_autodiff((void*)alldiv, A, dA, 3);
  double r = 1. / 24; expect(dA[0], -r / 2), expect(dA[1], -r / 3), expect(dA[2], -r / 4);
  double p[3] = {0.3, 0.5, 0.7}, w[3] = {1, 2, 3}, q[3]; 
  double base[3] = {0.3, 0.5, 0.7};
  double dw[3] = {1, 2, 3};
  __enzyme_autodiff((void*)inplace, enzyme_dup, p, dw, enzyme_const, 3);
  for (int i = 0; i < 3; i++) {
    double s[2];
    for (int k = 0; k < 2; k++) {
      memcpy(q, base, sizeof q); q[i] += k ? -1e-6 : 1e-6; inplace(q, 3); s[k] = 0;
      for (int j = 0; j < 3; j++) s[k] += w[j] * q[j];
    }
    expect(dw[i], (s[0] - s[1]) / 2e-6);
  }
  double v[2] = {1, 2}, dv[2] = {1, 10};
  double df = __enzyme_autodiff((void*)scale_all, enzyme_dup, v, dv, enzyme_const, 2, enzyme_out, 5.0);
  expect(df, 21), expect(dv[0], 5), expect(dv[1], 50), expect(v[1], 10);
}
