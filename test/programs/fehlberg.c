// Runge-Kutta-Fehlberg with a table of coefficients, a right-hand side that is passed in, and steps that are tried again.
#include <math.h>
#include <string.h>
typedef void (*RightHandSide)(double, const double *, double *, const double *);
static void oscillator(double t, const double *y, double *dy, const double *p) {
  dy[0] = y[1];
  dy[1] = p[0] * (1 - y[0] * y[0]) * y[1] - p[1] * y[0] + 0.1 * sin(t);
}
static const double a[6][5] = {{0}, {0.25}, {3. / 32, 9. / 32}, {1932. / 2197, -7200. / 2197, 7296. / 2197},
  {439. / 216, -8, 3680. / 513, -845. / 4104}, {-8. / 27, 2, -3544. / 2565, 1859. / 4104, -11. / 40}};
static const double c[6] = {0, .25, .375, 12. / 13, 1, .5};
static const double lower[6] = {25. / 216, 0, 1408. / 2565, 2197. / 4104, -1. / 5, 0};
static const double higher[6] = {16. / 135, 0, 6656. / 12825, 28561. / 56430, -9. / 50, 2. / 55};
static void integrate(RightHandSide f, double *y, int n, double end, const double *p) {
  double k[6][4], w[4], t = 0, h = 0.05;
  for (int steps = 0; t < end && steps < 500; steps++) {
    if (t + h > end) h = end - t;
    for (int s = 0; s < 6; s++) {
      for (int i = 0; i < n; i++) {
        w[i] = y[i];
        for (int j = 0; j < s; j++) w[i] += h * a[s][j] * k[j][i];
      }
      f(t + c[s] * h, w, k[s], p);
    }
    double error = 0;
    for (int i = 0; i < n; i++) {
      double e = 0;
      for (int s = 0; s < 6; s++) e += h * (higher[s] - lower[s]) * k[s][i];
      error = fmax(error, fabs(e));
    }
    if (error > 1e-6) {
      h *= 0.5;
      continue;
    }
    t += h;
    for (int i = 0; i < n; i++)
      for (int s = 0; s < 6; s++) y[i] += h * higher[s] * k[s][i];
    if (error < 1e-8) h *= 2;
  }
}
double fehlberg(const double *x, int n) {
  double y[2] = {x[0], x[1]}, p[2] = {x[2] * 0.5, 1 + x[3 % n] * x[3 % n]};
  integrate(oscillator, y, 2, 1.0, p);
  return y[0] * y[0] + 3 * y[1] + x[n - 1];
}
