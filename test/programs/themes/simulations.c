// Differential equations, networks, determinants, quadrature: numbers that go round in arrays and structs.
// tolerance: 1e-5
#include "themes.h"
static void lorenz(const double *x, double *d) {
  d[0] = 10 * (x[1] - x[0]); d[1] = x[0] * (28 - x[2]) - x[1]; d[2] = x[0] * x[1] - 8. / 3 * x[2];
}
static double euler(double *x, int n) {
  double d[3];
  for (int i = 0; i < n; i++) { lorenz(x, d); for (int k = 0; k < 3; k++) x[k] += .01 * d[k]; }
  return x[0] + x[1] * x[2];
}
typedef struct { double t, y; } state;
static state step(state s, double h, double (*f)(double, double)) {
  double k1 = f(s.t, s.y), k2 = f(s.t + h, s.y + h * k1);
  return (state) { s.t + h, s.y + h / 2 * (k1 + k2) }
  ;
}
static double decay(double t, double y) { return -y * y + t; }
static double heun(double y0, int n) { state s = {0, y0}; while (n--) s = step(s, .1, decay); return s.y; }
static double brus(double *u, double *v, double *du, double *dv, int n) {
  for (int i = 1; i < n - 1; i++) {
    double u2v = u[i] * u[i] * v[i]; du[i] = 1 + u2v - 4 * u[i] + (u[i - 1] - 2 * u[i] + u[i + 1]);
    dv[i] = 3 * u[i] - u2v + (v[i - 1] - 2 * v[i] + v[i + 1]);
  }
  double s = 0; for (int i = 1; i < n - 1; i++) s += du[i] * dv[i]; return s;
}
static double wrapB(double *x, int n) {
  double u[8], v[8], du[8], dv[8]; for (int i = 0; i < 8; i++) u[i] = x[i % n], v[i] = x[(i + 1) % n] * 2;
  return brus(u, v, du, dv, 8);
}
static double tanhnet(double *w, int n) {
  double h[3] = {.1, .2, .3};
  for (int l = 0; l < 2; l++) {
    double g[3] = {0};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) g[i] += w[(l * 9 + i * 3 + j) % n] * h[j]; g[i] = tanh(g[i]);
    }
    memcpy(h, g, sizeof h);
  }
  return h[0] + h[1] * h[2];
}
static double softmax(double *x, int n) {
  double m = x[0], s = 0; for (int i = 1; i < n; i++) m = fmax(m, x[i]);
  for (int i = 0; i < n; i++) s += exp(x[i] - m); return log(s) + m;
}
static double relu(double *x, int n) {
  double s = 0; for (int i = 0; i < n; i++) s += x[i] > 0 ? x[i] * x[i] : .01 * x[i]; return s;
}
static double det(double *m, int n) {
  double a[9], d = 1; memcpy(a, m, sizeof a);
  for (int k = 0; k < 3; k++) {
    d *= a[k * 3 + k];
    for (int i = k + 1; i < 3; i++) {
      double f = a[i * 3 + k] / a[k * 3 + k]; for (int j = k; j < 3; j++) a[i * 3 + j] -= f * a[k * 3 + j];
    }
  }
  return d;
}
static double horner(double *c, int n) { double s = 0; for (int i = n; i--;) s = s * c[0] + c[i]; return s; }
static double trap(double *x, int n) {
  double s = 0, a = x[0], b = x[1]; int k = 20;
  for (int i = 0; i <= k; i++) {
    double t = a + (b - a) * i / k; s += (i == 0 || i == k ? .5 : 1) * exp(-t * t) * (b - a) / k;
  }
  return s;
}
#define N 9
#define RUN(F, ...) { double x[N] = {__VA_ARGS__}, d[N] = {0}, y[N]; memcpy(y, x, sizeof y); __enzyme_autodiff((void*)F, enzyme_dup, y, d, enzyme_const, N); for (int i = 0; i < N; i++) { double r[2]; for (int k = 0; k < 2; k++) { memcpy(y, x, sizeof y); y[i] += k ? -1e-6 : 1e-6; r[k] = F(y, N); } expect(d[i], (r[0] - r[1]) / 2e-6); } }
int main() {
  RUN(euler, 1, 2, 3); RUN(wrapB, .1, .2, .3, .4, .5, .6, .7, .8, .9);
  RUN(tanhnet, .1, -.2, .3, .4, -.5, .6, .7, -.8, .9); RUN(softmax, 1, 2, 3, 4, 5, 4, 3, 2, 1);
  RUN(relu, 1, -2, 3, -4, 5, 6, -7, 8, 9); RUN(det, 4, 1, 2, 1, 5, 3, 2, 3, 6);
  RUN(horner, .5, 1, 2, 3, 4, 5, 6, 7, 8); RUN(trap, .1, 1.2);
  expect(__enzyme_autodiff((void*)heun, .7, 10), (heun(.7 + 1e-6, 10) - heun(.7 - 1e-6, 10)) / 2e-6);
}
