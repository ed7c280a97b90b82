// Variants whose size is odd before they are padded: numbers, structs and pointers in vectors, swapped, assigned, visited.
#include <utility>
#include <variant>
#include <vector>
struct Labelled {
  double value;
  char label;
};
struct Point {
  double x, y;
};
struct Tree;
using Node = std::variant<double, long, Tree *>;
struct Tree {
  std::vector<Node> items;
};
using Shape = std::variant<std::monostate, double, long, Point, Point *>;
struct Area {
  double operator()(std::monostate) const { return 0; }
  double operator()(double side) const { return side; }
  double operator()(long count) const { return static_cast<double>(count); }
  double operator()(const Point &p) const { return p.x * p.y; }
  double operator()(Point *p) const { return p->x + p->y; }
};
static double labelled(double a, double b, double c) {
  std::vector<std::variant<double, Labelled>> v;
  v.push_back(a);
  v.push_back(Labelled{b, 3});
  v.push_back(c * a);
  std::swap(v[0], v[1]);
  std::variant<double, Labelled> last = v[2];
  last = v[1];
  double s = std::get<double>(last);
  for (auto &e : v) {
    if (auto *number = std::get_if<double>(&e)) s += *number * *number;
    else s += std::get<Labelled>(e).value * std::get<Labelled>(e).label;
  }
  return s;
}
static double points(double a, double b, double c) {
  std::vector<std::variant<Point, int>> v;
  v.push_back(Point{a, b});
  v.push_back(3);
  v.push_back(Point{c * a, b});
  std::swap(v[0], v[1]);
  std::variant<Point, int> last = v[2];
  last = v[1];
  double s = std::get<Point>(last).x;
  for (auto &e : v) {
    if (auto *count = std::get_if<int>(&e)) s += *count * b;
    else s += std::get<Point>(e).x * std::get<Point>(e).y;
  }
  return s;
}
static double total(const Node &v) {
  if (auto *number = std::get_if<double>(&v)) return *number;
  if (auto *count = std::get_if<long>(&v)) return static_cast<double>(*count);
  double s = 0;
  for (auto &item : std::get<Tree *>(v)->items) s += total(item) * total(item);
  return s;
}
static double trees(double a, double b, double c) {
  Tree inner, outer;
  inner.items.push_back(a);
  inner.items.push_back(3L);
  inner.items.push_back(b * c);
  outer.items.push_back(&inner);
  outer.items.push_back(c);
  outer.items.push_back(2L);
  std::swap(outer.items[0], outer.items[2]);
  Node sum = 0L;
  for (auto &item : outer.items) sum = total(sum) + total(item);
  return total(sum);
}
static double shapes(double a, double b, double c) {
  Point far{a * b, c};
  std::vector<Shape> all(3);
  all[0] = a;
  all[1] = 4L;
  all[2] = &far;
  all.push_back(Point{c, b});
  all.emplace_back(std::in_place_type<double>, c * c);
  Shape first = std::move(all[0]);
  all[0] = all[3];
  all[3] = first;
  std::swap(all[1], all[2]);
  double s = 1;
  for (auto &shape : all) s = s * std::visit(Area{}, shape) * 0.3 + std::visit(Area{}, shape);
  return s;
}
extern "C" double odd_variants(double *x, int n) {
  const double a = x[0], b = x[1 % n], c = x[2 % n];
  return labelled(a, b, c) + points(a, b, c) + trees(a, b, c) + shapes(a, b, c);
}
