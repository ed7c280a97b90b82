// std::optional of numbers and of structs, returned, copied, reset and filled again.
#include <cmath>
#include <optional>
struct Segment {
  double from, to;
  int id;
};
static std::optional<double> root(double v) {
  if (v < 0) return std::nullopt;
  return sqrt(v);
}
static std::optional<Segment> find(const double *x, int n, int id) {
  for (int i = 0; i + 1 < n; i++)
    if (i == id) return Segment{x[i], x[i + 1], i};
  return {};
}
extern "C" double optional_values(double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    if (auto r = root(x[i])) sum += *r * x[0];
    else sum += x[i] * x[i];
    sum += root(x[i]).value_or(x[1]);
    if (auto segment = find(x, n, i)) sum += segment->from * segment->to * segment->id;
  }
  std::optional<Segment> one = Segment{x[0], x[1], 2}, two = one;
  one.reset();
  one.emplace(Segment{x[2], x[3], 1});
  return sum + one->from * two->to * two->id;
}
