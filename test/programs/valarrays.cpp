// std::valarray: expressions, slices, sums, functions.
#include <cmath>
#include <valarray>
extern "C" double valarrays(double *x, int n) {
  std::valarray<double> a(x, n), b(0.5, n);
  b += a * a;
  std::valarray<double> c = std::sin(a) * b + 2.0 * a;
  c[std::slice(0, 2, 2)] = a[std::slice(1, 2, 2)];
  std::valarray<double> d = c.apply([](double e) { return e * e; });
  c = d.shift(1);
  return c.sum() + (a * b).sum() + d.max() + std::exp(a)[1];
}
