// std::function with captures by value, by reference and too large to be kept inside: called, copied, moved, passed, composed.
#include <array>
#include <cmath>
#include <functional>
#include <utility>
using Function = std::function<double(double)>;
static double apply(const Function &f, double x) { return f(x) * f(x + 1); }
static double compose(const double *x) {
  Function f = [x](double t) { return x[0] * t; };
  Function g = [x](double t) { return x[1] + t * t; };
  Function both = [f, g](double t) { return f(g(t)); };
  return both(x[2]) + both(x[3]);
}
extern "C" double std_functions(double *x, int n) {
  double a = x[0], b = x[1], c = x[2], sum = 0;
  Function square = [a](double t) { return a * t * t; };
  std::function<void(double)> add = [&](double t) { sum += t * sin(t) * a; };
  for (int i = 0; i < n; i++) add(square(x[i]));
  std::array<Function, 3> list{[a](double t) { return a * t; }, [a, b](double t) { return a + b * t * t; },
                               [](double t) { return sin(t); }};
  double t = 1;
  for (auto &f : list) t = f(t);
  Function first = [b, c](double t) { return b * t + c; }, second = square;
  std::swap(first, second);
  Function moved = std::move(first), copy = second;
  return sum + t * c + apply([a, b, c](double t) { return a * t * t + b * t + c; }, x[3]) + compose(x + n - 4) +
         moved(x[4]) * second(copy(x[5]));
}
