// std::sort, stable_sort, partial_sort, nth_element, and sorting indices by a key.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>
extern "C" double sorting(double *x, int n) {
  std::vector<double> v;
  for (int i = 0; i < 5 * n; i++) v.push_back(std::sin(x[i % n] * (1 + 0.03 * i)) + 0.01 * i);
  std::vector<double> a = v, b = v, c = v;
  std::sort(a.begin(), a.end());
  std::stable_sort(b.begin(), b.end(), [](double p, double q) { return p * p > q * q; });
  std::nth_element(c.begin(), c.begin() + 2 * n, c.end());
  std::vector<int> order(v.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int i, int j) { return v[i] > v[j]; });
  double s = c[2 * n];
  for (int i = 0; i < 5 * n; i++) s += 0.1 * i * a[i] * a[i] + 0.05 * i * b[i] * b[i] + std::cos(v[order[i]]) * i * 0.02;
  std::partial_sort(v.begin(), v.begin() + 3, v.end());
  return s + v[0] * v[1] + v[2];
}
