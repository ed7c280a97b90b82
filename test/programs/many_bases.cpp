// Multiple and virtual inheritance, dynamic_cast, typeid.
#include <cmath>
#include <memory>
#include <typeinfo>
#include <vector>
namespace {
struct Object { double mass; explicit Object(double m) : mass(m) {} virtual ~Object() = default; virtual double energy() const { return mass; } };
struct Moving : virtual Object { double speed; Moving(double m, double v) : Object(m), speed(v) {} double energy() const override { return 0.5 * mass * speed * speed; } };
struct Charged : virtual Object { double charge; Charged(double m, double q) : Object(m), charge(q) {} virtual double field(double r) const { return charge / (r * r + 0.1); } };
struct Ion : Moving, Charged { double spin; Ion(double m, double v, double q, double s) : Object(m), Moving(m, v), Charged(m, q), spin(s) {} double energy() const override { return Moving::energy() + field(1 + spin * spin); } double field(double r) const override { return 2 * Charged::field(r) + spin; } };
struct Drawable { virtual ~Drawable() = default; virtual double size() const = 0; };
struct Ball : Moving, Drawable { double radius; Ball(double m, double v, double r) : Object(m), Moving(m, v), radius(r) {} double size() const override { return radius * radius * radius; } };
}
extern "C" double many_bases(double *x, int n) {
  std::vector<std::unique_ptr<Object>> all;
  for (int i = 0; i < n; i++) {
    double m = 1 + x[i] * x[i];
    switch (i % 4) {
      case 0: all.push_back(std::make_unique<Ion>(m, x[(i + 1) % n], x[i], 0.3 * x[2])); break;
      case 1: all.emplace_back(new Ball(m, x[i], x[0])); break;
      case 2: all.emplace_back(new Charged(m, x[i] * 2)); break;
      default: all.emplace_back(new Object(m));
    }
  }
  double s = 0;
  for (auto &p : all) {
    s += p->energy();
    if (auto *d = dynamic_cast<Drawable *>(p.get())) s += d->size();
    if (auto *c = dynamic_cast<Charged *>(p.get())) s += 0.1 * c->field(x[1]) * c->charge;
    if (typeid(*p) == typeid(Object)) s *= 1.1;
    if (auto *m = dynamic_cast<Moving *>(p.get())) { m->mass *= 1.5; m->speed += x[3]; s += m->energy(); }
  }
  try { s += dynamic_cast<Ion &>(*all[1]).spin; } catch (const std::bad_cast &) { s += x[4] * x[5]; }
  return s;
}
