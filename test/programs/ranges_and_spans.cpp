// C++20: span, ranges::sort, views, std::lerp, std::midpoint.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>
#include <span>
#include <vector>
static double total(std::span<const double> s) {
  double r = 0;
  for (double e : s) r += e * e;
  return r;
}
extern "C" double ranges_and_spans(double *x, int n) {
  std::vector<double> v(x, x + n);
  std::ranges::sort(v);
  double s = 0;
  for (double e : v | std::views::filter([](double e) { return e > -1; }) | std::views::transform([](double e) { return e * e * e; })) s += e;
  for (auto [i, w] = std::pair{0, 1.0}; double e : v | std::views::reverse | std::views::take(3)) s += (w += 0.5) * e, i++;
  s += total(v) + total(std::span(v).subspan(1, 3)) * std::lerp(x[0], x[1], 0.3) + std::midpoint(x[2], x[3]);
  return s + std::ranges::max(v);
}
