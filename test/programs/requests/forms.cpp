// C++: entry points that are templates, members and in namespaces; markers by reference; functions as template and as plain
// arguments, references and lambdas; requests that may throw; functions that the callers choose.
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <tuple>
#include <vector>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_primal_return;
template <typename Return, typename... Rest> Return __enzyme_autodiff(Rest...);
namespace mine {
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff_here(void *, ...);
struct Tool {
  template <typename F, typename... Rest> static double __enzyme_autodiff(F *, Rest...);
};
} // namespace mine
struct Three { double value, x, y; };
struct Pair { float x, y; };
struct Point { double x, y; };
struct Nested { struct { double a, b; } inner; double c; };

static double product(double x, double y) { return x * y + std::sin(x); }
static float quotient(float x, float y) { return x / y; }
static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }
template <typename T> static T power(T x) { return x * x * x * x; }
static double triple(double a, double b, double c) { return a * b * b * c; }
static double checked(double x) {
  if (x < 0) throw std::domain_error("negative");
  return std::sqrt(x) * 2;
}
struct Model {
  double scale;
  std::vector<double> weights;
  double evaluate(double x) const {
    double s = 0;
    for (double w : weights) s = s * x + w;
    return s * scale;
  }
  static double call(const Model *m, double x) { return m->evaluate(x); }
  double gradient(double x) const { return __enzyme_autodiff<double>((void *)call, enzyme_const, this, enzyme_out, x); }
};
template <double F(double)> double by_template(double x) { return __enzyme_autodiff<double>((void *)F, enzyme_out, x); }
template <typename F> __attribute__((noinline)) double by_argument(F *f, double x) { return __enzyme_autodiff<double>(f, x); }
template <typename F> __attribute__((noinline)) double by_reference(F &f, double x) { return __enzyme_autodiff<double>(&f, x); }
template <typename L> double of_closure(const L *l, double x) { return (*l)(x); }
template <typename L> double by_closure(const L &l, double x) {
  return __enzyme_autodiff<double>((void *)of_closure<L>, enzyme_const, (const void *)&l, enzyme_out, x);
}
__attribute__((noinline)) static double guarded(bool other, double x) {
  std::vector<double> kept{x};
  try {
    return __enzyme_autodiff<double>(other ? (void *)checked : (void *)square, kept[0]);
  } catch (const std::domain_error &) {
    return -1;
  }
}
static double sum(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return s;
}

int main() {
  Three t = __enzyme_autodiff<Three>((void *)product, enzyme_primal_return, enzyme_out, 0.5, enzyme_out, 3.0);
  expect(t.value, 1.5 + std::sin(0.5));
  expect(t.x, 3 + std::cos(0.5));
  expect(t.y, 0.5);
  Pair p = __enzyme_autodiff<Pair>((void *)quotient, 1.0f, 2.0f);
  expect(p.x, 0.5);
  expect(p.y, -0.25);
  Point q = __enzyme_autodiff<Point>((void *)product, 0.5, 3.0);
  expect(q.x, 3 + std::cos(0.5));
  auto [first, second] = __enzyme_autodiff<std::array<double, 2>>((void *)product, 0.5, 3.0);
  expect(first, q.x);
  expect(second, q.y);
  Nested n = __enzyme_autodiff<Nested>((void *)triple, 2.0, 3.0, 5.0);
  expect(n.inner.a, 45);
  expect(n.inner.b, 60);
  expect(n.c, 18);
  Model model{2, {1, 2, 3}};
  expect(model.gradient(0.5), 2 * (2 * 0.5 + 2));
  expect(by_template<square>(3), 6);
  expect(by_template<power<double>>(2), 32);
  expect(by_argument(square, 3), 6);
  expect(by_argument(cube, 3), 27);
  expect(by_reference(cube, 2), 12);
  double factor = 4;
  expect(by_closure([&](double x) { return x * x * factor; }, 3), 24);
  expect(guarded(true, 4), 0.5);
  expect(guarded(true, -4), -1);
  expect(guarded(false, -4), -8);
  double x[3] = {1, 2, 3}, d[3] = {};
  mine::__enzyme_autodiff_here((void *)sum, mine::enzyme_dup, x, d, mine::enzyme_const, 3);
  expect(d[2], 6);
  mine::Tool::__enzyme_autodiff(sum, enzyme_dup, x, d, enzyme_const, 3);
  expect(d[2], 12);
  expect(mine::Tool::__enzyme_autodiff(cube, 2.0), 12);
  auto unique = std::make_unique<double[]>(3);
  __enzyme_autodiff<void>(sum, (const double *)x, (const double *)unique.get(), 3);
  expect(unique[1], 4);
}
