// std::function in a vector that grows, and in an array whose elements are moved.
#include <cmath>
#include <functional>
#include <utility>
#include <vector>
extern "C" double function_lists(double *x, int n) {
  std::vector<std::function<double(double)>> list;
  for (int i = 0; i < n; i++) {
    double w = x[i], v = x[(i + 1) % n];
    if (i % 3 == 0) list.push_back([w](double t) { return w * t + sin(w); });
    else if (i % 3 == 1) list.push_back([w, v](double t) { return w * t + v; });
    else list.push_back([x, i](double t) { return x[i] * cos(t); });
  }
  double value = 1;
  for (auto &f : list) value = f(value);
  std::function<double(double)> pair[2] = {list[1], list[3]};
  std::swap(pair[0], pair[1]);
  auto moved = std::move(pair[1]);
  return value + pair[0](x[2]) * moved(x[4]);
}
