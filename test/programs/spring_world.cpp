// Bodies with names, springs that point to them, and an index by name; the compiler's own copies of bodies take neighbouring members at once.
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace {

struct Vec {
  double x = 0, y = 0;
  Vec operator+(Vec o) const { return {x + o.x, y + o.y}; }
  Vec operator-(Vec o) const { return {x - o.x, y - o.y}; }
  Vec operator*(double s) const { return {x * s, y * s}; }
  double dot(Vec o) const { return x * o.x + y * o.y; }
};

struct Body {
  std::string name;
  Vec place, velocity, force;
  double mass = 1;
  bool fixed = false;
};

struct Spring {
  Body *from, *to;
  double stiffness, length;
};

class World {
  std::vector<Body> bodies;
  std::vector<Spring> springs;
  std::map<std::string, std::size_t> index;

public:
  Body &add(const std::string &name, Vec place, double mass) {
    index[name] = bodies.size();
    bodies.push_back({name, place, {}, {}, mass});
    return bodies.back();
  }
  Body &operator[](const std::string &name) { return bodies.at(index.at(name)); }
  void link(const std::string &from, const std::string &to, double stiffness, double length) {
    springs.push_back({&(*this)[from], &(*this)[to], stiffness, length});
  }
  void step(double dt) {
    for (Body &body : bodies) body.force = Vec{0, -9.81} * body.mass;
    for (Spring &spring : springs) {
      const Vec distance = spring.to->place - spring.from->place;
      const double length = std::sqrt(distance.dot(distance));
      const Vec pull = distance * (spring.stiffness * (length - spring.length) / length);
      spring.from->force = spring.from->force + pull;
      spring.to->force = spring.to->force - pull;
    }
    for (Body &body : bodies) {
      if (body.fixed) continue;
      body.velocity = body.velocity + body.force * (dt / body.mass);
      body.place = body.place + body.velocity * dt;
    }
  }
  double energy() const {
    double sum = 0;
    for (const Body &body : bodies) sum += 0.5 * body.mass * body.velocity.dot(body.velocity) + 9.81 * body.mass * body.place.y;
    for (const Spring &spring : springs) {
      const Vec distance = spring.to->place - spring.from->place;
      const double strain = std::sqrt(distance.dot(distance)) - spring.length;
      sum += 0.5 * spring.stiffness * strain * strain;
    }
    return sum;
  }
};

} // namespace

extern "C" double spring_world(double *x, int n) {
  World world;
  world.add("anchor", {0, 0}, 1).fixed = true;
  world.add("a body whose name is long enough for the heap", {x[0], -0.5 + x[3] * 0.1}, 1 + x[1] * x[1]);
  world.add("c", {x[0] + 0.5, x[2]}, 2 + x[n - 1] * x[n - 1]);
  world.link("anchor", "a body whose name is long enough for the heap", 50, 1);
  world.link("a body whose name is long enough for the heap", "c", 20 + x[1], 0.7);
  for (int i = 0; i < 30; i++) world.step(0.01);
  return 0.1 * world.energy() + world["c"].place.x;
}
