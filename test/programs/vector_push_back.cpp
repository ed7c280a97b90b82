// std::vector that grows by push_back, and a vector of vectors.
#include <cmath>
#include <vector>
extern "C" double vector_push_back(double *x, int n) {
  std::vector<double> v;
  for (int i = 0; i < 5 * n; i++) v.push_back(std::sin(x[i % n]) + i * 0.1);
  double s = 0;
  int k = 0;
  for (double e : v) s += e * e * (++k);
  std::vector<std::vector<double>> rows(n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) rows[i].push_back(x[i] * x[j]);
  for (auto &row : rows)
    for (double e : row) s += e * e * (++k) * 0.1;
  return s;
}
