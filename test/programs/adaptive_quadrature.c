// Adaptive Simpson quadrature: recursion, a callback, and a context that counts.
#include <math.h>
typedef struct {
  double height, width;
  int calls;
} Bell;
static double bell(double t, void *context) {
  Bell *b = context;
  b->calls++;
  return b->height * exp(-b->width * t * t);
}
typedef double (*Integrand)(double, void *);
static double simpson(Integrand f, void *context, double a, double b, double fa, double fm, double fb, int depth) {
  double m = 0.5 * (a + b), left = f(0.5 * (a + m), context), right = f(0.5 * (m + b), context);
  double coarse = (b - a) / 6 * (fa + 4 * fm + fb), fine = (b - a) / 12 * (fa + 4 * left + 2 * fm + 4 * right + fb);
  if (depth <= 0 || fabs(fine - coarse) < 1e-9) return fine;
  return simpson(f, context, a, m, fa, left, fm, depth - 1) + simpson(f, context, m, b, fm, right, fb, depth - 1);
}
double adaptive_quadrature(const double *x, int n) {
  double s = 0;
  for (int i = 0; i + 2 < n; i++) {
    Bell b = {x[i], x[i + 1] * x[i + 1], 0};
    double end = x[i + 2];
    double r = simpson(bell, &b, 0, end, bell(0, &b), bell(end / 2, &b), bell(end, &b), 4);
    s += r * r + (b.calls > 1000);
  }
  return s;
}
