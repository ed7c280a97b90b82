// Exceptions that are thrown by a callee and caught in a loop: the handler computes something else instead.
#include <cmath>
#include <stdexcept>
static double __attribute__((noinline)) root(double x) {
  if (x < 0) throw std::domain_error("negative");
  return std::sqrt(1 + x);
}
extern "C" double exceptions_caught(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    try {
      s += root(x[i]) * x[0];
      s *= 1.1;
    } catch (const std::domain_error &) {
      s += x[i] * x[i] * s;
    }
  }
  return s;
}
