// std::set and multimap of doubles, std::array, std::pair, tuple of containers, nested maps.
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>
extern "C" double sets_and_multimaps(double *x, int n) {
  std::set<double> ordered(x, x + n);
  double s = 0;
  int k = 1;
  for (double e : ordered) s += k++ * e * e;
  std::multimap<int, double> groups;
  for (int i = 0; i < n; i++) groups.emplace(i % 3, std::sin(x[i]));
  for (int g = 0; g < 3; g++) {
    auto [first, last] = groups.equal_range(g);
    double product = 1;
    for (auto it = first; it != last; ++it) product *= it->second + 2;
    s += product;
  }
  std::map<int, std::vector<double>> rows;
  for (int i = 0; i < n; i++) rows[i % 2].push_back(x[i] * i);
  for (auto &[key, row] : rows)
    for (double e : row) s += (key + 1) * e * e * 0.1;
  std::array<std::array<double, 3>, 2> m{};
  for (int i = 0; i < 6; i++) m[i / 3][i % 3] = x[i];
  for (auto &row : m) s += row[0] * row[1] - row[2];
  std::map<std::pair<int, int>, double> grid;
  for (int i = 0; i < n; i++) grid[{i % 2, i % 3}] += x[i] * x[(i + 1) % n];
  for (auto &[at, v] : grid) s += at.first * v + std::cos(v) * at.second;
  return s;
}
