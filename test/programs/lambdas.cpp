// Lambdas: captures by value, by reference, of `this`, with an initialiser, mutable; generic, variadic and recursive ones.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
struct Scale {
  double factor;
  auto live() {
    return [this](double t) { return factor * t; };
  }
  auto copied() const {
    return [*this](double t) { return factor * t * t; };
  }
};
template <class F> static double integrate(F f, double from, double to, int steps) {
  double sum = 0, h = (to - from) / steps;
  for (int i = 0; i < steps; i++) sum += f(from + (i + 0.5) * h);
  return sum * h;
}
template <class F> static double newton(F f, double x) {
  for (int i = 0; i < 4; i++) {
    auto [value, slope] = f(x);
    x -= value / slope;
  }
  return x;
}
static double captures(const double *x) {
  double a = x[0], b = x[1];
  auto line = [=](double t) { return a * t + b; };
  auto changes = [&](double t) { return (a *= t) * b; };
  auto mixed = [a, &b, c = x[2] * x[3]](double t) { return b += t, a * b * c; };
  auto counts = [a]() mutable { return a *= 2, a * a; };
  return line(x[2]) + changes(x[3]) + mixed(x[0]) + counts() + counts();
}
extern "C" double lambdas(double *x, int n) {
  double a = x[0], b = x[1], sum = captures(x) + captures(x + n - 4);
  auto times = [](auto p, auto q) { return p * q; };
  auto apply = [](auto &&f, auto... all) { return f(all...); };
  for (int i = 0; i + 1 < n; i++) sum += apply(times, x[i], x[i + 1]) + apply(times, x[i], 2);
  sum += integrate([=](double t) { return a * sin(b * t); }, x[2], x[3], 10);
  sum += newton([&](double t) { return std::make_pair(t * t * t - a - 5, 3 * t * t); }, 2.0) * x[2];
  double y[8];
  std::transform(x, x + n, y, [&](double t) { return t * b; });
  sum += std::accumulate(y, y + n, 0.0, [](double s, double t) { return s + t * t; });
  auto series = [&](auto &&self, int k) -> double {
    return k < 2 ? x[k] : self(self, k - 1) * x[2] + self(self, k - 2) * x[3];
  };
  Scale s{x[4]};
  auto live = s.live();
  auto copied = s.copied();
  s.factor *= x[5];
  return sum + series(series, 5) + live(x[2]) + copied(x[3]);
}
