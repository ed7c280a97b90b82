// std::variant of structs, of a number or an integer, visited, assigned, copied, swapped, kept in vectors.
#include <cmath>
#include <utility>
#include <variant>
#include <vector>
struct Circle {
  double radius;
};
struct Box {
  double width, height;
};
struct Triangle {
  double a, b, c;
};
using Shape = std::variant<Circle, Box, Triangle>;
using Number = std::variant<double, int>;
struct Area {
  double operator()(const Circle &c) const { return 3 * c.radius * c.radius; }
  double operator()(const Box &b) const { return b.width * b.height; }
  double operator()(const Triangle &t) const {
    double p = (t.a + t.b + t.c) / 2;
    return sqrt(p * (p - t.a) * (p - t.b) * (p - t.c));
  }
};
template <class... T> struct Overloaded : T... {
  using T::operator()...;
};
template <class... T> Overloaded(T...) -> Overloaded<T...>;
static double shapes(const double *x, int n) {
  std::vector<Shape> list;
  list.push_back(Circle{x[0]});
  list.push_back(Box{x[1], x[2]});
  list.push_back(Triangle{x[3] + 4, x[4] + 4, x[n - 1] + 4});
  double sum = 0;
  for (auto &shape : list) sum += std::visit(Area{}, shape);
  Shape one = Circle{x[0]}, two = one;
  one = Box{x[3], x[4]};
  std::swap(one, two);
  return sum + std::visit(Area{}, two) * std::get<Circle>(one).radius;
}
static double numbers(const double *x, int n) {
  std::vector<Number> list;
  for (int i = 0; i < n; i++) {
    if (i % 2) list.emplace_back(i);
    else list.emplace_back(x[i] * x[i]);
  }
  double product = 1;
  for (auto &e : list)
    product *= std::visit(Overloaded{[](double d) { return d; }, [](int k) { return 0.5 * k; }}, e);
  Number one = 3, two = x[1] * x[2];
  product += std::get<int>(one) * std::get<double>(two);
  one = two;
  two = 7;
  std::swap(one, two);
  return product * x[1] + std::get<int>(one) * std::get<double>(two) * x[3];
}
extern "C" double variants(double *x, int n) { return shapes(x, n) + numbers(x, n); }
