// A sparse matrix as vector<map<int, double>>, conjugate gradients with std algorithms.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>
using Row = std::map<int, double>;
static std::vector<double> multiply(const std::vector<Row> &a, const std::vector<double> &v) {
  std::vector<double> r(v.size());
  for (std::size_t i = 0; i < a.size(); i++)
    r[i] = std::accumulate(a[i].begin(), a[i].end(), 0.0, [&](double s, const auto &e) { return s + e.second * v[e.first]; });
  return r;
}
static double dot(const std::vector<double> &a, const std::vector<double> &b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }
extern "C" double sparse_rows(double *x, int n) {
  std::vector<Row> a(n);
  for (int i = 0; i < n; i++) {
    a[i][i] = 3 + x[i] * x[i];
    if (i > 0) a[i][i - 1] = a[i - 1][i] = -0.5 * x[i] * x[i - 1] / (1 + x[i] * x[i]);
  }
  std::vector<double> b(n, 1.0), r = b, p = b, s(n);
  double rr = dot(r, r);
  for (int k = 0; k < 3; k++) {
    auto q = multiply(a, p);
    double alpha = rr / dot(p, q);
    std::transform(s.begin(), s.end(), p.begin(), s.begin(), [alpha](double u, double v) { return u + alpha * v; });
    std::transform(r.begin(), r.end(), q.begin(), r.begin(), [alpha](double u, double v) { return u - alpha * v; });
    double next = dot(r, r);
    for (int i = 0; i < n; i++) p[i] = r[i] + next / rr * p[i];
    rr = next;
  }
  return dot(s, s);
}
