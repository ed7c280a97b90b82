// Two functions that call each other, with data-dependent depth and arrays on the stack.
#include <math.h>
static double odd(const double *x, double v, int depth);
static double even(const double *x, double v, int depth) {
  if (depth == 0) return v * v;
  double local[2] = {v * x[0], sin(v)};
  double a = odd(x, local[0], depth - 1);
  local[1] += a;
  return local[1] * a + (a > 0.1 ? odd(x, local[1], depth - 1) : local[0]);
}
static double odd(const double *x, double v, int depth) {
  if (depth == 0) return v + x[1];
  return even(x, v * 0.5 + x[depth], depth - 1) + 0.3 * v;
}
double mutual_recursion(const double *x, int n) { return even(x, x[2], 4 < n ? 4 : n - 1); }
