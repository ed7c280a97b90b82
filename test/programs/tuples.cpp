// std::tuple, std::pair and std::array: returned, taken apart, swapped, copied, kept in vectors.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>
struct Weighted {
  double value, weight;
  int id;
};
static std::tuple<double, double, int> turn(double t, int k) { return {sin(t), cos(t), k}; }
static double tuples_alone(const double *x, int n) {
  double sum = 0, c, d;
  for (int i = 0; i < n; i++) {
    auto [a, b, k] = turn(x[i], i);
    std::tie(c, d, std::ignore) = turn(x[i], 2);
    sum += a * b * k + c * d * d;
  }
  auto all = std::make_tuple(x[0], x[1], 3, x[2]);
  return sum + std::apply([](double a, double b, int k, double e) { return a * b * k * e; }, all);
}
static double pairs(const double *x, int n) {
  std::vector<std::pair<double, int>> list;
  for (int i = 0; i < n; i++) list.emplace_back(x[i] * x[0], i);
  double sum = 0;
  for (auto &[a, k] : list) sum += a * a * k;
  std::pair<double, double> p{x[0], x[1]}, q = p;
  std::swap(p.first, q.second);
  auto ends = std::minmax(x[2], x[3]);
  return sum + p.first * q.first - q.second + ends.first * ends.first * ends.second;
}
static double arrays(const double *x, int n) {
  std::array<double, 4> a{};
  for (int i = 0; i < 4; i++) a[i] = x[i] * x[(i + 1) % n];
  auto b = a;
  b.fill(x[0]);
  std::array<std::array<double, 2>, 2> rows{{{a[0], a[1]}, {a[2], b[3]}}};
  std::swap(rows[0], rows[1]);
  double sum = 0;
  for (auto &row : rows)
    for (double v : row) sum = sum * x[1] + v * v;
  std::array<Weighted, 2> items{Weighted{x[0], x[1], 1}, Weighted{x[4], x[5], 2}}, others = items;
  for (auto &item : others) sum += item.value * item.weight * item.id;
  return sum;
}
extern "C" double tuples(double *x, int n) { return tuples_alone(x, n) + pairs(x, n) + arrays(x, n); }
