// A flock: agents with virtual forces in a list, an iterator of its own, random numbers, a multiset.
#include <cmath>
#include <deque>
#include <list>
#include <memory>
#include <random>
#include <set>
#include <vector>
struct V2 {
  double x = 0, y = 0;
  V2 &operator+=(const V2 &o) {
    x += o.x;
    y += o.y;
    return *this;
  }
};
static V2 operator*(double s, V2 v) {
  return {s * v.x, s * v.y};
}
static V2 operator-(V2 a, V2 b) {
  return {a.x - b.x, a.y - b.y};
}
struct World;
struct Agent {
  int id;
  V2 p, v;
  explicit Agent(int id) : id(id) {
  }
  virtual ~Agent() = default;
  virtual V2 force(const World &) const = 0;
};
struct World { std::list<std::unique_ptr<Agent>> agents; double cohesion, drag; std::deque<double> history;
  class iterator {
    std::list<std::unique_ptr<Agent>>::const_iterator it;
  public:
    explicit iterator(std::list<std::unique_ptr<Agent>>::const_iterator i) : it(i) {
    }
    const Agent &operator*() const {
      return **it;
    }
    iterator &operator++() {
      ++it;
      return *this;
    }
    bool operator!=(const iterator &o) const {
      return it != o.it;
    }
};
  iterator begin() const {
    return iterator(agents.begin());
  }
  iterator end() const {
    return iterator(agents.end());
  }
  void step(double dt) {
    std::vector<V2> f;
    for (const Agent &a : *this) f.push_back(a.force(*this));
    size_t i = 0;
    double e = 0;
    for (auto &a : agents) {
      a->v += dt * f[i++];
      a->v = (1 - drag * dt) * a->v;
      a->p += dt * a->v;
      e += a->v.x * a->v.x + a->v.y * a->v.y;
    }
    history.push_back(e);
    if (history.size() > 3) history.pop_front();
  }
};
struct Boid : Agent {
  using Agent::Agent;
  V2 force(const World &w) const override {
    V2 f;
    for (const Agent &o : w) if (o.id != id) {
      V2 d = o.p - p;
      double r = d.x * d.x + d.y * d.y + 0.1;
      f += w.cohesion * d;
      f += (-0.05 / r) * d;
    }
    return f;
  }
};
struct Predator final : Agent {
  double hunger;
  Predator(int id, double h) : Agent(id), hunger(h) {
  }
  V2 force(const World &w) const override {
    const Agent *best = nullptr;
    double m = 1e9;
    for (const Agent &o : w) {
      if (o.id == id) continue;
      V2 d = o.p - p;
      double r = d.x * d.x + d.y * d.y;
      if (r < m) {
        m = r;
        best = &o;
      }
    }
    return hunger * (best->p - p);
  }
};
extern "C" double flocking(double *x, int) {
  World w;
  w.cohesion = x[0];
  w.drag = x[1];
  std::mt19937 g(5);
  std::uniform_real_distribution<double> u(-1, 1);
  std::normal_distribution<double> n(0, 0.2);
  for (int i = 0; i < 5; i++) {
    auto b = std::make_unique<Boid>(i);
    b->p = {u(g) * x[2], u(g)};
    b->v = {n(g), n(g) * x[3]};
    w.agents.push_back(std::move(b));
  }
  w.agents.push_front(std::make_unique<Predator>(9, x[3]));
  for (int s = 0; s < 6; s++) {
    w.step(0.1);
    if (s == 3) w.agents.remove_if([](const auto &a) { return a->id == 2; });
  }
  std::multiset<double> sorted;
  for (const Agent &a : w) sorted.insert(a.p.x * a.p.y);
  double sum = 0, k = 1;
  for (double v : sorted) sum += v * k++;
  for (double h : w.history) sum += h;
  return sum;
}
