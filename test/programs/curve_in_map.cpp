// A piecewise linear curve in a std::map from knots to values, looked up with upper_bound.
#include <cmath>
#include <iterator>
#include <map>
#include <stdexcept>
class Curve {
  std::map<double, double> points;
public:
  void add(double t, double v) { points[t] = v; }
  double at(double t) const {
    if (points.empty()) throw std::runtime_error("no points");
    auto hi = points.upper_bound(t);
    if (hi == points.begin()) return hi->second;
    auto lo = std::prev(hi);
    if (hi == points.end()) return lo->second;
    double w = (t - lo->first) / (hi->first - lo->first);
    return (1 - w) * lo->second + w * hi->second;
  }
};
extern "C" double curve_in_map(double *x, int n) {
  Curve c;
  for (int i = 0; i < n; i++) c.add(i * 1.5, x[i] * x[i]);
  double s = 0;
  for (int k = 0; k < 12; k++) s += c.at(0.31 + 0.7 * k) * std::cos(0.2 * k);
  try {
    s += Curve().at(1);
  } catch (const std::runtime_error &) {
    s += x[0] * x[1];
  }
  return s;
}
