// Algorithms with lambdas: accumulate, inner_product, transform, for_each, partial_sum, sort, minmax.
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>
extern "C" double algorithms(double *x, int n) {
  std::vector<double> v(x, x + n), w(n), c(n);
  std::transform(v.begin(), v.end(), w.begin(), [](double e) { return std::exp(0.3 * e); });
  std::transform(v.begin(), v.end(), w.begin(), c.begin(), std::multiplies<double>());
  std::partial_sum(c.begin(), c.end(), c.begin());
  std::for_each(c.begin(), c.end(), [&](double &e) { e = e * e + v[0]; });
  double mean = std::accumulate(c.begin(), c.end(), 0.0) / n;
  double dot = std::inner_product(v.begin(), v.end(), w.begin(), 1.0);
  double big = *std::max_element(v.begin(), v.end());
  auto [lo, hi] = std::minmax_element(w.begin(), w.end());
  std::reverse(v.begin(), v.end());
  std::rotate(v.begin(), v.begin() + 2, v.end());
  std::adjacent_difference(v.begin(), v.end(), c.begin());
  int positive = std::count_if(v.begin(), v.end(), [](double e) { return e > 0; });
  double s = std::accumulate(c.begin(), c.end(), 0.0, [](double a, double e) { return a + e * e; });
  std::iota(c.begin(), c.end(), 1.0);
  std::fill_n(c.begin(), 2, x[1]);
  return mean + dot * big + *lo * *hi + positive * v[1] + s + std::inner_product(c.begin(), c.end(), v.begin(), 0.0);
}
