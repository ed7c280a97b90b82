// The kinematics of a robot: joints are variants, links know their children and, weakly, their parents.
#include <cmath>
#include <variant>
#include <memory>
#include <vector>
#include <string>
#include <array>
struct Vec3 {
  std::array<double, 3> v{};
  double &operator[](int i) {
    return v[i];
  }
  double operator[](int i) const {
    return v[i];
  }
};
static Vec3 operator+(Vec3 a, const Vec3 &b) { for (int i = 0; i < 3; i++) a[i] += b[i]; return a; }
static Vec3 operator*(double s, Vec3 a) { for (auto &c : a.v) c *= s; return a; }
static Vec3 cross(const Vec3 &a, const Vec3 &b) {
  return {{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}};
}
struct Quat {
  double w = 1;
  Vec3 u{};
  static Quat axis(const Vec3 &a, double t) {
    return {std::cos(t / 2), std::sin(t / 2) * a};
  }
  Quat operator*(const Quat &o) const {
    double d = 0;
    for (int i = 0; i < 3; i++) d += u[i] * o.u[i];
    return {w * o.w - d, w * o.u + o.w * u + cross(u, o.u)};
  }
  Vec3 rotate(const Vec3 &p) const { Vec3 t = 2.0 * cross(u, p); return p + w * t + cross(u, t); } };
struct Revolute { Vec3 axis; int dof; }; struct Prismatic { Vec3 axis; int dof; }; struct Fixed {};
using Joint = std::variant<Fixed, Revolute, Prismatic>;
template <class... T> struct overloaded : T... {
  using T::operator()...;
};
template <class... T> overloaded(T...) -> overloaded<T...>;
struct Pose { Quat q; Vec3 p; Pose operator*(const Pose &o) const { return {q * o.q, p + q.rotate(o.p)}; } };
struct Link {
  std::string name;
  Joint joint;
  Vec3 offset;
  std::vector<std::shared_ptr<Link>> children;
  std::weak_ptr<Link> parent;
};
static std::shared_ptr<Link> attach(const std::shared_ptr<Link> &p, std::string name, Joint j, Vec3 off) {
  auto l = std::make_shared<Link>(Link{std::move(name), j, off, {}, p});
  p->children.push_back(l);
  return l;
}
static Pose local(const Joint &j, const Vec3 &off, const double *q) {
  return std::visit(overloaded{[&](const Fixed &) { return Pose{{}, off}; }, [&](const Revolute &r) { return Pose{Quat::axis(r.axis, q[r.dof]), off}; }, [&](const Prismatic &p) { return Pose{{}, off + q[p.dof] * p.axis}; }}, j);
}
static Pose global(const Link &l, const double *q) {
  Pose me = local(l.joint, l.offset, q);
  if (auto p = l.parent.lock()) return global(*p, q) * me;
  return me;
}
static void visit(const Link &l, const Pose &at, const double *q, double &cost) {
  Pose me = at * local(l.joint, l.offset, q);
  cost += 0.1 * me.p[2] * me.p[2] + me.p[0] * (l.name == "hand");
  for (auto &c : l.children) visit(*c, me, q, cost);
}
extern "C" double robot_joints(double *x, int) {
  auto base = std::make_shared<Link>(Link{"base", Fixed{}, {{0, 0, 0.2}}, {}, {}});
  auto a = attach(base, "shoulder", Revolute{{{0, 0, 1}}, 0}, {{0, 0, 0.3}});
  auto b = attach(a, "elbow", Revolute{{{0, 1, 0}}, 1}, {{0.5, 0, 0.1}});
  auto c = attach(b, "slide", Prismatic{{{1, 0, 0}}, 2}, {{0.4, 0, 0}});
  auto d = attach(c, "hand", Revolute{{{1, 0, 0}}, 3}, {{0.1, 0.05, 0}});
  attach(d, "finger", Fixed{}, {{x[4], x[5], 0.02}});
  double cost = 0; visit(*base, {}, x, cost);
  Pose e = global(*d, x); Vec3 target{{0.6, 0.4, 0.7}};
  for (int i = 0; i < 3; i++) cost += (e.p[i] - target[i]) * (e.p[i] - target[i]);
  return cost + e.q.w;
}
