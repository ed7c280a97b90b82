// std::vector: insert of ranges, erase, resize, reserve, swap, move, assign, pop_back, emplace.
#include <cmath>
#include <vector>
extern "C" double vector_operations(double *x, int n) {
  std::vector<double> v(x, x + n), w;
  w.reserve(3);
  w.resize(n, 0.5);
  for (int i = 0; i < n; i++) w[i] += x[i] * x[i];
  v.erase(v.begin() + 1);
  v.erase(v.begin() + 2, v.begin() + 4);
  v.insert(v.begin() + 1, w.begin(), w.end());
  std::swap(v, w);
  std::vector<double> u = std::move(w);
  u.emplace_back(u.front() * u.back());
  u.pop_back();
  u.emplace(u.begin(), u.at(1) * 3);
  u.resize(u.size() - 1);
  v.assign(u.begin(), u.end());
  v.shrink_to_fit();
  v.insert(v.end(), 3, x[0]);
  double s = 0;
  int k = 0;
  for (double e : v) s += std::sin(e) * (1 + 0.1 * k++);
  return s;
}
