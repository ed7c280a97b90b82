// Calls through a table of functions, and through a parameter.
#include <math.h>
typedef double (*Map)(double);
static double cube(double v) { return v * v * v; }
static double apply(Map f, double v) { return f(v) * v; }
double function_pointers(const double *x, int n) {
  static const Map maps[] = {cube, sin};
  double s = 0;
  for (int i = 0; i < n; i++) s += maps[i % 2](x[i]) + apply(i % 3 ? exp : cube, x[i]);
  return s;
}
