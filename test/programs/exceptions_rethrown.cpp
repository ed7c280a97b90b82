// Handlers that throw again, catch by type, and recursion that is left by an exception from deep inside.
#include <cmath>
#include <stdexcept>
#include <string>
static double __attribute__((noinline)) descend(double *y, int depth, double x) {
  y[depth % 3] *= 1 + 0.1 * x;
  if (depth > 4 && x > 1) throw std::out_of_range("too deep: " + std::to_string(depth));
  if (depth > 6) return std::exp(0.1 * x) + y[0];
  return y[1] * descend(y, depth + 1, x + 0.13);
}
static double __attribute__((noinline)) attempt(double *y, double x) {
  try {
    return descend(y, 0, x);
  } catch (const std::logic_error &e) {
    y[2] += 0.3 * x * y[0];
    if (x > 1.1) throw;
    return y[2] * y[1];
  }
}
extern "C" double exceptions_rethrown(double *x, int n) {
  double y[3] = {1, x[0], x[1] + 2};
  double s = 0;
  for (int i = 0; i < n; i++) {
    try {
      s += attempt(y, x[i]);
    } catch (const std::exception &e) {
      s += y[0] * y[2] * x[i];
    } catch (...) {
      return -1;
    }
  }
  return s;
}
