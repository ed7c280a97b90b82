// C's complex numbers and functions, in loops and arrays.
#include <complex.h>
double complex_functions(const double *x, int n) {
  double complex z[8], sum = 0;
  for (int i = 0; i < n; i++) z[i] = x[i] + x[(i + 1) % n] * I;
  for (int i = 0; i + 1 < n; i++) sum += z[i] * z[i + 1] / (conj(z[i]) + 5);
  for (int i = 0; i < n; i++) sum = sum * 0.5 + cexp(z[i] * 0.2) + csqrt(z[i] + 3);
  sum += csin(z[0]) * ccos(z[1]) + clog(z[2] + 4) + cpow(z[1] + 3, z[0]) + ctanh(z[3]) + casin(z[0] * 0.2);
  return creal(sum) + 2 * cimag(sum) + cabs(sum) + carg(z[0] + 5);
}
