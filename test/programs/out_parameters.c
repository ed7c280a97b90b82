// Calls with out-parameters: results and in-out arguments through pointers.
#include <math.h>
__attribute__((noinline)) static void polar(double a, double b, double *r, double *phi) {
  *r = sqrt(a * a + b * b);
  *phi = atan2(b, a);
}
__attribute__((noinline)) static int accumulate(double *total, const double *v) {
  *total = *total * 0.5 + *v * *v;
  return *total > 1;
}
double out_parameters(const double *x, int n) {
  double total = 0, r, phi;
  int hits = 0;
  for (int i = 0; i + 1 < n; i++) {
    polar(x[i], x[i + 1], &r, &phi);
    hits += accumulate(&total, &r);
    total += phi * x[i];
  }
  return total * (1 + hits);
}
