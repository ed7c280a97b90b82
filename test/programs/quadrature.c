// An integrator that takes the integrand and its context; integrands that integrate in turn.
#include <math.h>
typedef double (*Integrand)(double, void *);
__attribute__((noinline)) static double integrate(Integrand f, void *context, double from, double to, int n) {
  double h = (to - from) / n, s = 0;
  for (int i = 0; i < n; i++) s += f(from + (i + 0.5) * h, context);
  return s * h;
}
struct Polynomial {
  const double *coefficients;
  int n;
  double scale;
};
static double polynomial(double t, void *context) {
  const struct Polynomial *p = context;
  double s = 0;
  for (int i = p->n - 1; i >= 0; i--) s = s * t + p->coefficients[i];
  return s * p->scale;
}
static double wave(double t, void *context) {
  const double *x = context;
  return sin(x[0] * t) * x[1];
}
static double inner(double t, void *context) { return integrate(wave, context, 0, t, 3) * t; }
double quadrature(const double *x, int n) {
  struct Polynomial p = {x, n, x[1]};
  double s = integrate(polynomial, &p, 0, x[0], 10);
  return s + integrate(wave, (void *)x, x[2], 2, 7) * integrate(inner, (void *)(x + 2), 0, 1, 4);
}
