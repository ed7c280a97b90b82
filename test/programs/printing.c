// Output in between: printing reads active values and has no derivative.
#include <stdio.h>
double printing(const double *x, int n) {
  double s = 0;
  char text[64];
  for (int i = 0; i < n; i++) {
    s += x[i] * x[i];
    if (s > 1e6) printf("large: %g\n", s);
    snprintf(text, sizeof text, "%d", i);
    s *= 1 + 0.1 * (text[0] - '0');
  }
  return s;
}
