// flags: -frounding-math -ffp-exception-behavior=strict
// Arithmetic in whatever rounding mode there is: clang's constrained intrinsics.
#include <fenv.h>
#include <math.h>
#pragma STDC FENV_ACCESS ON
typedef struct { double a; float f; } S;
__attribute__((noinline)) static double step(double s, double x) {
  if (s > 2) return s / (1 + x * x) + fmod(x, 0.87);
  return fma(s, x, 0.5) - fmax(x, s) * fmin(x, 0.25);
}
__attribute__((noinline)) static S make(double a, float f) {
  S s = {sqrt(a * a + 1) * exp(-a), f};
  return s;
}
double strict_arithmetic(const double *x, int n) {
  double sum = 1;
  long double wide = 0;
  for (int i = 0; i < n; i++) {
    sum = step(sum, x[i]) + sin(x[i]) * pow(2 + x[i], 1.5);
    wide += (long double)sum * x[i];
    sum += floor(x[i] * 10 + 0.37) * 0.01 + rint(x[i]) + (int)(x[i] * 4);
  }
  S s = make(x[0], 0.5f);
  unsigned k = (unsigned)n;
  double t = -sum;
  t = t < 0 ? -t : t;
  int direction = fegetround();
  return t + (double)wide * s.f + s.a * k + ldexp(sum, 2) + copysign(sum, x[1]) + fabs(x[2]) + direction * 0;
}
