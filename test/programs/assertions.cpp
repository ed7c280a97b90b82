// Checks that end the program, and code behind calls that do not return.
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>
[[noreturn]] static void give_up(const char *why, double at) {
  std::fprintf(stderr, "%s: %g\n", why, at);
  std::abort();
}
static double checked(double x) {
  assert(x < 1e6 && "too large");
  if (x > 1e5) give_up("large", x);
  switch (x > 0 ? 1 : 2) {
    case 1: return std::log(1 + x);
    case 2: return x * x;
    default: give_up("impossible", x);
  }
}
extern "C" double assertions(double *x, int n) {
  std::array<double, 8> a{};
  std::vector<double> v(n);
  for (int i = 0; i < n; i++) {
    a.at(i) = checked(x[i]);
    v.at(i) = a[i] * x[0];
    if (!std::isfinite(v[i])) throw std::runtime_error("not finite");
  }
  double s = 0;
  for (double e : a) s += e * v.at(1);
  return s;
}
