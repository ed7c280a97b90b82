// Classes behind a base class, with two bases, and with virtual destructors; objects on the heap and on the stack.
#include <cmath>
struct Shape {
  virtual double area(double k) const = 0;
  virtual ~Shape() {}
};
struct Named {
  double w = 1.5;
  virtual int id() const { return 3; }
  virtual double weight() const = 0;
  virtual ~Named() {}
};
struct Circle : Shape {
  double r;
  explicit Circle(double radius) : r(radius) {}
  double area(double k) const override { return k * 3.14159 * r * r; }
};
struct Rectangle : Shape {
  double a, b;
  Rectangle(double first, double second) : a(first), b(second) {}
  double area(double k) const override { return a * b + k; }
};
struct Both : Shape, Named {
  double s;
  explicit Both(double scale) : s(scale) { w = scale * scale; }
  double area(double k) const override { return std::exp(s * k); }
  double weight() const override { return w * s; }
  ~Both() override { s = 0; }
};
static double onHeap(const double *x, int n) {
  Both *both = new Both(x[1] * 0.5);
  Shape *shapes[3] = {new Circle(x[0]), new Rectangle(x[1], x[2]), both};
  Named *named = both;
  double s = 0;
  for (int i = 0; i < 2 * n; i++) s += shapes[i % 3]->area(x[i % n] * 0.3);
  s += named->weight() * named->id();
  delete shapes[0];
  delete shapes[1];
  delete named;
  return s;
}
static double onStack(const double *x, int n) {
  Circle circle(x[0]);
  Rectangle rectangle(x[1], x[2]);
  Both both(x[0] * 0.5);
  const Shape *all[3] = {&circle, &rectangle, &both};
  const Named *named = &both;
  double s = named->weight();
  for (int i = 0; i < n; i++) s *= 1 + 0.1 * all[(i * 5) % 3]->area(x[i]);
  return s;
}
extern "C" double virtual_methods(double *x, int n) { return onHeap(x, n) + onStack(x, n); }
